import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { WRITTEN_TOPICS } from './reference-cluster.ts'

const EVERY_MS = 1_000

/** Writes a record a second to some hundred topics, so that what is measured is a cluster in use; ends when stopped. */
export async function startTraffic(bootstrap: string): Promise<() => Promise<void>> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  let isStopped = false
  const writing = (async () => {
    for (let turn = 0; !isStopped; turn++) {
      const topicMessages = WRITTEN_TOPICS.map((topic) => ({ topic, messages: [{ value: `turn ${turn}` }] }))
      // Just started, brokers take a while until each leads what it shall lead.
      await producer.sendBatch({ topicMessages, acks: 1 }).catch(() => {})
      await sleep(EVERY_MS)
    }
  })()
  return async () => {
    isStopped = true
    await writing
    await producer.disconnect()
  }
}
