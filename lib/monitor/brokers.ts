import type { BrokerItem, BrokerSort } from '#lib/contract/brokers.ts'
import type { ListQuery, ListReply } from '#lib/contract/common.ts'
import { brokerProblems, isOnline } from './health.ts'
import { listPage } from './list-page.ts'
import type { MonitorState } from './monitor.ts'
import type { BrokerFacts, Snapshot } from './snapshot.ts'

export function listBrokers(state: MonitorState, query: ListQuery<BrokerSort>): ListReply<BrokerItem> {
  const { snapshot } = state
  return listPage(state, query, {
    items: snapshot ? snapshot.brokers.map((broker) => describeBroker(broker, snapshot)) : [],
    nameOf: ({ id, host, port, rack }) => `${id} ${host}:${port} ${rack ?? ''}`,
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

function describeBroker(broker: BrokerFacts, { controllerId }: Snapshot): BrokerItem {
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
    problems: brokerProblems(broker),
  }
}
