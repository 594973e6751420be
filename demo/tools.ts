/** Kafka's scripts by name, and the class that each starts. */
export const toolClasses = {
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
  'kafka-metadata-quorum.sh': 'org.apache.kafka.tools.MetadataQuorumCommand',
} as const

export type KafkaTool = keyof typeof toolClasses
