import { MalformedReply } from '#lib/bytes/reader.ts'
import type { Compression } from '#lib/contract/message-formats.ts'
import { eachLimited } from '#lib/kafka/admin/each-limited.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import {
  type Acks,
  type ProducedPartition,
  type ProduceRecordsInput,
  produceRecords,
  produceRecordsByName,
} from '#lib/kafka/protocol/produce-records.ts'
import type { WrittenRecord } from '#lib/kafka/records/batch-writer.ts'
import { type QueuedRecord, type RecordOutcome, writeInOrder } from './partition-queue.ts'
import type { PartitionTarget } from './partition-writer.ts'
import { keyPartitioner, type Partitioner, roundRobinPartitioner } from './partitioner.ts'
import { ProducerIdentities } from './producer-identities.ts'
import { explainRefusal } from './refusals.ts'
import { TopicLeaders } from './topic-leaders.ts'

/** For the broker to gather the acknowledgements. */
const TIMEOUT_MS = 10_000
const REQUEST_DEADLINE_MS = TIMEOUT_MS + 2_000
const DEADLINE_MS = 25_000
const PARTITIONS_AT_ONCE = 16

export interface ProduceInput {
  readonly topic: string
  readonly records: readonly NewRecord[]
  readonly partitioner: 'key' | 'roundrobin'
  readonly acks: Acks
  readonly compression: Compression
}

export interface NewRecord extends Omit<WrittenRecord, 'timestampMs'> {
  /** null: chosen by the partitioner. */
  readonly partition: number | null
  /** null: now. */
  readonly timestampMs: number | null
}

/** Writes records to one cluster; with all acknowledgements, none twice, however often it has to be tried. */
export class RecordProducer {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #identities: ProducerIdentities
  /** How many records went around all partitions. */
  #turn = 0

  constructor(connections: ConnectionSet, now: () => number) {
    this.#connections = connections
    this.#now = now
    this.#identities = new ProducerIdentities(connections, now)
  }

  /** The outcome of each record, in their order. Fails as a whole only while nothing has been sent. */
  async produce(input: ProduceInput): Promise<RecordOutcome[]> {
    const leaders = new TopicLeaders(this.#connections, input.topic)
    await leaders.refresh()
    const { placed, unplaceable } = this.#place(input, leaders)
    const session = input.acks === 'all' ? await this.#identities.take() : null
    const deadlineAtMs = Date.now() + DEADLINE_MS
    const outcomes = [...unplaceable]
    await eachLimited([...placed], PARTITIONS_AT_ONCE, async ([partition, records]) => {
      const { topic, acks, compression } = input
      const common = { topic, partition, leaders, acks, codec: compression, session, deadlineAtMs }
      const target: PartitionTarget = { ...common, send: (...sent) => send({ topic, acks, partition }, ...sent) }
      outcomes.push(...(await writeInOrder(target, records)))
    })
    this.#identities.giveBack(session)
    return outcomes.sort((a, b) => a.index - b.index)
  }

  #place({ records, partitioner }: ProduceInput, leaders: TopicLeaders) {
    const choose = this.#partitioner(partitioner, leaders)
    const count = leaders.partitions.length
    const placed = new Map<number, QueuedRecord[]>()
    const unplaceable: RecordOutcome[] = []
    const nowMs = this.#now()
    for (const [index, { partition: chosen, timestampMs, ...record }] of records.entries()) {
      const partition = chosen ?? choose(record)
      if (partition === null || !leaders.partitions.some(({ id }) => id === partition)) {
        const error =
          partition === null
            ? explainRefusal(kafkaErrorCode('LEADER_NOT_AVAILABLE'))
            : `There is no partition ${partition}: the topic has ${count}, numbered from 0.`
        unplaceable.push({ index, ok: false, partition, error })
        continue
      }
      const queued = { ...record, index, timestampMs: timestampMs ?? nowMs }
      const before = placed.get(partition)
      if (before) before.push(queued)
      else placed.set(partition, [queued])
    }
    return { placed, unplaceable }
  }

  #partitioner(kind: ProduceInput['partitioner'], { partitions }: TopicLeaders): Partitioner {
    if (kind === 'key') return keyPartitioner(partitions)
    const choose = roundRobinPartitioner(partitions, this.#turn)
    return (record) => {
      this.#turn++
      return choose(record)
    }
  }
}

interface Sending {
  readonly topic: string
  readonly acks: Acks
  readonly partition: number
}

async function send(
  { topic, acks, partition }: Sending,
  leader: BrokerConnection,
  topicId: string | null,
  batch: Buffer,
): Promise<ProducedPartition | null> {
  const api = topicId === null ? produceRecordsByName : produceRecords
  const input: ProduceRecordsInput = {
    topic: { name: topic, topicId },
    acks,
    timeoutMs: TIMEOUT_MS,
    partitions: [{ id: partition, batch }],
  }
  if (acks === 'none') {
    await leader.sendUnanswered(api, input, REQUEST_DEADLINE_MS)
    return null
  }
  const reply = (await leader.send(api, input, REQUEST_DEADLINE_MS)).find(({ id }) => id === partition)
  if (!reply) throw new MalformedReply(`there is no result for partition ${partition}`)
  return reply
}
