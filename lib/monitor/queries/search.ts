import type { SearchItem } from '#lib/contract/search.ts'
import { fuzzyRank } from '#lib/format/fuzzy.ts'
import { counted, formatCompact } from '#lib/format/number.ts'
import { type BrokerFacts, isOnline } from '#lib/monitor/snapshot/broker-facts.ts'
import { partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

const MAX_FOUND = 20

/** Topics, groups and brokers by their name, the best match first. Kafka's own topics come after the others. */
export function search({ snapshot }: MonitorState, query: string): SearchItem[] {
  if (!snapshot) return []
  const wanted = query.trim().toLowerCase()
  const found = [...findBrokers(snapshot, wanted), ...findTopics(snapshot, wanted), ...findGroups(snapshot, wanted)]
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_FOUND)
    .map(({ item }) => item)
}

interface Found {
  readonly rank: number
  readonly item: SearchItem
}

const INTERNAL = 10

function findTopics({ catalog }: Snapshot, wanted: string): Found[] {
  return catalog.names.flatMap((name, row) => {
    const rank = fuzzyRank(name, wanted)
    if (rank === null) return []
    const [from, to] = partitionRows(catalog, row)
    const hint = counted(to - from, 'partition')
    return { rank: rank + (catalog.internal[row] ? INTERNAL : 0), item: { kind: 'topic', id: name, hint } }
  })
}

function findGroups({ groups }: Snapshot, wanted: string): Found[] {
  return groups.ids.flatMap((id, row) => {
    const rank = fuzzyRank(id, wanted)
    if (rank === null) return []
    const lag = known(groups.totalLags[row])
    const hint = lag === null ? 'group' : lag === 0 ? 'group, up to date' : `group, lag ${formatCompact(lag)}`
    return { rank, item: { kind: 'group', id, hint } }
  })
}

function findBrokers({ brokers }: Snapshot, wanted: string): Found[] {
  return brokers.flatMap((broker) => {
    const rank = wanted === '' ? INTERNAL : rankBroker(broker, wanted)
    if (rank === null) return []
    const address = broker.address ? `${broker.address.host}:${broker.address.port}` : 'not registered'
    const hint = isOnline(broker) ? address : `${address}, down`
    return { rank, item: { kind: 'broker', id: String(broker.id), hint } }
  })
}

/** An id counts only as a whole: "2" is not meant for broker 12, nor for every port with a 2 in it. */
function rankBroker({ id, address }: BrokerFacts, wanted: string): number | null {
  if (String(id) === wanted || `broker ${id}` === wanted) return 0
  if ('brokers'.startsWith(wanted) && wanted.length > 1) return 3
  return address && wanted.length > 2 && `${address.host}:${address.port}`.includes(wanted) ? 3 : null
}
