import { QueryState } from '#components/shared/query-state.tsx'
import { RateChart } from '#components/shared/rate-chart.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterHistory } from '#lib/client/use-clusters.ts'

/** What was written to all topics together. */
export function ThroughputCard({ cluster }: { cluster: string }) {
  const history = useClusterHistory(cluster, '15m')
  return (
    <Card className="self-start">
      <CardHeader title="Written per second" aside="last 15 min" />
      <QueryState query={history} skeleton={<Skeleton className="m-3.5 h-28" />}>
        {(data) => <RateChart history={data} label="Written per second" />}
      </QueryState>
    </Card>
  )
}
