'use client'

import { EmptyState } from '#components/shared/empty-state.tsx'
import { Logo } from '#components/shared/logo.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { ThemeMenu } from '#components/shared/theme-menu.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TooltipProvider } from '#components/ui/tooltip.tsx'
import { useClustersRefreshed } from '#lib/client/use-clusters.ts'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import { counted } from '#lib/format/number.ts'
import { isRefused, isUnusable } from '#lib/format/offline-words.ts'
import { ClusterRow } from './cluster-row.tsx'

export function ClustersView() {
  const clusters = useClustersRefreshed()
  const summary = clusters.data && describeAll(clusters.data.items)
  return (
    <main id="content" className="mx-auto max-w-7xl px-3.5 pt-3.5 pb-10 lg:px-5.5">
      <div className="mb-6 flex items-center justify-between">
        <p className="flex items-center gap-2.5 font-semibold text-large tracking-tight">
          <Logo />
          Highwater
        </p>
        <TooltipProvider delayDuration={300}>
          <ThemeMenu />
        </TooltipProvider>
      </div>
      <PageHeader title="Clusters" state={summary && <span className="text-muted">{summary}</span>} />
      <QueryState
        query={clusters}
        skeleton={<Skeleton className="h-24" />}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <Card>
            <EmptyState title="No clusters configured">
              Start Highwater with a cluster: <code className="font-mono">npm start -- --brokers HOST:9092</code>, or
              without --no-demo for an embedded one.
            </EmptyState>
          </Card>
        }
      >
        {({ items }) => (
          <Card>
            <div
              aria-hidden
              className="flex gap-x-6 border-line border-b px-4 py-2 text-muted text-small max-sm:hidden sm:pl-5"
            >
              <span className="grow">Cluster</span>
              {['Brokers', 'Topics', 'Groups'].map((name) => (
                <span key={name} className="w-16 text-right">
                  {name}
                </span>
              ))}
            </div>
            <ul>
              {items.map((cluster) => (
                <ClusterRow key={cluster.id} cluster={cluster} />
              ))}
            </ul>
          </Card>
        )}
      </QueryState>
    </main>
  )
}

function describeAll(items: readonly ClusterItem[]): string {
  const unusable = items.filter(isUnusable).length
  const refused = items.filter(isRefused).length
  const others = items.filter((item) => !isUnusable(item) && !isRefused(item))
  const silent = others.filter(({ status }) => status === 'offline').length
  const degraded = others.filter(({ status }) => status === 'degraded').length
  return [
    counted(items.length, 'cluster'),
    silent > 0 && `${silent} not responding`,
    refused > 0 && `${refused} with failed authentication`,
    unusable > 0 && `${unusable} misconfigured`,
    degraded > 0 && `${degraded} unhealthy`,
  ]
    .filter(Boolean)
    .join(' · ')
}
