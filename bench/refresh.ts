import net from 'node:net'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { readGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { listGroups } from '#lib/kafka/admin/groups.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ClusterPoller, type PollerState } from '#lib/monitor/poll/poller.ts'
import { GROUPS } from './reference-shape.ts'

const ROUNDS = 7
const READY_MS = 240_000

/** How long one full refresh and its parts take, one after the other, and how many requests it makes. */
export interface Refresh {
  readonly totalMs: number
  readonly metadataMs: number
  /** Listed, described as far as due, and their commits. */
  readonly groupsMs: number
  readonly offsetsMs: number
  readonly lagMs: number
  readonly requests: number
}

/** The time of each step of refreshing the groups. */
export interface GroupReads {
  readonly listMs: number
  readonly commitsMs: number
}

/**
 * All metadata, all groups, all commits, start and end offsets of every partition, and from these the lag of every
 * group: the median of several rounds.
 */
export async function measureRefresh(bootstrap: string): Promise<Refresh & GroupReads> {
  let latest: PollerState | null = null
  const counter = countWrites()
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  const poller = new ClusterPoller(connections, {
    publish: (state) => {
      latest = state
    },
  })
  const measuring = timeMeasuring(poller)
  try {
    poller.start()
    await until('every partition and group to answer', READY_MS, () => hasAll(latest))
    const rounds: Refresh[] = []
    for (let round = 0; round < ROUNDS; round++) {
      counter.writes = 0
      const startMs = performance.now()
      await poller.refresh('metadata')
      const describedMs = performance.now()
      await poller.refresh('groups')
      const reportedMs = performance.now()
      const lagMs = await measuring.of(poller.groups.known.requestedAtMs)
      const totalMs = performance.now() - startMs
      const metadataMs = describedMs - startMs
      const groupsMs = reportedMs - describedMs
      const offsetsMs = totalMs - metadataMs - groupsMs - lagMs
      rounds.push({ totalMs, metadataMs, groupsMs, offsetsMs, lagMs, requests: counter.writes })
    }
    const reads: GroupReads[] = []
    for (let round = 0; round < ROUNDS; round++) reads.push(await readGroups(connections))
    return {
      ...middle(rounds, ({ totalMs }) => totalMs),
      ...middle(reads, ({ listMs, commitsMs }) => listMs + commitsMs),
    }
  } finally {
    poller.close()
    counter.stop()
  }
}

async function readGroups(connections: ConnectionSet): Promise<GroupReads> {
  const { brokers } = await readMetadata(connections)
  const startMs = performance.now()
  const listed = await listGroups(connections, brokers)
  const listedMs = performance.now()
  const coordinators = new Map(listed.data.map(({ id, coordinator }) => [id, coordinator]))
  await readGroupOffsets(connections, coordinators, [...coordinators.keys()])
  return { listMs: listedMs - startMs, commitsMs: performance.now() - listedMs }
}

/** The duration of each calculation of lag, by the time of the groups it is based on. */
function timeMeasuring({ groups }: ClusterPoller) {
  const measure = groups.measure.bind(groups)
  const took = new Map<number | null, number>()
  let onMeasured = () => {}
  groups.measure = (known, ends) => {
    const sinceMs = performance.now()
    measure(known, ends)
    // For the same groups lag is calculated once; later calls return at once.
    if (!took.has(known.requestedAtMs)) took.set(known.requestedAtMs, performance.now() - sinceMs)
    onMeasured()
  }
  return {
    of: (requestedAtMs: number | null): Promise<number> =>
      new Promise((resolve) => {
        onMeasured = () => {
          const ms = took.get(requestedAtMs)
          if (ms !== undefined) resolve(ms)
        }
        onMeasured()
      }),
  }
}

function countWrites() {
  const { write } = net.Socket.prototype
  const counter = {
    writes: 0,
    stop: () => {
      net.Socket.prototype.write = write
    },
  }
  net.Socket.prototype.write = function countedWrite(this: net.Socket, ...args: Parameters<typeof write>) {
    counter.writes++
    return Reflect.apply(write, this, args)
  } as typeof write
  return counter
}

function middle<T>(rounds: readonly T[], by: (round: T) => number): T {
  const found = rounds.toSorted((a, b) => by(a) - by(b))[Math.floor(rounds.length / 2)]
  if (!found) throw new Error('nothing was measured')
  return found
}

/** After a start, leadership takes a while to return to the preferred leaders. */
function hasAll(state: PollerState | null): boolean {
  const { topics, groups } = state?.snapshot ?? {}
  if (!topics || !groups) return false
  return (
    topics.unanswered.every((count) => count === 0) &&
    groups.ids.length >= GROUPS &&
    groups.unknown.every((count) => count === 0)
  )
}
