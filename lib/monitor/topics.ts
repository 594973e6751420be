import type { ListReply, Problem } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { Topic, TopicItem, TopicListQuery, TopicSort } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'
import { explainKafkaError, KAFKA_OK, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import { partitionRows, rowsByName } from './catalog.ts'
import { requireSnapshot } from './clusters.ts'
import { known } from './columns.ts'
import type { LastWrite, LastWriteQuestion } from './last-writes.ts'
import { listPage, sortRows } from './list-page.ts'
import type { ClusterMonitor, MonitorState } from './monitor.ts'
import type { Snapshot } from './snapshot.ts'
import { COMPACTS, DELETES } from './topic-configs.ts'

export function listTopics(state: MonitorState, query: TopicListQuery): ListReply<TopicItem> {
  return listPage(state, query, (snapshot) => {
    const { catalog } = snapshot
    return {
      passes: (row) => passes(snapshot, row, query),
      sorted: ({ sort, order }) => sortedTopics(snapshot, sort, order),
      nameOf: (row) => catalog.names[row] ?? '',
      describe: (row) => describeTopic(snapshot, row),
      tiers: ['offsets', 'configs', 'logDirs'],
    }
  })
}

const orders = new WeakMap<Snapshot, Map<string, readonly number[]>>()

/** All topics in an order, worked out once per snapshot, however many look at it. */
function sortedTopics(snapshot: Snapshot, sort: TopicSort, order: 'asc' | 'desc'): readonly number[] {
  const kept = orders.get(snapshot) ?? new Map<string, readonly number[]>()
  orders.set(snapshot, kept)
  const key = `${sort} ${order}`
  const known = kept.get(key)
  if (known) return known
  const sorted = sortRows(snapshot.catalog.names.length, (by, row) => sortKey(snapshot, by, row), { sort, order })
  kept.set(key, sorted)
  return sorted
}

/** The row of a topic, or the error that says that there is none. */
export function requireTopic({ catalog }: Snapshot, name: string): number {
  const row = rowsByName(catalog).get(name)
  if (row === undefined) throw new AppError('not-found', `There is no topic "${name}" in this cluster.`, { field: 't' })
  return row
}

export async function getTopic(monitor: ClusterMonitor, name: string): Promise<Topic> {
  const snapshot = requireSnapshot(monitor.state)
  const row = requireTopic(snapshot, name)
  monitor.watchTopic(name)
  const item = describeTopic(snapshot, row)
  const minInsyncReplicas = known(snapshot.configs.minInsyncReplicas[row])
  const partitions = partitionIdsOf(snapshot, row)
  const { latestMs, problem } = await readLastWrite(monitor, { topic: name, topicId: item.topicId, partitions })
  const others = item.problems.filter(({ field }) => field !== 'lastWriteAt')
  // What was seen to be written is newer than an answer that is kept for a minute.
  const seenMs = known(snapshot.topics.lastWritesMs[row])
  const lastWriteMs = latestMs === null ? seenMs : Math.max(latestMs, seenMs ?? latestMs)
  const missing = lastWriteMs === null ? { field: 'lastWriteAt', ...(problem ?? NEVER_WRITTEN) } : null
  return {
    ...item,
    minInsyncReplicas,
    lastWriteAt: lastWriteMs === null ? null : new Date(lastWriteMs).toISOString(),
    problems: missing ? [...others, missing] : others,
  }
}

/** What stands in memory does not wait for what a slow broker would add, nor fail with it. */
async function readLastWrite(monitor: ClusterMonitor, question: LastWriteQuestion): Promise<LastWrite> {
  const late = { code: 'timeout', message: 'The brokers have not told yet.' }
  const answer = monitor
    .call('lastWrite', question)
    .catch((): LastWrite => ({ latestMs: null, problem: { ...late, code: 'unavailable' } }))
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<LastWrite>((resolve) => {
    timer = setTimeout(() => resolve({ latestMs: null, problem: late }), LAST_WRITE_PATIENCE_MS)
  })
  const { latestMs, problem } = await Promise.race([answer, patience]).finally(() => clearTimeout(timer))
  if (latestMs === null || latestMs <= LAST_DATE_MS) return { latestMs, problem }
  return {
    latestMs: null,
    problem: { code: 'invalid-time', message: `A record is dated ${latestMs}, which no calendar holds.` },
  }
}

const LAST_WRITE_PATIENCE_MS = 1_000
/** The last moment that a date can name. */
const LAST_DATE_MS = 8.64e15

const NEVER_WRITTEN = { code: 'empty', message: 'There is no record in it.' }

export function partitionIdsOf({ catalog }: Snapshot, topicRow: number): number[] {
  return [...catalog.partitionIds.subarray(...partitionRows(catalog, topicRow))]
}

function passes({ catalog, topics, configs }: Snapshot, row: number, query: TopicListQuery): boolean {
  if (!query.internal && catalog.internal[row]) return false
  if (query.health === 'unhealthy') {
    const isHealthy = !topics.underReplicated[row] && !topics.leaderless[row] && catalog.errorCodes[row] === KAFKA_OK
    if (isHealthy) return false
  }
  const policy = configs.policies[row] ?? 0
  if (query.policy === 'delete') return (policy & DELETES) !== 0
  if (query.policy === 'compact') return (policy & COMPACTS) !== 0
  return true
}

function sortKey(snapshot: Snapshot, sort: TopicSort, row: number): string | number | boolean | null {
  const { catalog, topics, configs } = snapshot
  const isDescribed = catalog.errorCodes[row] === KAFKA_OK
  const described = (value: number | undefined) => (isDescribed ? (value ?? null) : null)
  switch (sort) {
    case 'name':
      return catalog.names[row] ?? null
    case 'topicId':
      return catalog.topicIds[row] ?? null
    case 'internal':
      return Boolean(catalog.internal[row])
    case 'partitionCount': {
      const [from, to] = partitionRows(catalog, row)
      return described(to - from)
    }
    case 'replicationFactor':
      return described(topics.replicationFactors[row])
    case 'underReplicated':
      return described(topics.underReplicated[row])
    case 'leaderless':
      return described(topics.leaderless[row])
    case 'messages':
      return known(topics.messages[row])
    case 'sizeBytes':
      return known(topics.sizeBytes[row])
    case 'replicaBytes':
      return known(topics.replicaBytes[row])
    case 'producePerSecond':
      return known(topics.producedPerSecond[row])
    case 'cleanupPolicy':
      return describePolicy(configs.policies[row])
    case 'retentionMs':
      return retentionKey(configs.retentionsMs[row])
    case 'lastWriteAt':
      return known(topics.lastWritesMs[row])
    default:
      return sort satisfies never
  }
}

/** What is kept for ever is kept longest. */
function retentionKey(retentionMs: number | undefined): number | null {
  const retention = known(retentionMs)
  return retention !== null && retention < 0 ? Number.POSITIVE_INFINITY : retention
}

function describePolicy(policy = 0): string | null {
  const names = [policy & DELETES && 'delete', policy & COMPACTS && 'compact'].filter(Boolean)
  return names.length === 0 ? null : names.join(',')
}

/** A topic that the cluster lists but does not describe, such as a forbidden one, has no counts. */
function describeTopic(snapshot: Snapshot, row: number): TopicItem {
  const { catalog, topics, configs } = snapshot
  const name = catalog.names[row] ?? ''
  const topicId = catalog.topicIds[row] ?? null
  const internal = Boolean(catalog.internal[row])
  const errorCode = catalog.errorCodes[row] ?? KAFKA_OK
  const isDescribed = errorCode === KAFKA_OK
  const [from, to] = partitionRows(catalog, row)
  const lastWriteMs = known(topics.lastWritesMs[row])
  return {
    name,
    topicId,
    internal,
    partitionCount: isDescribed ? to - from : null,
    replicationFactor: isDescribed ? (topics.replicationFactors[row] ?? null) : null,
    underReplicated: isDescribed ? (topics.underReplicated[row] ?? null) : null,
    leaderless: isDescribed ? (topics.leaderless[row] ?? null) : null,
    messages: known(topics.messages[row]),
    sizeBytes: known(topics.sizeBytes[row]),
    replicaBytes: known(topics.replicaBytes[row]),
    producePerSecond: known(topics.producedPerSecond[row]),
    cleanupPolicy: describePolicy(configs.policies[row]),
    retentionMs: known(configs.retentionsMs[row]),
    lastWriteAt: lastWriteMs === null ? null : new Date(lastWriteMs).toISOString(),
    problems: isDescribed ? topicProblems(snapshot, row) : [refusal(errorCode)],
  }
}

function refusal(errorCode: number): Problem {
  return { field: null, code: kafkaErrorName(errorCode), message: explainKafkaError(errorCode).message }
}

function topicProblems(snapshot: Snapshot, row: number): Problem[] {
  const { catalog, topics, configs, tiers } = snapshot
  const [from, to] = partitionRows(catalog, row)
  const problems: Problem[] = []
  const about = (fields: readonly string[], code: string, message: string) => {
    for (const field of fields) problems.push({ field, code, message })
  }
  if (catalog.topicIds[row] === null) {
    about(['topicId'], 'unsupported', 'This cluster is too old for topics to have ids.')
  }
  const unanswered = topics.unanswered[row] ?? 0
  if (unanswered > 0) {
    const isFirst = tiers.offsets.asOfMs === null
    const failure = tiers.offsets.failure
    const message = isFirst
      ? 'The offsets have not been asked yet.'
      : (failure?.message ??
        `${counted(unanswered, 'partition')} of ${to - from} did not answer; the last that is known of them counts.`)
    about(['messages', 'producePerSecond'], failure?.code ?? (isFirst ? 'unknown' : 'partial'), message)
  } else if (known(topics.producedPerSecond[row]) === null) {
    about(['producePerSecond'], 'unknown', 'A rate needs two looks a moment apart.')
  }
  if (known(topics.lastWritesMs[row]) === null) {
    about(['lastWriteAt'], 'unknown', 'Nothing was written since the dashboard started to watch.')
  }
  if ((topics.unsized[row] ?? 0) > 0) {
    const { code, message } = tiers.logDirs.failure ?? {
      code: tiers.logDirs.asOfMs === null ? 'unknown' : 'partial',
      message: 'Not every broker has told what it keeps of this topic.',
    }
    about(['sizeBytes', 'replicaBytes'], code, message)
  }
  const configError = configs.configErrors[row] ?? KAFKA_OK
  if (configError !== KAFKA_OK) {
    const failure = tiers.configs.failure
    const message =
      configError > 0
        ? explainKafkaError(configError).message
        : (failure?.message ?? 'The settings have not been asked yet.')
    about(
      ['cleanupPolicy', 'retentionMs', 'minInsyncReplicas'],
      configError > 0 ? kafkaErrorName(configError) : (failure?.code ?? 'unknown'),
      message,
    )
  }
  return problems
}
