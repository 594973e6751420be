import type { ListReply, Problem } from '#lib/contract/common.ts'
import type { PartitionItem, PartitionListQuery, PartitionSort } from '#lib/contract/partitions.ts'
import { counted } from '#lib/format/number.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { explainAnswer, NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import { REPLICA_IN_SYNC, REPLICA_OFFLINE, replicaRows } from '#lib/monitor/snapshot/partition-columns.ts'
import { whyDisksAreDoubtful } from '#lib/monitor/snapshot/reasons.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { neededInSync } from '#lib/monitor/snapshot/topic-columns.ts'
import { whyFewer } from './topic-problems.ts'
import { requireTopic } from './topics.ts'

export function listPartitions(
  monitor: Pick<ClusterMonitor, 'state' | 'watchTopic'>,
  topic: string,
  query: PartitionListQuery,
): ListReply<PartitionItem> & { topicId: string | null } {
  const { state } = monitor
  const page = listPage(state, query, (snapshot) => {
    const topicRow = requireTopic(snapshot, topic)
    const [from, to] = partitionRows(snapshot.catalog, topicRow)
    const items = Array.from({ length: to - from }, (_, index) =>
      withReasons(describePartition(snapshot, topicRow, from + index)),
    )
    return wholeSource<PartitionItem, PartitionItem, PartitionSort>(items, {
      keyOf: (partition, sort) => partition[sort],
      nameOf: ({ id }) => String(id),
      describe: (partition) => partition,
      passes: ({ status }) => query.health === 'all' || status !== 'ok',
      tiers: ['offsets', 'logDirs'],
    })
  })
  if (!state.snapshot) return { ...page, topicId: null }
  monitor.watchTopic(topic)
  return { ...page, topicId: topicIdOf(state.snapshot, topic) }
}

function topicIdOf(snapshot: Snapshot, topic: string): string | null {
  return snapshot.catalog.topicIds[requireTopic(snapshot, topic)] ?? null
}

const mayBeMissing = ['messages', 'sizeBytes', 'lastStableOffset', 'leaderEpoch', 'producePerSecond'] as const

/** No fact is missing without a reason. */
function withReasons(item: PartitionItem): PartitionItem {
  const missing = mayBeMissing.filter(
    (field) => item[field] === null && !item.problems.some((problem) => problem.field === field),
  )
  const reasons = missing.map((field) => ({
    field,
    code: 'unknown',
    message: 'Not known yet, or not reported by this broker.',
  }))
  return reasons.length === 0 ? item : { ...item, problems: [...item.problems, ...reasons] }
}

function describePartition(snapshot: Snapshot, topicRow: number, row: number): PartitionItem {
  const { catalog, leadership, offsets, sizes, downBrokers } = snapshot
  const [firstReplica, endOfReplicas] = replicaRows(leadership, row)
  const replicas = Array.from({ length: endOfReplicas - firstReplica }, (_, index) => {
    const state = leadership.replicaStates[firstReplica + index] ?? 0
    const broker = leadership.replicaBrokers[firstReplica + index] ?? -1
    return {
      broker,
      inSync: (state & REPLICA_IN_SYNC) !== 0,
      offline: (state & REPLICA_OFFLINE) !== 0 || downBrokers.includes(broker),
      sizeBytes: known(sizes.replicaSizes[firstReplica + index]),
    }
  })
  const leader = known(leadership.leaders[row])
  const isLed = leader !== null && leader >= 0
  const startOffset = known(offsets.startOffsets[row])
  const endOffset = known(offsets.endOffsets[row])
  const isUnderReplicated = replicas.some(({ inSync }) => !inSync)
  const epoch = leadership.leaderEpochs[row] ?? -1
  const isr = replicas.filter(({ inSync }) => inSync).map(({ broker }) => broker)
  const problems = partitionProblems(snapshot, row, isLed ? leader : null)
  const needed = neededInSync(snapshot.configs.minInsyncReplicas[topicRow] ?? UNKNOWN, replicas.length)
  if (isLed && isr.length < needed) problems.push(tooFewInSync(isr.length, needed))
  const messages = startOffset === null || endOffset === null ? null : Math.max(0, endOffset - startOffset)
  const fewer = whyFewer(snapshot, topicRow, messages, offsets.transactional[row] === 1)
  if (fewer && !problems.some(({ field }) => field === 'messages')) problems.push({ field: 'messages', ...fewer })
  return {
    id: catalog.partitionIds[row] ?? 0,
    leader: isLed ? leader : null,
    leaderEpoch: epoch < 0 ? null : epoch,
    replicas: replicas.map(({ broker }) => broker),
    isr,
    offlineReplicas: replicas.filter(({ offline }) => offline).map(({ broker }) => broker),
    replicaSizes: replicas.map(({ sizeBytes }) => sizeBytes),
    startOffset,
    endOffset,
    lastStableOffset: known(offsets.lastStableOffsets[row]),
    messages,
    sizeBytes: replicas.find(({ broker }) => broker === leader)?.sizeBytes ?? null,
    producePerSecond: known(offsets.producedPerSecond[row]),
    status: statusOf({ leader: isLed ? leader : null, downBrokers, isUnderReplicated }),
    problems,
  }
}

function tooFewInSync(inSync: number, needed: number): Problem {
  const message = `Writes with acks=all are refused: ${counted(inSync, 'replica is', 'replicas are')} in sync, and min.insync.replicas requires ${needed}.`
  return { field: 'isr', code: 'below-min-isr', message }
}

interface Health {
  readonly leader: number | null
  readonly downBrokers: readonly number[]
  readonly isUnderReplicated: boolean
}

/** The worst that is the matter with it. */
function statusOf({ leader, downBrokers, isUnderReplicated }: Health): PartitionItem['status'] {
  if (leader === null) return 'leaderless'
  if (downBrokers.includes(leader)) return 'leader-down'
  return isUnderReplicated ? 'under-replicated' : 'ok'
}

function partitionProblems(snapshot: Snapshot, row: number, leader: number | null): Problem[] {
  const { brokers, downBrokers, tiers, offsets } = snapshot
  const problems: Problem[] = []
  if (leader === null) {
    const message = 'This partition is offline: it has no leader and can be neither read nor written.'
    problems.push({ field: 'leader', code: 'leaderless', message })
  } else if (downBrokers.includes(leader)) {
    const message = `Broker ${leader}, the last known leader of this partition, is down.`
    problems.push({ field: 'leader', code: 'leader-down', message })
  }
  const keeper = brokers.find(({ id }) => id === leader)
  const sizeDoubt = keeper && whyDisksAreDoubtful(keeper, tiers.logDirs)
  if (sizeDoubt) problems.push({ field: 'sizeBytes', ...sizeDoubt })
  const answer = offsets.offsetErrors[row] ?? NOT_ASKED
  if (answer === KAFKA_OK) return problems
  const { code, message: reason } = explainAnswer(answer)
  const message = answer === NOT_ASKED ? reason : `${reason} The last known value is shown.`
  for (const field of ['startOffset', 'endOffset', 'messages', 'producePerSecond']) {
    problems.push({ field, code, message })
  }
  return problems
}
