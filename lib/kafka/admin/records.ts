import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import {
  deleteRecords as deleteRecordsApi,
  type RecordsBefore,
  type TruncatedPartition,
} from '#lib/kafka/protocol/delete-records.ts'
import type { FanOut } from './fan-out.ts'
import { askLeaders } from './partitions.ts'

const TIMEOUT_MS = 10_000
const DEADLINE_MS = TIMEOUT_MS + 2_000

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
