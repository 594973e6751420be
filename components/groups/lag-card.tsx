'use client'

import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { QueryState } from '#components/shared/query-state.tsx'
import { RatesLegend } from '#components/shared/rates-legend.tsx'
import { Card } from '#components/ui/card.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useGroup, useGroupHistory } from '#lib/client/use-groups.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import type { Group } from '#lib/contract/groups.ts'
import { formatTime } from '#lib/format/time.ts'
import { groupHistoryParams } from './group-partitions-search-params.ts'
import { cutHistory, type LagRange, offeredRanges, WHOLE_HISTORY } from './lag-ranges.ts'
import { LagChart } from './lazy-parts.tsx'

const labels: Readonly<Record<LagRange, string>> = {
  '15m': '15 min',
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
}

interface LagCardProps {
  cluster: string
  group: string
  /** null: all partitions together. */
  topic: string | null
}

/** The history of the lag, as far back as known. */
export function LagCard({ cluster, group, topic }: LagCardProps) {
  const [{ range: chosen }, choose] = useQueryStates(groupHistoryParams)
  const history = useGroupHistory(cluster, group, { range: WHOLE_HISTORY, topic })
  const offered = history.data ? offeredRanges(history.data) : []
  const range = offered.includes(chosen) ? chosen : (offered.at(-1) ?? chosen)
  const shown = useMemo(() => history.data && cutHistory(history.data, range), [history.data, range])
  const { data: known } = useGroup(cluster, group)
  return (
    <Card className="mb-5">
      <header className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 px-3.5 pt-3 pb-1">
        <h2 className="sr-only">Lag over time</h2>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
          <li className="wrap-anywhere flex min-w-0 items-center gap-2">
            <span aria-hidden className="size-2.5 shrink-0 rounded-small bg-accent" />
            lag{topic !== null && ` on ${topic}`}
          </li>
          <RatesLegend />
        </ul>
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
          {history.data && <KnownSince history={history.data} />}
          {offered.length > 1 && (
            <Segmented
              label="Time range"
              value={range}
              options={offered.map((value) => ({ value, label: labels[value] }))}
              onChange={(value) => choose({ range: value })}
            />
          )}
        </div>
      </header>
      <QueryState query={history} skeleton={<Skeleton className="m-3.5 h-48" />}>
        {(data) => <LagChart history={shown ?? data} whyEmpty={describeEmpty(known)} />}
      </QueryState>
    </Card>
  )
}

/** How far back the history goes: it is in memory only, and limited. */
function KnownSince({ history: { points } }: { history: GroupHistory }) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  const [first] = points
  if (!first) return null
  return (
    <span
      className="text-faint text-small"
      title="The history is kept in memory, with a few hundred samples for each group."
    >
      history since {formatTime(first.at, now, zone)}
    </span>
  )
}

function describeEmpty(group: Group | undefined): string {
  const hasNoCommit = group?.problems.some(({ field, code }) => field === 'totalLag' && code === 'no-commit') ?? false
  return hasNoCommit
    ? 'The chart starts with the first committed offset of the group.'
    : 'Not enough samples yet. The chart starts after a few seconds.'
}
