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
  return askLeaders(connections, topic, partitions, async (leader, own) => {
    const input = { topics: [{ name: topic, partitions: own }], timeoutMs: TIMEOUT_MS }
    const topics = await leader.send(deleteRecordsApi, input, DEADLINE_MS)
    return topics.flatMap(({ partitions: answers }) => answers)
  })
}
