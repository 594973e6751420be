import type { ReactNode } from 'react'
import { NumberCell, RateCell } from '#components/shared/cells.tsx'
import { TrendLine } from '#components/shared/trend-line.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import type { ClusterHistory } from '#lib/contract/history.ts'
import { counted } from '#lib/format/number.ts'

interface KeyFiguresProps {
  cluster: Cluster
  /** undefined: not loaded yet. */
  history: ClusterHistory | undefined
}

type PointField = Exclude<keyof ClusterHistory['points'][number], 'at'>

/** The four figures that say how the cluster is, each with its last 15 minutes. */
export function KeyFigures({ cluster, history }: KeyFiguresProps) {
  const { totalLag, producePerSecond, consumePerSecond, underReplicated, belowMinIsr, problems } = cluster
  const seriesOf = (field: PointField) =>
    history?.points.map((point) => ({ atMs: Date.parse(point.at), value: point[field] })) ?? []
  return (
    <dl className="mb-3 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <KeyFigure name="Total lag" detail={totalLag !== null && 'all groups'} points={seriesOf('lag')}>
        <NumberCell value={totalLag} problems={problems} field="totalLag" />
      </KeyFigure>
      <KeyFigure name="Produced" detail="messages/s" points={seriesOf('producePerSecond')}>
        <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
      </KeyFigure>
      <KeyFigure name="Consumed" detail="messages/s" points={seriesOf('consumePerSecond')}>
        <RateCell value={consumePerSecond} problems={problems} field="consumePerSecond" />
      </KeyFigure>
      <KeyFigure
        name="Under-replicated partitions"
        tone={belowMinIsr > 0 ? 'bad' : underReplicated > 0 ? 'warn' : undefined}
        detail={<PartitionDetail cluster={cluster} />}
        points={seriesOf('underReplicated')}
      >
        <NumberCell value={underReplicated} />
      </KeyFigure>
    </dl>
  )
}

function PartitionDetail({ cluster: { leaderless, leaderDown, belowMinIsr } }: { cluster: Cluster }) {
  const offline = leaderless + leaderDown
  const led =
    leaderDown > 0 ? `${counted(leaderDown, 'partition is', 'partitions are')} led by a broker that is down` : ''
  return (
    <>
      <span className={offline > 0 ? 'text-bad' : undefined} title={led || undefined}>{`${offline} offline`}</span>
      {belowMinIsr > 0 && ` · ${belowMinIsr} ${belowMinIsr === 1 ? 'refuses' : 'refuse'} acks=all`}
    </>
  )
}

interface KeyFigureProps {
  name: string
  detail: ReactNode
  tone?: 'warn' | 'bad' | undefined
  points: readonly { readonly atMs: number; readonly value: number | null }[]
  children: ReactNode
}

function KeyFigure({ name, detail, tone, points, children }: KeyFigureProps) {
  return (
    <div className="flex min-w-0 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <dt className="truncate px-3.5 pt-2 text-muted text-small">{name}</dt>
      <dd className="flex grow flex-col justify-between">
        <span className="flex min-h-7 flex-wrap items-baseline gap-x-1.5 px-3.5">
          <span
            className={classNames(
              'font-semibold text-title tabular-nums tracking-tight',
              tone === 'warn' && 'text-warn',
              tone === 'bad' && 'text-bad',
            )}
          >
            {children}
          </span>
          {detail && <span className="text-faint text-small">{detail}</span>}
        </span>
        <TrendLine
          points={points}
          label={`${name}, last 15 min`}
          className={tone === 'bad' ? 'text-bad' : tone === 'warn' ? 'text-warn' : undefined}
        />
      </dd>
    </div>
  )
}
