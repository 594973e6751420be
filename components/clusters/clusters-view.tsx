'use client'

import Link from 'next/link'
import { ClusterStatusDot } from '#components/shared/cluster-status.tsx'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusters } from '#lib/client/use-clusters.ts'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { counted } from '#lib/format/number.ts'

export function ClustersView() {
  const clusters = useClusters()
  return (
    <main id="content" className="mx-auto max-w-3xl px-5 py-10">
      <PageHeader title="Clusters" />
      <QueryState
        query={clusters}
        skeleton={<Skeleton className="h-24" />}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <Card>
            <EmptyState title="No cluster yet">
              Start Highwater with one: <code className="font-mono">npm start -- --brokers HOST:9092</code>, or without
              --no-demo for an embedded one.
            </EmptyState>
          </Card>
        }
      >
        {({ items }) => (
          <Card>
            {items.map((cluster) => (
              <ClusterRow key={cluster.id} cluster={cluster} />
            ))}
          </Card>
        )}
      </QueryState>
    </main>
  )
}

function ClusterRow({ cluster }: { cluster: ClusterItem }) {
  const { id, name, status, brokerCount, topicCount, error, readOnly } = cluster
  return (
    <Link
      href={pagePaths.overview(id)}
      className="flex items-center gap-3 border-line border-b px-4 py-3 last:border-b-0 hover:bg-sunken"
    >
      <ClusterStatusDot status={status} />
      <span className="grow">
        <strong className="font-semibold">{name}</strong>
        {readOnly && <span className="text-muted"> · read-only</span>}
        {error && <span className="block text-muted">{error.message}</span>}
      </span>
      {brokerCount !== null && topicCount !== null && (
        <span className="text-muted">
          {counted(brokerCount, 'broker')} · {counted(topicCount, 'topic')}
        </span>
      )}
    </Link>
  )
}
