/** Kafka's scripts by name, and the class that each starts. */
export const toolClasses = {
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
  'kafka-configs.sh': 'kafka.admin.ConfigCommand',
  'kafka-get-offsets.sh': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-log-dirs.sh': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-delete-records.sh': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-metadata-quorum.sh': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'kafka-consumer-groups.sh': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-share-groups.sh': 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
  'kafka-streams-groups.sh': 'org.apache.kafka.tools.streams.StreamsGroupCommand',
  'kafka-console-producer.sh': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-console-consumer.sh': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-console-share-consumer.sh': 'org.apache.kafka.tools.consumer.ConsoleShareConsumer',
} as const

export type KafkaTool = keyof typeof toolClasses

/** The keys of an object literal that nothing is added to are those of its type. */
export const kafkaTools = Object.keys(toolClasses) as readonly KafkaTool[]
