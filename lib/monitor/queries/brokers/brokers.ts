import type { Broker, BrokerItem, BrokerSort } from '#lib/contract/brokers.ts'
import type { ListQuery, ListReply, Problem } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import { KAFKA_OK, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listConfigs } from '#lib/monitor/queries/configs.ts'
import { brokerProblems, missingFacts } from '#lib/monitor/queries/health.ts'
import { type BrokerFacts, isOnline } from '#lib/monitor/snapshot/broker-facts.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import { whyDisksAreDoubtful } from '#lib/monitor/snapshot/reasons.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

export function listBrokers(state: MonitorState, query: ListQuery<BrokerSort>): ListReply<BrokerItem> {
  return listPage(state, query, (snapshot) =>
    wholeSource<BrokerItem, BrokerItem, BrokerSort>(
      snapshot.brokers.map((broker) => describeBroker(broker, snapshot)),
      {
        keyOf: (broker, sort) => (sort === 'host' ? addressOf(broker) : broker[sort]),
        nameOf,
        describe: (broker) => broker,
        tiers: ['logDirs'],
      },
    ),
  )
}

export function getBroker(state: MonitorState, id: number): Broker {
  const snapshot = requireSnapshot(state)
  const broker = requireBroker(snapshot, id)
  return { ...describeBroker(broker, snapshot), logDirs: describeLogDirs(broker) }
}

export function listBrokerConfigs(monitor: Pick<ClusterMonitor, 'call' | 'state'>, id: number) {
  requireBroker(requireSnapshot(monitor.state), id)
  return listConfigs(monitor, { kind: 'broker', name: String(id) })
}

/** The broker, or the error that says that there is none. */
export function requireBroker({ brokers }: Snapshot, id: number): BrokerFacts {
  const broker = brokers.find((candidate) => candidate.id === id)
  if (!broker) throw new AppError('not-found', `There is no broker ${id} in this cluster.`, { field: 'id' })
  return broker
}

function describeLogDirs({ disks: { list } }: BrokerFacts): Broker['logDirs'] {
  return (
    list?.map(({ path, totalBytes, usableBytes, replicaCount, replicaBytes, errorCode }) => ({
      path,
      totalBytes,
      usableBytes,
      replicaCount,
      replicaBytes,
      problems:
        errorCode === KAFKA_OK
          ? []
          : [{ field: null, code: kafkaErrorName(errorCode), message: 'The broker cannot use this log directory.' }],
    })) ?? null
  )
}

function describeBroker(broker: BrokerFacts, snapshot: Snapshot): BrokerItem {
  const { controllerId } = snapshot
  const { downSinceMs } = broker.liveness
  const { list: disks } = broker.disks
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
    leaderSkew: skewOf(
      broker.leaders,
      snapshot.brokers.map(({ leaders }) => leaders),
    ),
    replicaSkew: skewOf(
      broker.replicas,
      snapshot.brokers.map(({ replicas }) => replicas),
    ),
    replicaBytes: disks?.reduce((sum, { replicaBytes }) => sum + replicaBytes, 0) ?? null,
    usableBytes: disks && sumKnown(disks.map(({ usableBytes }) => usableBytes)),
    totalBytes: disks && sumKnown(disks.map(({ totalBytes }) => totalBytes)),
    problems: [...brokerProblems(broker), ...missingController(snapshot), ...missingDisks(broker, snapshot)],
  }
}

/** How much more than its share it has: 0.12 is 12 % more than the average, -1 is nothing at all. */
function skewOf(own: number, all: readonly number[]): number {
  const average = all.reduce((sum, count) => sum + count, 0) / all.length
  return average === 0 ? 0 : own / average - 1
}

function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0)
}

function missingController(snapshot: Snapshot): Problem[] {
  if (snapshot.quorumLostAtMs !== null) {
    return [{ field: 'controller', code: 'no-quorum', message: 'No controller responds at the moment.' }]
  }
  return missingFacts(snapshot)
    .filter(({ field }) => field === 'controllerId')
    .map((problem) => ({ ...problem, field: 'controller' }))
}

const DISK_FIELDS = ['replicaBytes', 'usableBytes', 'totalBytes']

/** Why figures of its disks are missing, too old, or leave something out. */
function missingDisks(broker: BrokerFacts, { tiers }: Snapshot): Problem[] {
  const about = (fields: readonly string[], reason: Reason) => fields.map((field) => ({ field, ...reason }))
  const doubt = whyDisksAreDoubtful(broker, tiers.logDirs)
  if (doubt) return about(DISK_FIELDS, doubt)
  const disks = broker.disks.list ?? []
  const failed = disks.find(({ errorCode }) => errorCode !== KAFKA_OK)
  if (failed) {
    const message = `The broker cannot use ${failed.path}; its size is not included.`
    return about(DISK_FIELDS, { code: kafkaErrorName(failed.errorCode), message })
  }
  if (disks.every(({ totalBytes }) => totalBytes !== null)) return []
  const message = 'Brokers report the size of their disks since Kafka 3.3.'
  return about(['usableBytes', 'totalBytes'], { code: 'unsupported', message })
}

function addressOf({ host, port }: BrokerItem): string | null {
  return host === null ? null : `${host}:${port}`
}

function nameOf(broker: BrokerItem): string {
  return [broker.id, addressOf(broker), broker.rack].filter((part) => part !== null).join(' ')
}
