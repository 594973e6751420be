import { join } from 'node:path'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Figure } from './report.ts'

const PORT = 3195
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench-failover')
const DEADLINE_MS = 120_000

/** How soon the dashboard reports brokers that fail and return, measured through its own API. */
export async function measureFailover(): Promise<Figure[]> {
  const highwater = new Highwater({ port: PORT, data: DATA })
  try {
    await highwater.untilOpen()
    await highwater.untilOnline()
    // With a viewer, so that the poller runs at its short interval.
    const looking = new AbortController()
    const events = await fetch(`${highwater.url}/api/clusters/demo/events`, { signal: looking.signal })
    const reading = events.text().catch(() => '')

    const seen = await timed(
      () => order(highwater, 2, 'kill'),
      'broker 2 down',
      async () => {
        return (await brokers(highwater)).some(({ id, online }) => id === 2 && online === false)
      },
    )
    const moved = await timed(
      async () => {},
      'leaders moved',
      async () => {
        const { underReplicated, leaderless } = await highwater.get('/api/clusters/demo')
        const leads = (await brokers(highwater)).find(({ id }) => id === 2)?.leaders
        return leaderless === 0 && underReplicated > 0 && leads === 0
      },
    )
    const lost = await timed(
      () => order(highwater, 1, 'kill'),
      'no quorum',
      async () => {
        return (await highwater.get('/api/clusters/demo')).quorumLostAt !== null
      },
    )
    const healed = await timed(
      async () => {
        await order(highwater, 1, 'start')
        await order(highwater, 2, 'start')
      },
      'all online',
      async () => (await highwater.get('/api/clusters/demo')).status === 'online',
    )
    looking.abort()
    await reading
    return [
      { what: 'killed broker seen as down', budget: 5, measured: seen, unit: 's' },
      { what: 'killed broker: leaders and replicas right', budget: 10, measured: seen + moved, unit: 's' },
      { what: 'second broker killed: no quorum said', budget: 10, measured: lost, unit: 's' },
      { what: 'both started again: everything online', budget: null, measured: healed, unit: 's' },
    ]
  } finally {
    await highwater.stop()
  }
}

async function timed(act: () => Promise<unknown>, what: string, holds: () => Promise<boolean>): Promise<number> {
  const sinceMs = Date.now()
  await act()
  await until(what, DEADLINE_MS, holds)
  return (Date.now() - sinceMs) / 1000
}

async function brokers(highwater: Highwater): Promise<BrokerItem[]> {
  return (await highwater.get('/api/clusters/demo/brokers')).items
}

async function order(highwater: Highwater, id: number, action: 'kill' | 'start'): Promise<void> {
  await fetch(`${highwater.url}/api/demo/brokers/${id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action }),
  })
}
