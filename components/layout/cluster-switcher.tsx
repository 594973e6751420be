'use client'

import { ChevronsUpDown, LayoutList, Plug } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ClusterColor } from '#components/shared/cluster-color.tsx'
import { ClusterStatusDot, clusterLook } from '#components/shared/cluster-status.tsx'
import { Menu, MenuItem, MenuSeparator, MenuTitle } from '#components/ui/menu.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useCluster, useClusterItem, useClusters } from '#lib/client/use-clusters.ts'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { counted } from '#lib/format/number.ts'

export function ClusterSwitcher() {
  const id = useClusterId()
  const router = useRouter()
  const { data: clusters } = useClusters()
  const { data: facts } = useCluster(id)
  const current = useClusterItem()
  const details = [
    facts && counted(facts.brokersExpected, 'broker'),
    facts?.kafkaVersion && `Kafka ${facts.kafkaVersion}`,
  ].filter(Boolean)

  const isMarked = clusters?.items.some(({ color }) => color !== null)
  const state = { status: facts?.status ?? current?.status ?? 'connecting', error: current?.error } as const
  const trigger = (
    <button
      type="button"
      aria-label={`Cluster: ${current?.name ?? id}. Switch`}
      className="flex w-full items-center gap-2.5 rounded-control border border-line bg-bg px-2.5 py-2 text-left hover:border-line-strong"
    >
      <ClusterColor color={current?.color} className="-my-0.5 self-stretch" />
      <ClusterStatusDot cluster={state} />
      <span className="min-w-0 grow">
        <span className="wrap-anywhere block font-semibold">{current?.name ?? id}</span>
        <span className="block h-4.5 truncate text-muted text-small">
          {details.join(' · ') || clusterLook(state).label}
        </span>
        {current?.readOnly && <span className="block font-medium text-small">read-only</span>}
      </span>
      <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
    </button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuTitle>Clusters</MenuTitle>
      {clusters?.items.map((cluster) => (
        <MenuItem key={cluster.id} onSelect={() => router.push(pagePaths.overview(cluster.id))}>
          <ClusterStatusDot cluster={cluster} />
          {isMarked && (
            <span className="flex h-4 w-1">
              <ClusterColor color={cluster.color} />
            </span>
          )}
          <span className="wrap-anywhere min-w-0">{cluster.name}</span>
          <MenuHint cluster={cluster} />
        </MenuItem>
      ))}
      <MenuSeparator />
      {clusters && clusters.items.length > 1 && (
        <MenuItem onSelect={() => router.push(pagePaths.clusters)}>
          <LayoutList className="size-3.5" aria-hidden />
          All clusters
        </MenuItem>
      )}
      <MenuItem onSelect={() => router.push(pagePaths.connection(id))}>
        <Plug className="size-3.5" aria-hidden />
        Connection
      </MenuItem>
    </Menu>
  )
}

/** The state of a cluster, known before switching to it. */
function MenuHint({ cluster }: { cluster: ClusterItem }) {
  const { tone, label } = clusterLook(cluster)
  const hints = [tone === 'bad' && label, cluster.readOnly && 'read-only'].filter(Boolean)
  return hints.length > 0 && <span className="ml-auto text-right text-muted text-small">{hints.join(' · ')}</span>
}
