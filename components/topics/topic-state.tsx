import { Badge } from '#components/ui/badge.tsx'
import type { TopicItem } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'

/** The state of a topic, the worst first. */
export function TopicState({ topic }: { topic: TopicItem }) {
  const problem = topic.problems.find(({ field }) => field === null)
  if (problem) return <Badge tone="bad">{problem.message}</Badge>
  const state = findTopicState(topic) ?? { tone: 'ok', text: 'healthy' }
  return <Badge tone={state.tone}>{state.text}</Badge>
}

type TopicHealth = Pick<TopicItem, 'leaderless' | 'leaderDown' | 'belowMinIsr' | 'underReplicated'>

/** The worst that is wrong with a topic, or with several; null: nothing that is known. */
export function findTopicState(topic: TopicHealth): { tone: 'bad' | 'warn'; text: string } | null {
  const { leaderless, leaderDown, belowMinIsr, underReplicated } = topic
  if (leaderless) return { tone: 'bad', text: counted(leaderless, 'offline partition') }
  if (leaderDown) return { tone: 'bad', text: `${counted(leaderDown, 'partition')} led by a broker that is down` }
  if (belowMinIsr) {
    return { tone: 'bad', text: `${counted(belowMinIsr, 'partition refuses', 'partitions refuse')} acks=all` }
  }
  if (underReplicated) return { tone: 'warn', text: counted(underReplicated, 'under-replicated partition') }
  return null
}
