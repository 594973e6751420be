import type { Warning } from '#lib/contract/common.ts'
import type { TopicProducer, TopicProducersReply } from '#lib/contract/producers.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import type { CoordinatedTransaction } from '#lib/kafka/admin/producers.ts'
import type { ProducersOfPartition } from '#lib/kafka/protocol/describe-producers.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import { partitionIdsOf, requireTopic } from './topics.ts'

/** With more, their leaders would be kept busy by one page. */
const MOST_PARTITIONS = 1_000
/** Each run of a program that writes is another one, and Kafka remembers them for a day. */
const MOST_PRODUCERS = 5_000

interface Answers<Item> {
  readonly data: readonly Item[]
  readonly failures: readonly { readonly scope: string; readonly message: string }[]
}

/** Who writes to a topic, asked now: leaders know it from memory, and no snapshot has it. */
export async function listTopicProducers(
  monitor: Pick<ClusterMonitor, 'call' | 'state'>,
  topic: string,
): Promise<TopicProducersReply> {
  const snapshot = requireSnapshot(monitor.state)
  const all = partitionIdsOf(snapshot, requireTopic(snapshot, topic))
  const partitions = all.slice(0, MOST_PARTITIONS)
  const { producers, transactions } = await monitor.call('topicProducers', { topic, partitions })
  const items = joinProducers(producers.data, transactions.data)
  return {
    items: items.slice(0, MOST_PRODUCERS),
    asOf: new Date().toISOString(),
    warnings: [
      ...warningsOf(producers, transactions),
      ...leftOut(all.length, MOST_PARTITIONS, 'partition', 'are asked at once'),
      ...leftOut(items.length, MOST_PRODUCERS, 'producer', 'are listed: those that wrote last'),
    ],
  }
}

/** One item for each producer, however many partitions it writes to; the last to write is the first. */
export function joinProducers(
  partitions: readonly ProducersOfPartition[],
  transactions: readonly CoordinatedTransaction[],
): TopicProducer[] {
  const byProducer = new Map(transactions.map((transaction) => [transaction.producerId, transaction]))
  const writes = partitions.flatMap(({ id, producers }) => producers.map((producer) => ({ partition: id, producer })))
  const items = [...Map.groupBy(writes, ({ producer }) => producer.id)].map(([producerId, own]) => {
    const transaction = byProducer.get(producerId)
    const lastWriteMs = own.reduce((latest, { producer }) => Math.max(latest, producer.lastWriteMs ?? -1), -1)
    return {
      producerId,
      epoch: Math.max(...own.map(({ producer }) => producer.epoch)),
      transactionalId: transaction?.transactionalId ?? null,
      transactionState: transaction?.state ?? null,
      coordinator: transaction?.coordinator ?? null,
      partitions: own.map(({ partition }) => partition).sort((a, b) => a - b),
      lastWriteAt: lastWriteMs < 0 ? null : new Date(lastWriteMs).toISOString(),
      openTransactions: own
        .flatMap(({ partition, producer: { openSinceOffset: offset } }) =>
          offset === null ? [] : [{ partition, offset }],
        )
        .sort((a, b) => a.partition - b.partition),
    }
  })
  return items.sort((a, b) => (b.lastWriteAt ?? '').localeCompare(a.lastWriteAt ?? '') || a.producerId - b.producerId)
}

function warningsOf(producers: Answers<unknown>, transactions: Answers<unknown>): Warning[] {
  return [
    ...producers.failures.map(({ scope, message }) => ({ code: 'partial', message, scope })),
    ...transactions.failures.map(({ scope, message }) => ({
      code: 'partial',
      message: `Its transactional IDs are not known: ${message}`,
      scope,
    })),
  ]
}

function leftOut(count: number, most: number, noun: string, why: string): Warning[] {
  if (count <= most) return []
  const message = `${counted(count - most, noun)} left out: at most ${formatNumber(most)} ${why}.`
  return [{ code: 'partial', message, scope: `${noun}s` }]
}
