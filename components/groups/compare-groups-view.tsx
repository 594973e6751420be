'use client'

import { CompareLegend } from '#components/shared/compare/compare-legend.tsx'
import { ComparePage } from '#components/shared/compare/compare-page.tsx'
import { CompareTable } from '#components/shared/compare/compare-table.tsx'
import { type Compared, useComparedIds } from '#components/shared/compare/compared.ts'
import { CompareChart } from '#components/shared/compare/lazy-compare-chart.tsx'
import { useGroup, useGroupHistory } from '#lib/client/use-groups.ts'
import type { Group } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'
import { formatCompact, formatNumber } from '#lib/format/number.ts'
import { groupsColumns } from './groups-columns.tsx'
import { WHOLE_HISTORY } from './lag-ranges.ts'

/** The id stands above, and the chart shows the recent lag. */
const figures = groupsColumns.filter(({ id }) => id !== 'id' && id !== 'recentLag')

export function CompareGroupsView({ cluster }: { cluster: string }) {
  const ids = useComparedIds()
  // As many as can be compared, because hooks cannot be called in a loop.
  const slots = [
    useComparedGroup(cluster, ids[0]),
    useComparedGroup(cluster, ids[1]),
    useComparedGroup(cluster, ids[2]),
    useComparedGroup(cluster, ids[3]),
  ]
  const compared = slots.flatMap((slot) => slot ?? [])
  return (
    <ComparePage
      nouns="groups"
      count={ids.length}
      listPath={pagePaths.groups(cluster)}
      legend={<CompareLegend measure="Lag" names={ids.map(groupName)} />}
      chart={
        <CompareChart
          label="Lag"
          series={compared.map(({ name, points }) => ({ name, points }))}
          format={(lag) => formatNumber(Math.round(lag))}
          formatTick={formatCompact}
        />
      }
      table={<CompareTable caption="Groups side by side" figures={figures} compared={compared} />}
    />
  )
}

function useComparedGroup(cluster: string, id: string | undefined) {
  const group = useGroup(cluster, id ?? null)
  const history = useGroupHistory(cluster, id ?? null, { range: WHOLE_HISTORY, topic: null })
  if (id === undefined) return null
  const compared: Compared<Group> = {
    id,
    name: groupName(id),
    href: pagePaths.group(cluster, id),
    item: group.data,
    error: group.error,
  }
  const points = history.data?.points ?? []
  return { ...compared, points: points.map(({ at, lag }) => ({ atMs: Date.parse(at), value: lag })) }
}
