import type { BrokerItem, BrokerSort } from '#lib/contract/brokers.ts'
import type { ListQuery, ListReply, Problem } from '#lib/contract/common.ts'
import { brokerProblems, isOnline, missingFacts } from './health.ts'
import { listPage } from './list-page.ts'
import type { MonitorState } from './monitor.ts'
import type { BrokerFacts, Snapshot } from './snapshot.ts'

export function listBrokers(state: MonitorState, query: ListQuery<BrokerSort>): ListReply<BrokerItem> {
  const { snapshot } = state
  return listPage(state, query, {
    items: snapshot ? snapshot.brokers.map((broker) => describeBroker(broker, snapshot)) : [],
    nameOf: ({ id, host, port, rack }) => [id, host !== null && `${host}:${port}`, rack].filter(Boolean).join(' '),
    sortKeys: {
      id: (broker) => broker.id,
      host: ({ host, port }) => host && `${host}:${port}`,
      rack: (broker) => broker.rack,
      online: (broker) => broker.online,
      leaders: (broker) => broker.leaders,
      replicas: (broker) => broker.replicas,
      underReplicated: (broker) => broker.underReplicated,
    },
  })
}

function describeBroker(broker: BrokerFacts, snapshot: Snapshot): BrokerItem {
  const { controllerId } = snapshot
  const { downSinceMs } = broker.liveness
  return {
    id: broker.id,
    host: broker.address?.host ?? null,
    port: broker.address?.port ?? null,
    rack: broker.rack,
    controller: controllerId === null ? null : broker.id === controllerId,
    online: isOnline(broker),
    downSince: downSinceMs === null ? null : new Date(downSinceMs).toISOString(),
    leaders: broker.leaders,
    replicas: broker.replicas,
    underReplicated: broker.outOfSync,
    problems: [...brokerProblems(broker), ...missingController(snapshot)],
  }
}

function missingController(snapshot: Snapshot): Problem[] {
  if (snapshot.quorumLostAtMs !== null) {
    return [{ field: 'controller', code: 'no-quorum', message: 'No controller answers right now.' }]
  }
  return missingFacts(snapshot)
    .filter(({ field }) => field === 'controllerId')
    .map((problem) => ({ ...problem, field: 'controller' }))
}
