import { Badge } from '#components/ui/badge.tsx'
import type { TopicItem } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'

/** The state of a topic, the worst first. */
export function TopicState({ topic }: { topic: TopicItem }) {
  const problem = topic.problems.find(({ field }) => field === null)
  if (problem) return <Badge tone="bad">{problem.message}</Badge>
  if (topic.leaderless) return <Badge tone="bad">{counted(topic.leaderless, 'offline partition')}</Badge>
  if (topic.leaderDown)
    return <Badge tone="bad">{counted(topic.leaderDown, 'partition')} led by a broker that is down</Badge>
  if (topic.belowMinIsr)
    return <Badge tone="bad">{counted(topic.belowMinIsr, 'partition refuses', 'partitions refuse')} acks=all</Badge>
  if (topic.underReplicated)
    return <Badge tone="warn">{counted(topic.underReplicated, 'under-replicated partition')}</Badge>
  return <Badge tone="ok">healthy</Badge>
}
