import type { ListReply, Problem } from '#lib/contract/common.ts'
import type { TopicItem, TopicListQuery } from '#lib/contract/topics.ts'
import { explainKafkaError, KAFKA_OK, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import { listPage } from './list-page.ts'
import type { MonitorState } from './monitor.ts'
import type { TopicFacts } from './snapshot.ts'

export function listTopics(state: MonitorState, query: TopicListQuery): ListReply<TopicItem> {
  const topics = state.snapshot?.topics ?? []
  return listPage(state, query, {
    items: topics
      .filter((topic) => query.internal || !topic.internal)
      .filter((topic) => query.health === 'all' || isUnhealthy(topic))
      .map(describeTopic),
    nameOf: (topic) => topic.name,
    sortKeys: {
      name: (topic) => topic.name,
      partitionCount: (topic) => topic.partitionCount,
      replicationFactor: (topic) => topic.replicationFactor,
      underReplicated: (topic) => topic.underReplicated,
      leaderless: (topic) => topic.leaderless,
    },
  })
}

function isUnhealthy(topic: TopicFacts): boolean {
  return topic.underReplicated > 0 || topic.leaderless > 0 || topic.errorCode !== KAFKA_OK
}

/** A topic that the cluster lists but does not describe, such as a forbidden one, has no counts. */
function describeTopic(topic: TopicFacts): TopicItem {
  const isDescribed = topic.errorCode === KAFKA_OK
  return {
    name: topic.name,
    topicId: topic.topicId,
    internal: topic.internal,
    partitionCount: isDescribed ? topic.partitionCount : null,
    replicationFactor: isDescribed ? topic.replicationFactor : null,
    underReplicated: isDescribed ? topic.underReplicated : null,
    leaderless: isDescribed ? topic.leaderless : null,
    problems: isDescribed
      ? missingTopicId(topic)
      : [
          {
            field: null,
            code: kafkaErrorName(topic.errorCode),
            message: explainKafkaError(topic.errorCode).message,
          },
        ],
  }
}

function missingTopicId({ topicId }: TopicFacts): Problem[] {
  if (topicId !== null) return []
  return [{ field: 'topicId', code: 'unsupported', message: 'This cluster is too old for topics to have ids.' }]
}
