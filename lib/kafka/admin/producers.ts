import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import {
  type ActiveProducer,
  type DescribeProducersInput,
  describeProducers,
  type ProducersOfPartition,
  type ProducersOfTopic,
} from '#lib/kafka/protocol/describe-producers.ts'
import { type ListedTransaction, listTransactions } from '#lib/kafka/protocol/list-transactions.ts'
import { readMetadata } from './cluster.ts'
import type { FanOut } from './fan-out.ts'
import { askLeaders } from './partitions.ts'

const DEADLINE_MS = 5_000

/** Asks one leader who writes to partitions that it leads. */
export function readProducers(
  connections: ConnectionSet,
  leader: Address,
  input: DescribeProducersInput,
): Promise<readonly ProducersOfTopic[]> {
  return connections.to(leader, 'bulk').send(describeProducers, input, DEADLINE_MS)
}

/** Who writes to partitions of a topic, as the leader of each knows. */
export function readTopicProducers(
  connections: ConnectionSet,
  topic: string,
  partitions: readonly number[],
): Promise<FanOut<ProducersOfPartition>> {
  const ask = async (leader: BrokerConnection, own: readonly { readonly id: number }[]) => {
    const input = { topics: [{ name: topic, partitions: own.map(({ id }) => id) }] }
    const topics = await leader.send(describeProducers, input, DEADLINE_MS)
    return topics.flatMap((answer) => answer.partitions)
  }
  return askLeaders(connections, { topic, questions: partitions.map((id) => ({ id })), lane: 'bulk', ask })
}

export interface CoordinatedTransaction extends ListedTransaction {
  readonly coordinator: number
}

/** The transactional ids of the producers that were seen with a transaction, each from the broker that coordinates it. */
export async function readTransactionsOf(
  connections: ConnectionSet,
  partitions: readonly Pick<ProducersOfPartition, 'producers'>[],
): Promise<FanOut<CoordinatedTransaction>> {
  const seen = partitions.flatMap(({ producers }) => producers.filter(isTransactional))
  const producerIds = [...new Set(seen.map(({ id }) => id))]
  if (producerIds.length === 0) return { data: [], failures: [] }
  const { brokers } = await readMetadata(connections, [])
  const answers = await Promise.allSettled(
    brokers.map(async (broker) => {
      const listed = await connections.to(broker, 'bulk').send(listTransactions, producerIds, DEADLINE_MS)
      return listed.map((transaction) => ({ ...transaction, coordinator: broker.id }))
    }),
  )
  return {
    data: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
    failures: answers.flatMap((answer, place) =>
      answer.status === 'rejected' ? [{ scope: `broker ${brokers[place]?.id}`, error: answer.reason }] : [],
    ),
  }
}

/** Whether a transaction has ended in a partition of late, or is open in it. */
export function hasTransactions({ producers }: Pick<ProducersOfPartition, 'producers'>): boolean {
  return producers.some(isTransactional)
}

function isTransactional({ coordinatorEpoch, openSinceOffset }: ActiveProducer): boolean {
  return coordinatorEpoch !== null || openSinceOffset !== null
}
