import type { z } from 'zod'
import type { CreatedTopicReply, newTopicSchema, TruncationReply, TruncationRequest } from '#lib/contract/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'

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
  monitor: Pick<ClusterMonitor, 'call' | 'state'>,
  topic: string,
  request: TruncationRequest,
): Promise<TruncationReply> {
  requireSnapshot(monitor.state)
  const what = 'before' in request ? { beforeMs: Date.parse(request.before) } : request
  return monitor.call('truncate', { topic, what })
}
