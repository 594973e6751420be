import type { Reader } from './reader.ts'

/** Some partitions of a topic, as an assignment names them. */
export interface TopicPartitions {
  /** null where the protocol of the group knows topics by their names alone. */
  readonly topicId: string | null
  readonly name: string
  readonly partitions: readonly number[]
}

const MINIMUM_TOPIC_BYTES = 19

/** An assignment as ConsumerGroupDescribe and ShareGroupDescribe write it. */
export function readAssignment(reader: Reader): TopicPartitions[] {
  const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
    const topic = { topicId: reader.uuid(), name: reader.string(), partitions: reader.int32Array() }
    reader.skipTags()
    return topic
  })
  reader.skipTags()
  return topics
}
