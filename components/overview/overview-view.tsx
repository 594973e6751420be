'use client'

import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { HealthNotices } from '#components/shared/health-notices.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useLive } from '#lib/client/live.tsx'
import { useBrokers } from '#lib/client/use-brokers.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeUnhealthyCommand } from '#lib/commands/topics.ts'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import { describeHealth } from '#lib/format/cluster-health.ts'
import { BrokersCard } from './brokers-card.tsx'
import { ClusterFacts } from './cluster-facts.tsx'
import { DetourNotice } from './detour-notice.tsx'
import { HighestLagCard } from './highest-lag-card.tsx'
import { OutdatedNotice } from './outdated-notice.tsx'
import { OverviewSkeleton } from './overview-skeleton.tsx'
import { StarredPlaces } from './starred-places.tsx'
import { ThroughputCard } from './throughput-card.tsx'
import { TourCard } from './tour-card.tsx'
import { UnhealthyGroups } from './unhealthy-groups.tsx'

export function OverviewView({ cluster }: { cluster: string }) {
  const facts = useCluster(cluster)
  // Offline brokers first, so that none is missing however many there are.
  const brokers = useBrokers(cluster, { sort: 'online', pageSize: MAX_PAGE_SIZE })
  return (
    <QueryState query={facts} skeleton={<OverviewSkeleton />}>
      {(data) => (
        <>
          <PageHeader title={data.name} />
          <Health cluster={data} brokers={brokers.data?.items ?? []} />
          <OutdatedNotice cluster={data} />
          <DetourNotice cluster={data} />
          <UnhealthyGroups cluster={data} />
          <TourCard cluster={cluster} />
          <ClusterFacts cluster={data} />
          <StarredPlaces cluster={cluster} />
          <div className="grid gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)]">
            <HighestLagCard cluster={cluster} />
            <div className="flex min-w-0 flex-col gap-4">
              <ThroughputCard cluster={cluster} />
              <BrokersCard query={brokers} />
            </div>
          </div>
          <PageCommands
            commands={[{ about: 'Under-replicated partitions', command: describeUnhealthyCommand(clientOf(data)) }]}
          />
        </>
      )}
    </QueryState>
  )
}

function Health({ cluster, brokers }: { cluster: Cluster; brokers: readonly BrokerItem[] }) {
  const { clockAheadMs } = useLive()
  const now = useNow() + clockAheadMs
  const zone = useTimeZone()
  return (
    <HealthNotices
      notes={describeHealth(cluster, brokers, now, zone)}
      actionsFor={(id) => <DemoBrokerActions key={id} brokerId={id} />}
    />
  )
}
