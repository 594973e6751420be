import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer, Producer } from 'kafkajs'
import { committedBy, type Kafka } from './demo-kafka.ts'

const PARTITIONS = [0, 1, 2]
const WRITE_EVERY_MS = 250
/** For each partition: half as much again as is written. */
const READ_EVERY_MS = 165

/** A topic that is written to all the time, and a reader of it that can be stopped, a little faster than the writer. */
export class Stream {
  readonly topic: string
  readonly group: string
  readonly #kafka: Kafka
  readonly #producer: Producer
  /** By partition and offset. */
  readonly #writtenAtMs = PARTITIONS.map(() => new Map<number, number>())
  #consumer: Consumer | null = null
  #writing: Promise<void> | null = null
  #isWriting = true

  /** The topic is there already, with three partitions. */
  constructor(kafka: Kafka, name: string) {
    this.#kafka = kafka
    this.topic = name
    this.group = `${name}-reader`
    this.#producer = kafka.producer({ allowAutoTopicCreation: false })
  }

  async startWriting(): Promise<void> {
    await this.#producer.connect()
    this.#writing = this.#write()
  }

  async stopWriting(): Promise<void> {
    this.#isWriting = false
    await this.#writing
    await this.#producer.disconnect()
  }

  async startReading(): Promise<void> {
    const consumer = this.#kafka.consumer({ groupId: this.group, maxWaitTimeInMs: 500 })
    this.#consumer = consumer
    await consumer.connect()
    await consumer.subscribe({ topic: this.topic, fromBeginning: true })
    await consumer.run({
      autoCommitInterval: 1_000,
      partitionsConsumedConcurrently: PARTITIONS.length,
      eachMessage: () => sleep(READ_EVERY_MS),
    })
  }

  async stopReading(): Promise<void> {
    await this.#consumer?.disconnect()
    this.#consumer = null
  }

  /** When the oldest message was written that nobody has read, by its own timestamp. */
  async waitingSinceMs(): Promise<number> {
    const committed = await committedBy(this.#kafka, this.group, this.topic)
    return Math.min(...PARTITIONS.map((id) => this.#writtenAtMs[id]?.get(committed.get(id) ?? -1) ?? Number.NaN))
  }

  async #write(): Promise<void> {
    while (this.#isWriting) {
      const nowMs = Date.now()
      const messages = PARTITIONS.map((partition) => ({ partition, timestamp: String(nowMs), value: 'drop' }))
      const written = await this.#producer.send({ topic: this.topic, messages })
      for (const { partition, baseOffset } of written) {
        this.#writtenAtMs[partition]?.set(Number(baseOffset), nowMs)
      }
      await sleep(WRITE_EVERY_MS)
    }
  }
}
