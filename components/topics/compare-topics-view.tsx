'use client'

import { CompareLegend } from '#components/shared/compare/compare-legend.tsx'
import { ComparePage } from '#components/shared/compare/compare-page.tsx'
import { CompareTable } from '#components/shared/compare/compare-table.tsx'
import { type Compared, useComparedIds } from '#components/shared/compare/compared.ts'
import { CompareChart } from '#components/shared/compare/lazy-compare-chart.tsx'
import { useTopic, useTopicHistory } from '#lib/client/use-topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { Topic } from '#lib/contract/topics.ts'
import { formatRate } from '#lib/format/number.ts'
import { topicsColumns } from './topics-columns.tsx'

/** The name stands above, and the chart shows the recent rate. */
const figures = topicsColumns.filter(({ id }) => id !== 'name' && id !== 'recentRate')

export function CompareTopicsView({ cluster }: { cluster: string }) {
  const ids = useComparedIds()
  // As many as can be compared, because hooks cannot be called in a loop.
  const slots = [
    useComparedTopic(cluster, ids[0]),
    useComparedTopic(cluster, ids[1]),
    useComparedTopic(cluster, ids[2]),
    useComparedTopic(cluster, ids[3]),
  ]
  const compared = slots.flatMap((slot) => slot ?? [])
  return (
    <ComparePage
      nouns="topics"
      count={ids.length}
      listPath={pagePaths.topics(cluster)}
      legend={<CompareLegend measure="Messages produced/s" names={ids} />}
      chart={
        <CompareChart
          label="Messages produced/s"
          series={compared.map(({ name, points }) => ({ name, points }))}
          format={(rate) => `${formatRate(rate)}/s`}
          formatTick={(rate) => `${formatRate(rate).replace(/\.0$/, '')}/s`}
        />
      }
      table={<CompareTable caption="Topics side by side" figures={figures} compared={compared} />}
    />
  )
}

function useComparedTopic(cluster: string, id: string | undefined) {
  const topic = useTopic(cluster, id ?? null)
  const history = useTopicHistory(cluster, id ?? null, '7d')
  if (id === undefined) return null
  const compared: Compared<Topic> = {
    id,
    name: id,
    href: pagePaths.topic(cluster, id),
    item: topic.data,
    error: topic.error,
  }
  const points = history.data?.points ?? []
  return {
    ...compared,
    points: points.map(({ at, producePerSecond }) => ({ atMs: Date.parse(at), value: producePerSecond })),
  }
}
