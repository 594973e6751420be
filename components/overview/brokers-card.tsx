import { useBrokerWords } from '#components/shared/broker-words.ts'
import { BytesCell, SinceCell } from '#components/shared/cells.tsx'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { ListReply } from '#lib/contract/common.ts'
import { EMBEDDED_CLUSTER, pagePaths } from '#lib/contract/paths.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { BrokerBar } from './broker-bar.tsx'

/** The most that any of the brokers has, which the bars of all are compared with. */
interface Most {
  readonly leaders: number
  readonly replicaBytes: number
}

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
      <QueryState query={query} skeleton={<Skeleton className="m-3.5 h-29" />}>
        {(list) => <BrokerRows {...list} />}
      </QueryState>
    </Card>
  )
}

function BrokerRows({ items, total }: ListReply<BrokerItem>) {
  const most = mostOf(items)
  return (
    <ul>
      {items.toSorted(byId).map((broker) => (
        <BrokerRow key={broker.id} broker={broker} most={most} />
      ))}
      {total !== null && total > items.length && (
        <li className="px-3.5 py-2 text-muted">{`and ${formatNumber(total - items.length)} more that are up`}</li>
      )}
    </ul>
  )
}

function BrokerRow({ broker, most }: { broker: BrokerItem; most: Most }) {
  const words = useBrokerWords()
  const cluster = useClusterId()
  const { id, host, port, online, downSince, controller, problems } = broker
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b px-3.5 py-1.5 last:border-b-0">
      <StatusDot tone={online ? 'ok' : 'bad'} label={online ? words.up : words.down} />
      <span className="wrap-anywhere min-w-0 grow basis-28">
        <strong className="font-semibold">{id}</strong>{' '}
        <span className="text-muted">
          {host !== null && `${host}:${port}`}
          {controller && ' · controller'}
        </span>
      </span>
      {online ? (
        <BrokerBars broker={broker} most={most} />
      ) : (
        <span className="text-muted tabular-nums">
          {downSince ? (
            <>
              {words.down} for <SinceCell value={downSince} />
            </>
          ) : (
            problems[0]?.message
          )}
        </span>
      )}
      <span
        className={classNames(
          'flex justify-end gap-1.5 empty:hidden',
          // Its room is held until it is known what can be done.
          cluster === EMBEDDED_CLUSTER && 'min-h-7 min-w-26 empty:flex',
        )}
      >
        <DemoBrokerActions brokerId={id} />
      </span>
    </li>
  )
}

function BrokerBars({ broker, most }: { broker: BrokerItem; most: Most }) {
  const { leaders, replicas, underReplicated, replicaBytes, problems } = broker
  const inSync = replicas - underReplicated
  return (
    <span className="grid grid-cols-3 gap-x-4 max-sm:order-last max-sm:basis-full">
      <BrokerBar share={shareOf(leaders, most.leaders)} title={counted(leaders, 'leader partition')}>
        {counted(leaders, 'leader')}
      </BrokerBar>
      <BrokerBar
        share={shareOf(inSync, replicas)}
        isShort={underReplicated > 0}
        title={`${formatNumber(inSync)} of ${counted(replicas, 'replica')} in sync`}
      >
        {`${formatNumber(inSync)}/${formatNumber(replicas)} in sync`}
      </BrokerBar>
      <BrokerBar share={shareOf(replicaBytes, most.replicaBytes)} title="Disk usage">
        <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />
      </BrokerBar>
    </span>
  )
}

function mostOf(brokers: readonly BrokerItem[]): Most {
  return {
    leaders: Math.max(0, ...brokers.map(({ leaders }) => leaders)),
    replicaBytes: Math.max(0, ...brokers.map(({ replicaBytes }) => replicaBytes ?? 0)),
  }
}

function shareOf(part: number | null, whole: number): number | null {
  return part === null || whole === 0 ? null : part / whole
}

function byId(a: BrokerItem, b: BrokerItem): number {
  return a.id - b.id
}
