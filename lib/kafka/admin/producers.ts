import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import {
  type DescribeProducersInput,
  describeProducers,
  type ProducersOfPartition,
  type ProducersOfTopic,
} from '#lib/kafka/protocol/describe-producers.ts'

const DEADLINE_MS = 5_000

/** Asks one leader who writes to partitions that it leads. */
export function readProducers(
  connections: ConnectionSet,
  leader: Address,
  input: DescribeProducersInput,
): Promise<readonly ProducersOfTopic[]> {
  return connections.to(leader, 'bulk').send(describeProducers, input, DEADLINE_MS)
}

/** Whether a transaction has ended in a partition of late, or is open in it. */
export function hasTransactions({ producers }: Pick<ProducersOfPartition, 'producers'>): boolean {
  return producers.some(
    ({ coordinatorEpoch, openSinceOffset }) => coordinatorEpoch !== null || openSinceOffset !== null,
  )
}
