import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import {
  deleteRecords as deleteRecordsApi,
  type RecordsBefore,
  type TruncatedPartition,
} from '#lib/kafka/protocol/delete-records.ts'
import { type FetchPosition, type FetchRecordsInput, fetchRecords } from '#lib/kafka/protocol/fetch-records.ts'
import type { FetchedPartition } from '#lib/kafka/protocol/fetched-partition.ts'
import { type BatchHeader, readBatchHeader } from '#lib/kafka/records/batch-header.ts'
import { eachLimited } from './each-limited.ts'
import type { FanOut } from './fan-out.ts'
import { askLeaders } from './partitions.ts'

const TIMEOUT_MS = 10_000
const DEADLINE_MS = TIMEOUT_MS + 2_000
const FETCH_DEADLINE_MS = 5_000
const FETCHES_AT_ONCE = 4
/** The first batch of a reply comes whole, however little is asked for. */
const FEWEST_BYTES = 1

/** Deletes what lies below an offset, each partition by its own leader. */
export function deleteRecords(
  connections: ConnectionSet,
  topic: string,
  partitions: readonly RecordsBefore[],
): Promise<FanOut<TruncatedPartition>> {
  const ask = async (leader: BrokerConnection, own: readonly RecordsBefore[]) => {
    const input = { topics: [{ name: topic, partitions: own }], timeoutMs: TIMEOUT_MS }
    const topics = await leader.send(deleteRecordsApi, input, DEADLINE_MS)
    return topics.filter(({ name }) => name === topic).flatMap(({ partitions: answers }) => answers)
  }
  return askLeaders(connections, { topic, questions: partitions, lane: 'changes', ask })
}

export interface BatchAt {
  readonly id: number
  readonly errorCode: number
  /** null where no batch is there yet, and for the message formats before Kafka 0.11. */
  readonly header: BatchHeader | null
}

/** What stands in front of the batch that holds a record, without decompressing or decoding any, for some partitions. */
export function readBatchHeaders(
  connections: ConnectionSet,
  topic: string,
  positions: readonly Pick<FetchPosition, 'id' | 'offset'>[],
): Promise<FanOut<BatchAt>> {
  const ask = async (leader: BrokerConnection, own: readonly Pick<FetchPosition, 'id' | 'offset'>[]) => {
    const batches: BatchAt[] = []
    // One partition a request: behind the first batch, a broker sends none that does not fit.
    await eachLimited(own, FETCHES_AT_ONCE, async ({ id, offset }) => {
      const { topics } = await leader.send(fetchRecords, firstBatch(topic, id, offset), FETCH_DEADLINE_MS)
      batches.push(...topics.flatMap(({ partitions }) => partitions.map(toBatch)))
    })
    return batches
  }
  return askLeaders(connections, { topic, questions: positions, lane: 'groups', ask })
}

function firstBatch(topic: string, id: number, offset: number): FetchRecordsInput {
  return {
    maxWaitMs: 0,
    minBytes: FEWEST_BYTES,
    maxBytes: FEWEST_BYTES,
    isolation: 'uncommitted',
    topics: [{ name: topic, partitions: [{ id, offset, maxBytes: FEWEST_BYTES }] }],
  }
}

function toBatch({ id, errorCode, records }: FetchedPartition): BatchAt {
  return { id, errorCode, header: readBatchHeader(records) }
}
