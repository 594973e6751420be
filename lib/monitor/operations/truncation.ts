import { AppError } from '#lib/contract/errors.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import { readPartitionIds } from '#lib/kafka/admin/partitions.ts'
import { deleteRecords } from '#lib/kafka/admin/records.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ALL_RECORDS, type RecordsBefore } from '#lib/kafka/protocol/delete-records.ts'
import { KafkaError, UNKNOWN_TOPIC_OR_PARTITION } from '#lib/kafka/protocol/error-codes.ts'
import { AT_END, type OffsetQuestion } from '#lib/kafka/protocol/list-offsets.ts'

/** What is to go: what lies before an offset of each partition named, or in all partitions everything or what is old. */
export type Truncation =
  | { readonly partitions: readonly { readonly id: number; readonly beforeOffset: number }[] }
  | { readonly all: true }
  | { readonly beforeMs: number }

export interface TruncationPlan {
  readonly byOffset: readonly RecordsBefore[]
  /** Whose offset must be looked for first. */
  readonly byTime: readonly OffsetQuestion[]
}

/** Which partitions lose what; those that a request does not name keep everything. */
export function planTruncation(topic: string, what: Truncation, ids: readonly number[]): TruncationPlan {
  if ('partitions' in what) {
    const unknown = what.partitions.find(({ id }) => !ids.includes(id))
    if (unknown) throw new AppError('invalid', `"${topic}" has no partition ${unknown.id}.`, { field: 'partitions' })
    return { byOffset: what.partitions, byTime: [] }
  }
  if ('all' in what) return { byOffset: ids.map((id) => ({ id, beforeOffset: ALL_RECORDS })), byTime: [] }
  return { byOffset: [], byTime: ids.map((id) => ({ id, timestampMs: what.beforeMs })) }
}

/** Deletes records, of the partitions that the topic has now: one that has just been added is not spared. */
export async function truncate(connections: ConnectionSet, topic: string, what: Truncation) {
  const plan = planTruncation(topic, what, await partitionIdsOf(connections, topic))
  const found = await findOffsets(connections, topic, plan.byTime)
  const { data, failures } = await deleteRecords(connections, topic, [...plan.byOffset, ...found.data])
  return { data, failures: [...found.failures, ...failures] }
}

async function partitionIdsOf(connections: ConnectionSet, topic: string): Promise<number[]> {
  return readPartitionIds(connections, topic).catch((error) => {
    if (!(error instanceof KafkaError) || error.errorCode !== UNKNOWN_TOPIC_OR_PARTITION) throw error
    throw new AppError('not-found', `There is no topic "${topic}" in this cluster.`, { field: 't', cause: error })
  })
}

/**
 * The first offset that is not older than a time; where there is none, the end as it is now: what is written while we
 * still ask is newer than any such time, and stays.
 */
async function findOffsets(connections: ConnectionSet, topic: string, questions: readonly OffsetQuestion[]) {
  if (questions.length === 0) return { data: [], failures: [] }
  const atEnd = questions.map(({ id }) => ({ id, timestampMs: AT_END }))
  const ends = await readTopicOffsets(connections, topic, atEnd, 'changes')
  const endOf = new Map(ends.data.map(({ id, offset }) => [id, offset]))
  const answered = questions.filter(({ id }) => endOf.has(id))
  const found = await readTopicOffsets(connections, topic, answered, 'changes')
  const data = found.data.flatMap(({ id, offset }) => {
    const beforeOffset = offset ?? endOf.get(id) ?? null
    return beforeOffset === null ? [] : { id, beforeOffset }
  })
  return { data, failures: [...ends.failures, ...found.failures] }
}
