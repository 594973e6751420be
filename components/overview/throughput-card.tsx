import { ProduceRateChart } from '#components/shared/chart/lazy-produce-rate-chart.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterHistory } from '#lib/client/use-clusters.ts'

/** Messages produced to all topics together. */
export function ThroughputCard({ cluster }: { cluster: string }) {
  const history = useClusterHistory(cluster, '15m')
  return (
    <Card>
      <CardHeader title="Messages produced/s" aside="last 15 min" />
      <QueryState query={history} skeleton={<Skeleton className="m-3.5 h-28" />}>
        {(data) => <ProduceRateChart history={data} />}
      </QueryState>
    </Card>
  )
}
