'use client'

import { useQueryStates } from 'nuqs'
import { QueryState } from '#components/shared/query-state.tsx'
import { Card } from '#components/ui/card.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useGroupHistory } from '#lib/client/use-groups.ts'
import { groupHistoryParams, shownRanges } from './group-partitions-search-params.ts'
import { LagChart } from './lazy-parts.tsx'

const labels = { '15m': '15 min', '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' } as const
const choices = shownRanges.map((value) => ({ value, label: labels[value] }))

interface LagCardProps {
  cluster: string
  group: string
  /** null: all of them together. */
  topic: string | null
}

/** How the lag came about, as far back as is known. */
export function LagCard({ cluster, group, topic }: LagCardProps) {
  const [{ range }, choose] = useQueryStates(groupHistoryParams)
  const history = useGroupHistory(cluster, group, { range, topic })
  return (
    <Card className="mb-5">
      <header className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 px-3.5 pt-3 pb-1">
        <h2 className="sr-only">Lag over time</h2>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
          <li className="flex items-center gap-2">
            <span aria-hidden className="size-2.5 rounded-small bg-accent" />
            messages behind{topic !== null && ` on ${topic}`}
          </li>
          <li className="flex items-center gap-2">
            <span aria-hidden className="w-4 border-note border-t-2 border-dashed" />
            written per second
          </li>
          <li className="flex items-center gap-2">
            <span aria-hidden className="w-4 border-ok border-t-2 border-dotted" />
            read per second
          </li>
        </ul>
        <Segmented
          label="How far back"
          value={range}
          options={choices}
          onChange={(value) => choose({ range: value })}
        />
      </header>
      <QueryState query={history} skeleton={<Skeleton className="m-3.5 h-48" />}>
        {(data) => <LagChart history={data} />}
      </QueryState>
    </Card>
  )
}
