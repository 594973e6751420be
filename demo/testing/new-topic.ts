import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { withConnections } from '#demo/with-connections.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { NewTopic } from '#lib/kafka/protocol/create-topics.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { AT_END } from '#lib/kafka/protocol/list-offsets.ts'

const PATIENCE_MS = 180_000

/** Retention goes by a record's own timestamp: what a test writes with a fixed one would be deleted once that is a week old. */
const KEEP_RECORDS: Readonly<Record<string, string>> = { 'retention.ms': '-1' }

interface TopicToMake {
  readonly name: string
  readonly configs?: Readonly<Record<string, string>>
}

/** Every topic of a test keeps its records, unless its own configs say otherwise. */
export function keepingRecords<Topic extends TopicToMake>(topic: Topic) {
  return { ...topic, configs: { ...KEEP_RECORDS, ...topic.configs } }
}

/**
 * Makes a topic once its name is free, and waits until every broker knows it and every leader knows that it leads.
 * Brokers that agree among themselves are quick with the name; with ZooKeeper a topic that was deleted keeps it until it
 * is gone from every disk. Where one leader does not know yet, kafkajs sends the whole batch again, and what the others
 * took is there twice. `create` rejects when the name is taken.
 */
export async function makeTopicWhenFree<Topic extends TopicToMake>(
  cluster: KafkaCluster,
  topic: Topic,
  create: (topic: ReturnType<typeof keepingRecords<Topic>>) => Promise<unknown>,
): Promise<void> {
  const { name } = topic
  await until(`the name ${name} to be free`, PATIENCE_MS, () =>
    create(keepingRecords(topic)).then(
      () => true,
      (error) => {
        if (toAppError(error)?.code === 'exists') return false
        throw error
      },
    ),
  )
  await Promise.all(cluster.brokers.map((broker) => untilKnown(broker, name)))
  await untilLed(cluster, name)
}

/** The same with our own request. */
export function makeTopic(cluster: KafkaCluster, topic: NewTopic): Promise<void> {
  return withConnections(cluster.bootstrap, (connections) =>
    makeTopicWhenFree(cluster, topic, async (kept) => {
      const { failures } = await createTopics(connections, [kept])
      if (failures[0]) throw failures[0].error
    }),
  )
}

function untilLed({ bootstrap }: KafkaCluster, name: string): Promise<void> {
  return withConnections(bootstrap, (connections) =>
    until(`all of ${name} to be led`, PATIENCE_MS, async () => {
      const { topics } = await readMetadata(connections, [name])
      const questions = (topics[0]?.partitions ?? []).map(({ id }) => ({ id, timestampMs: AT_END }))
      const { data } = await readTopicOffsets(connections, name, questions, 'offsets')
      return questions.length > 0 && data.length === questions.length
    }),
  )
}

function untilKnown({ host, port }: { host: string; port: number }, name: string): Promise<void> {
  return withConnections(`${host}:${port}`, (connections) =>
    until(`${host}:${port} to know ${name}`, PATIENCE_MS, async () => {
      const { topics } = await readMetadata(connections, [name])
      return topics[0]?.errorCode === KAFKA_OK
    }),
  )
}
