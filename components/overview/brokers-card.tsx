import Link from 'next/link'
import { useBrokerWords } from '#components/shared/broker-words.ts'
import { BytesCell, SinceCell } from '#components/shared/cells.tsx'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { ListReply } from '#lib/contract/common.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

export function BrokersCard({ query }: { query: Query<ListReply<BrokerItem>> }) {
  const cluster = useClusterId()
  const all = (
    <Link href={pagePaths.brokers(cluster)} className="text-accent hover:underline">
      View brokers
    </Link>
  )
  return (
    <Card>
      <CardHeader title="Brokers" aside={all} />
      <QueryState query={query} skeleton={<Skeleton className="m-3.5 h-20" />}>
        {({ items, total }) => (
          <ul>
            {items.toSorted(byId).map((broker) => (
              <BrokerRow key={broker.id} broker={broker} />
            ))}
            {total !== null && total > items.length && (
              <li className="px-3.5 py-2 text-muted">{`and ${formatNumber(total - items.length)} more that are up`}</li>
            )}
          </ul>
        )}
      </QueryState>
    </Card>
  )
}

function BrokerRow({ broker }: { broker: BrokerItem }) {
  const words = useBrokerWords()
  const { id, host, port, online, downSince, controller, leaders, replicas, replicaBytes, problems } = broker
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3.5 py-2 last:border-b-0">
      <StatusDot tone={online ? 'ok' : 'bad'} label={online ? words.up : words.down} />
      <span className="min-w-0 grow">
        <strong className="font-semibold">{id}</strong>{' '}
        <span className="text-muted">
          {host !== null && `${host}:${port}`}
          {controller && ' · controller'}
        </span>
      </span>
      <span className="text-muted tabular-nums">
        {online ? (
          <span title={`${counted(leaders, 'leader partition')}, ${counted(replicas, 'replica')}`}>
            {counted(leaders, 'leader')}
            {replicaBytes !== null && (
              <>
                {' · '}
                <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />
              </>
            )}
          </span>
        ) : downSince ? (
          <>
            {words.down} for <SinceCell value={downSince} />
          </>
        ) : (
          problems[0]?.message
        )}
      </span>
      <span className="flex gap-1.5">
        <DemoBrokerActions brokerId={id} />
      </span>
    </li>
  )
}

function byId(a: BrokerItem, b: BrokerItem): number {
  return a.id - b.id
}
