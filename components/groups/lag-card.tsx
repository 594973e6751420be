'use client'

import { useQueryStates } from 'nuqs'
import { QueryState } from '#components/shared/query-state.tsx'
import { Card } from '#components/ui/card.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useGroup, useGroupHistory } from '#lib/client/use-groups.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import type { Group } from '#lib/contract/groups.ts'
import { historyRangesMs } from '#lib/contract/history-ranges.ts'
import { groupHistoryParams, shownRanges } from './group-partitions-search-params.ts'
import { LagChart } from './lazy-parts.tsx'

const labels = { '15m': '15 min', '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' } as const
const choices = shownRanges.map((value) => ({ value, label: labels[value] }))

interface LagCardProps {
  cluster: string
  group: string
  /** null: all partitions together. */
  topic: string | null
}

/** The history of the lag, as far back as known. */
export function LagCard({ cluster, group, topic }: LagCardProps) {
  const [{ range }, choose] = useQueryStates(groupHistoryParams)
  const history = useGroupHistory(cluster, group, { range, topic })
  const { data: known } = useGroup(cluster, group)
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
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
          {history.data && isShorter(history.data, range) && (
            <span className="text-faint text-small">of the last {labels[range]}, what was seen</span>
          )}
          <Segmented
            label="How far back"
            value={range}
            options={choices}
            onChange={(value) => choose({ range: value })}
          />
        </div>
      </header>
      <QueryState query={history} skeleton={<Skeleton className="m-3.5 h-48" />}>
        {(data) => <LagChart history={data} whyEmpty={describeEmpty(known)} />}
      </QueryState>
    </Card>
  )
}

const NEARLY_ALL = 0.9

/** Whether less than the requested range is known, so that the line begins later. */
function isShorter({ points }: GroupHistory, range: (typeof shownRanges)[number]): boolean {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first === last) return false
  return Date.parse(last.at) - Date.parse(first.at) < NEARLY_ALL * historyRangesMs[range]
}

function describeEmpty(group: Group | undefined): string {
  const hasNoCommit = group?.problems.some(({ field, code }) => field === 'totalLag' && code === 'no-commit') ?? false
  return hasNoCommit ? 'The line begins with the first commit of the group.' : 'The line begins after a few looks.'
}
