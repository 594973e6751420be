import type { z } from 'zod'
import { AppError } from '#lib/contract/errors.ts'
import type { CreatedTopicReply, newTopicSchema, TruncationReply, TruncationRequest } from '#lib/contract/topics.ts'
import { AT_END } from '#lib/kafka/protocol/list-offsets.ts'
import { requireSnapshot } from './clusters.ts'
import type { ClusterMonitor } from './monitor.ts'
import { partitionIdsOf, requireTopic } from './topics.ts'
import type { Truncation } from './verbs.ts'

export async function createTopic(
  monitor: Pick<ClusterMonitor, 'call'>,
  { name, partitions, replicationFactor, configs, dryRun }: z.output<typeof newTopicSchema>,
): Promise<CreatedTopicReply> {
  const topic = { name, partitions: partitions ?? null, replicationFactor: replicationFactor ?? null, configs }
  const made = await monitor.call('createTopic', { topic, validateOnly: dryRun })
  return {
    name,
    topicId: dryRun ? null : (made?.topicId ?? null),
    partitions: made?.partitions ?? null,
    replicationFactor: made?.replicationFactor ?? null,
    created: !dryRun,
  }
}

export async function deleteTopic(monitor: ClusterMonitor, name: string): Promise<{ deleted: string }> {
  await monitor.call('deleteTopic', name)
  return { deleted: name }
}

export async function addPartitions(monitor: ClusterMonitor, topic: string, count: number) {
  await monitor.call('addPartitions', { topic, count })
  return { partitionCount: count }
}

export function truncateTopic(
  monitor: ClusterMonitor,
  topic: string,
  request: TruncationRequest,
): Promise<TruncationReply> {
  const snapshot = requireSnapshot(monitor.state)
  return monitor.call(
    'truncate',
    planTruncation(topic, request, partitionIdsOf(snapshot, requireTopic(snapshot, topic))),
  )
}

/** Which partitions lose what; those that a request does not name keep everything. */
export function planTruncation(topic: string, request: TruncationRequest, ids: readonly number[]): Truncation {
  if ('partitions' in request) {
    const unknown = request.partitions.find(({ id }) => !ids.includes(id))
    if (unknown) throw new AppError('invalid', `"${topic}" has no partition ${unknown.id}.`, { field: 'partitions' })
    const partitions = request.partitions.map(({ id, beforeOffset }) => ({ id, before: { offset: beforeOffset } }))
    return { topic, partitions }
  }
  const before = 'before' in request ? { timeMs: Date.parse(request.before) } : { offset: AT_END }
  return { topic, partitions: ids.map((id) => ({ id, before })) }
}
