'use client'

import { IdCell, TimeCell } from '#components/shared/cells.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PreviewCell, PreviewHead } from '#components/shared/preview-table.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Explained } from '#components/ui/explained.tsx'
import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopic, useTopicProducers } from '#lib/client/use-topics.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeProducersCommand, listTransactionsCommand } from '#lib/commands/topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicProducer, TopicProducersReply } from '#lib/contract/producers.ts'
import { formatRate } from '#lib/format/number.ts'
import { describePartitions } from '#lib/format/partition-words.ts'
import { PipelineCard } from './pipeline-card.tsx'

const columns = [
  { name: 'Producer ID', explain: 'Given by a broker to an idempotent or transactional producer when it starts.' },
  { name: 'Transactional ID', explain: 'Chosen by the application; it stays the same when the producer restarts.' },
  { name: 'Epoch', explain: 'Grows when a transactional producer restarts, which fences the one before.' },
  { name: 'Partitions', explain: 'Where it has written.' },
  { name: 'Last write', explain: 'The timestamp of its last batch, which the producer may have set itself.' },
  { name: 'Transaction', explain: 'The state of its last transaction, and where an open one begins.' },
] as const

/** Who writes to a topic, as far as brokers know it. */
export function TopicProducersView({ cluster, topic }: { cluster: string; topic: string }) {
  const producers = useTopicProducers(cluster, topic)
  const { data: item } = useTopic(cluster, topic)
  const { data: facts } = useCluster(cluster)
  const rate = item?.producePerSecond ?? null
  return (
    <>
      <QueryState query={producers} skeleton={<Skeleton className="h-40" />}>
        {(reply) => (
          <>
            <Missing reply={reply} />
            <PipelineCard cluster={cluster} topic={topic} reply={reply} producePerSecond={rate} />
            <Card>
              <CardHeader
                title="Producers"
                aside={
                  <span className="flex items-center gap-2.5">
                    <span>
                      as of <TimeCell value={reply.asOf} />
                    </span>
                    <Button isPending={producers.isValidating} onClick={() => void producers.mutate()}>
                      Read again
                    </Button>
                  </span>
                }
              />
              {reply.items.length === 0 ? (
                <p className="px-3.5 py-3 text-muted">
                  {reply.warnings.length > 0 ? 'No producer is known, as part of the list is missing.' : nobody(rate)}
                </p>
              ) : (
                <ProducersTable cluster={cluster} topic={topic} items={reply.items} />
              )}
            </Card>
            <p className="mt-2.5 max-w-3xl text-muted text-small">
              Brokers know producers with an ID: idempotent ones, which is the default of Java clients since Kafka 3.0,
              and transactional ones; by default they are forgotten a day after their last write
              (producer.id.expiration.ms). Others, such as kcat by default, leave no trace.
            </p>
          </>
        )}
      </QueryState>
      {facts && (
        <PageCommands
          commands={[
            {
              about: 'The producers of this topic, partition by partition',
              command: describeProducersCommand(clientOf(facts), topic, item?.partitionCount ?? 1),
            },
            { about: 'All transactional IDs of the cluster', command: listTransactionsCommand(clientOf(facts)) },
          ]}
        />
      )}
    </>
  )
}

function nobody(rate: number | null): string {
  if (rate === null || rate === 0) return 'No producer with an ID has written to this topic recently.'
  return `No producer with an ID has written to this topic recently, but messages are produced, at ${formatRate(rate)}/s: by producers without one.`
}

function Missing({ reply: { warnings } }: { reply: TopicProducersReply }) {
  if (warnings.length === 0) return null
  return (
    <Notice tone="warn" title="Part of this list is missing." className="mb-3">
      {warnings.map(({ scope, message }) => (
        <span key={`${scope} ${message}`} className="block">
          {scope}: {message}
        </span>
      ))}
    </Notice>
  )
}

function ProducersTable({
  cluster,
  topic,
  items,
}: {
  cluster: string
  topic: string
  items: readonly TopicProducer[]
}) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="Producers"
      className="overflow-x-auto"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {columns.map(({ name, explain }) => (
              <th
                key={name}
                scope="col"
                className="whitespace-nowrap bg-sunken px-3 py-1.5 text-left font-medium text-muted text-small"
              >
                <Explained text={explain}>{name}</Explained>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.producerId}>
              <PreviewHead>{item.producerId}</PreviewHead>
              <PreviewCell>
                {item.transactionalId === null ? (
                  <span className="text-muted">none</span>
                ) : (
                  <IdCell id={item.transactionalId} />
                )}
              </PreviewCell>
              <PreviewCell>{item.epoch}</PreviewCell>
              <PreviewCell>{describePartitions(item.partitions)}</PreviewCell>
              <PreviewCell>
                {item.lastWriteAt === null ? (
                  <span className="text-muted">none</span>
                ) : (
                  <TimeCell value={item.lastWriteAt} />
                )}
              </PreviewCell>
              <PreviewCell>
                <Transaction cluster={cluster} topic={topic} item={item} />
              </PreviewCell>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Transaction({ cluster, topic, item }: { cluster: string; topic: string; item: TopicProducer }) {
  const { transactionState, openTransactions } = item
  const [first, ...more] = openTransactions
  if (!first) return <span className="text-muted">{transactionState ?? 'none'}</span>
  const { partition, offset } = first
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone="note">{transactionState ?? 'open'}</Badge>
      <Link href={pagePaths.messagesAt(cluster, topic, partition, offset)} className="text-accent underline">
        {`since ${partition}:${offset}`}
      </Link>
      {more.length > 0 && <span className="text-muted">{`and in ${more.length} more`}</span>}
    </span>
  )
}
