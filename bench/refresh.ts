import net from 'node:net'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ClusterPoller, type PollerState } from '#lib/monitor/poller.ts'

const ROUNDS = 5
const READY_MS = 240_000

export interface Refresh {
  readonly seconds: number
  readonly requests: number
}

/** How long one full refresh takes, and how many requests: all metadata, and both ends of every partition. */
export async function measureRefresh(bootstrap: string): Promise<Refresh> {
  let latest: PollerState | null = null
  const { write } = net.Socket.prototype
  let writes = 0
  net.Socket.prototype.write = function countedWrite(this: net.Socket, ...args: Parameters<typeof write>) {
    writes++
    return Reflect.apply(write, this, args)
  } as typeof write
  const poller = new ClusterPoller(new ConnectionSet(parseAddresses(bootstrap)), {
    publish: (state) => {
      latest = state
    },
  })
  try {
    poller.start()
    await until('every partition to answer', READY_MS, () => hasAll(latest))
    const rounds: Refresh[] = []
    for (let round = 0; round < ROUNDS; round++) {
      writes = 0
      const sinceMs = performance.now()
      await poller.refresh('metadata')
      await poller.refresh('offsets')
      rounds.push({ seconds: (performance.now() - sinceMs) / 1000, requests: writes })
    }
    rounds.sort((a, b) => a.seconds - b.seconds)
    return rounds[Math.floor(ROUNDS / 2)] ?? { seconds: Number.NaN, requests: Number.NaN }
  } finally {
    poller.close()
    net.Socket.prototype.write = write
  }
}

/** After a start, brokers take a while until each leads what it shall lead. */
function hasAll(state: PollerState | null): boolean {
  return state?.snapshot?.topics.unanswered.every((count) => count === 0) ?? false
}
