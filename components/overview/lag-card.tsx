import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { RatesLegend } from '#components/shared/rates-legend.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { ClusterHistory } from '#lib/contract/history.ts'
import { LAG_CHART_HEIGHT, LagChart, LagChartSkeleton } from './lazy-lag-chart.tsx'

/** The lag of all groups together, with the rates and what happened meanwhile. */
export function LagCard({ query }: { query: Query<ClusterHistory> }) {
  return (
    <Card className="flex flex-col">
      <CardHeader title="Total lag" aside={<Legend />} />
      <QueryState query={query} skeleton={<LagChartSkeleton />}>
        {(history) => (
          <LagChart
            history={history}
            label="Total lag"
            height={LAG_CHART_HEIGHT}
            whyEmpty="Not enough samples yet. The chart starts after a few seconds."
          />
        )}
      </QueryState>
    </Card>
  )
}

function Legend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 text-small">
      <RatesLegend />
      <li className="max-sm:hidden">last 15 min</li>
    </ul>
  )
}
