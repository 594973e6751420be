import { needsZooKeeper } from './zookeeper.ts'

/** Kafka's scripts by name, and the class that each starts. */
export const toolClasses = {
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
  'kafka-configs.sh': 'org.apache.kafka.tools.ConfigCommand',
  'kafka-get-offsets.sh': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-log-dirs.sh': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-delete-records.sh': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-features.sh': 'org.apache.kafka.tools.FeatureCommand',
  'kafka-metadata-quorum.sh': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'kafka-consumer-groups.sh': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-share-groups.sh': 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
  'kafka-streams-groups.sh': 'org.apache.kafka.tools.streams.StreamsGroupCommand',
  'kafka-transactions.sh': 'org.apache.kafka.tools.TransactionsCommand',
  'kafka-console-producer.sh': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-console-consumer.sh': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-console-share-consumer.sh': 'org.apache.kafka.tools.consumer.ConsoleShareConsumer',
} as const

/** Where releases before 3.3 had them; those that are not listed did not exist, or were where 3.9 has them. */
const beforeKRaft: Partial<Record<KafkaTool, string>> = {
  'kafka-topics.sh': 'kafka.admin.TopicCommand',
  'kafka-get-offsets.sh': 'kafka.tools.GetOffsetShell',
  'kafka-log-dirs.sh': 'kafka.admin.LogDirsCommand',
  'kafka-delete-records.sh': 'kafka.admin.DeleteRecordsCommand',
  'kafka-features.sh': 'kafka.admin.FeatureCommand',
  'kafka-consumer-groups.sh': 'kafka.admin.ConsumerGroupCommand',
  'kafka-console-consumer.sh': 'kafka.tools.ConsoleConsumer',
}

/** Where releases before 4 had them. */
const beforeFour: Partial<Record<KafkaTool, string>> = {
  'kafka-console-producer.sh': 'kafka.tools.ConsoleProducer',
}

/** Where releases before 4.4 had them. */
const beforeFourFour: Partial<Record<KafkaTool, string>> = {
  'kafka-configs.sh': 'kafka.admin.ConfigCommand',
}

export function toolClass(name: KafkaTool, version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const older = [
    needsZooKeeper(version) && beforeKRaft[name],
    major < 4 && beforeFour[name],
    (major < 4 || (major === 4 && minor < 4)) && beforeFourFour[name],
  ]
  return older.find((found) => typeof found === 'string') ?? toolClasses[name]
}

export type KafkaTool = keyof typeof toolClasses

/** The keys of an object literal that nothing is added to are those of its type. */
export const kafkaTools = Object.keys(toolClasses) as readonly KafkaTool[]
