'use client'

import { PageCommands } from '#components/shared/page-commands.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useLive } from '#lib/client/live.tsx'
import { useFirst } from '#lib/client/places.ts'
import { useBrokers } from '#lib/client/use-brokers.ts'
import { useCluster, useClusterHistory } from '#lib/client/use-clusters.ts'
import { useGroups } from '#lib/client/use-groups.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeUnhealthyCommand } from '#lib/commands/topics.ts'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import { describeHealth } from '#lib/format/cluster-health.ts'
import { BrokersCard } from './brokers-card.tsx'
import { EventsCard } from './events-card.tsx'
import { HighestLagCard } from './highest-lag-card.tsx'
import { KeyFigures } from './key-figures.tsx'
import { LagCard } from './lag-card.tsx'
import { OverviewHeader } from './overview-header.tsx'
import { OverviewSkeleton } from './overview-skeleton.tsx'
import { QuietFacts } from './quiet-facts.tsx'
import { StarredPlaces } from './starred-places.tsx'
import { StatusStrip } from './status-strip.tsx'
import { TourCard } from './tour-card.tsx'

const SHOWN_GROUPS = 5

export function OverviewView({ cluster }: { cluster: string }) {
  const facts = useCluster(cluster)
  const history = useClusterHistory(cluster, '15m')
  // Offline brokers first, so that none is missing however many there are.
  const brokers = useBrokers(cluster, { sort: 'online', pageSize: MAX_PAGE_SIZE })
  // The groups that are starred come first.
  const first = useFirst(cluster, 'group')
  const groups = useGroups(cluster, { sort: 'totalLag', order: 'desc', pageSize: SHOWN_GROUPS, first })
  return (
    <QueryState query={facts} skeleton={<OverviewSkeleton />}>
      {(data) => (
        <>
          <Health cluster={data} brokers={brokers.data?.items ?? []} />
          <TourCard cluster={cluster} />
          <KeyFigures cluster={data} history={history.data} />
          <QuietFacts cluster={data} />
          <StarredPlaces cluster={cluster} />
          <div className="grid gap-4 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
            <HighestLagCard query={groups} />
            <LagCard query={history} />
            <BrokersCard query={brokers} />
            <EventsCard query={history} />
          </div>
          <PageCommands
            commands={[{ about: 'Under-replicated partitions', command: describeUnhealthyCommand(clientOf(data)) }]}
          />
        </>
      )}
    </QueryState>
  )
}

/** A quiet line where all is well, and one strip for whatever is not. */
function Health({ cluster, brokers }: { cluster: Cluster; brokers: readonly BrokerItem[] }) {
  const { clockAheadMs } = useLive()
  const now = useNow() + clockAheadMs
  const zone = useTimeZone()
  const notes = describeHealth(cluster, brokers, now, zone)
  return (
    <>
      <OverviewHeader name={cluster.name} healthy={notes.find(({ id }) => id === 'healthy')} />
      <StatusStrip cluster={cluster} notes={notes.filter(({ id }) => id !== 'healthy')} />
    </>
  )
}
