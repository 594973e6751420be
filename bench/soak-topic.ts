import kafkajs from 'kafkajs'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'

/** Enough that a scan takes a while and fills its memory. */
export const MESSAGES = 'soak.readings'
const RECORDS = 300_000
const PER_REQUEST = 5_000
const PARTITIONS = 6

/** Makes the topic that is scanned and exported, beside those of the example programs. */
export async function fillTopic(bootstrap: string): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  const topic = { name: MESSAGES, partitions: PARTITIONS, replicationFactor: 3, configs: {} }
  await createTopics(connections, [topic]).finally(() => connections.close())
  const kafka = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  for (let first = 0; first < RECORDS; first += PER_REQUEST) {
    const messages = Array.from({ length: PER_REQUEST }, (_, index) => readingOf(first + index))
    await producer.send({ topic: MESSAGES, messages })
  }
  await producer.disconnect()
}

function readingOf(index: number): { partition: number; value: string } {
  const reading = { id: index, temperature_f: (index * 7) % 110, sensor: `s-${index % 977}`, note: 'lorem '.repeat(30) }
  return { partition: index % PARTITIONS, value: JSON.stringify(reading) }
}
