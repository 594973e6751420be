import type { BrokerReplica, BrokerReplicaListQuery, BrokerReplicaSort } from '#lib/contract/broker-replicas.ts'
import type { ListReply } from '#lib/contract/common.ts'
import type { BrokerFacts } from '#lib/monitor/snapshot/broker-facts.ts'
import { partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { REPLICA_IN_SYNC, REPLICA_OFFLINE, replicaRows } from '#lib/monitor/snapshot/partition-columns.ts'
import { whyDisksAreDoubtful } from '#lib/monitor/snapshot/reasons.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { requireBroker } from './brokers.ts'

/** Where a replica stands in the columns. */
interface Place {
  readonly topicRow: number
  readonly partitionRow: number
  readonly replicaRow: number
}

export function listBrokerReplicas(
  state: MonitorState,
  broker: number,
  query: BrokerReplicaListQuery,
): ListReply<BrokerReplica> {
  return listPage(state, query, (snapshot) => {
    const keeper = requireBroker(snapshot, broker)
    return wholeSource<Place, BrokerReplica, BrokerReplicaSort>(placesOn(snapshot, broker), {
      keyOf: (place, sort) => sortKey(snapshot, sort, place),
      passes: (place) => passes(snapshot, place, keeper, query),
      nameOf: (place) => nameOf(snapshot, place),
      describe: (place) => describeReplica(snapshot, place, keeper),
      tiers: ['logDirs'],
    })
  })
}

/** By topic and partition. */
function placesOn({ catalog, leadership }: Snapshot, broker: number): readonly Place[] {
  const places: Place[] = []
  for (let topicRow = 0; topicRow < catalog.names.length; topicRow++) {
    const [from, to] = partitionRows(catalog, topicRow)
    for (let partitionRow = from; partitionRow < to; partitionRow++) {
      const [first, end] = replicaRows(leadership, partitionRow)
      for (let replicaRow = first; replicaRow < end; replicaRow++) {
        if (leadership.replicaBrokers[replicaRow] === broker) places.push({ topicRow, partitionRow, replicaRow })
      }
    }
  }
  return places
}

function passes(
  snapshot: Snapshot,
  place: Place,
  keeper: BrokerFacts,
  { role, health }: BrokerReplicaListQuery,
): boolean {
  if (role === 'leads' && !leads(snapshot, place)) return false
  return health === 'all' || !has(snapshot, place, REPLICA_IN_SYNC) || !isReachable(snapshot, place, keeper)
}

/** The cluster's word that a replica is there comes late when its broker dies, and without a quorum not at all. */
function isReachable(snapshot: Snapshot, place: Place, { liveness }: BrokerFacts): boolean {
  return liveness.online !== false && !has(snapshot, place, REPLICA_OFFLINE)
}

function sortKey(snapshot: Snapshot, sort: BrokerReplicaSort, place: Place): string | number | boolean | null {
  switch (sort) {
    case 'topic':
      return nameOf(snapshot, place)
    case 'partition':
      return snapshot.catalog.partitionIds[place.partitionRow] ?? null
    case 'leads':
      return leads(snapshot, place)
    case 'inSync':
      return has(snapshot, place, REPLICA_IN_SYNC)
    case 'sizeBytes':
      return known(snapshot.sizes.replicaSizes[place.replicaRow])
    default:
      return sort satisfies never
  }
}

function describeReplica(snapshot: Snapshot, place: Place, keeper: BrokerFacts): BrokerReplica {
  const sizeBytes = known(snapshot.sizes.replicaSizes[place.replicaRow])
  const doubt = whyDisksAreDoubtful(keeper, snapshot.tiers.logDirs)
  const missing =
    sizeBytes === null ? { code: 'unknown', message: 'The broker has not reported this replica yet.' } : null
  const sizeProblem = doubt ?? missing
  const problems = sizeProblem ? [{ field: 'sizeBytes', ...sizeProblem }] : []
  if (keeper.liveness.online === false) {
    const message = `Broker ${keeper.id} is down; the state of the replica is the last known one.`
    problems.push({ field: 'inSync', code: 'broker-down', message })
  }
  return {
    topic: nameOf(snapshot, place),
    partition: snapshot.catalog.partitionIds[place.partitionRow] ?? 0,
    leads: leads(snapshot, place),
    inSync: has(snapshot, place, REPLICA_IN_SYNC),
    online: isReachable(snapshot, place, keeper),
    sizeBytes,
    problems,
  }
}

function nameOf({ catalog }: Snapshot, { topicRow }: Place): string {
  return catalog.names[topicRow] ?? ''
}

function leads({ leadership }: Snapshot, { partitionRow, replicaRow }: Place): boolean {
  return leadership.leaders[partitionRow] === leadership.replicaBrokers[replicaRow]
}

function has({ leadership }: Snapshot, { replicaRow }: Place, state: number): boolean {
  return ((leadership.replicaStates[replicaRow] ?? 0) & state) !== 0
}
