'use client'

import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { type PageCommand, PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useBrokers, useFeatures, useQuorum } from '#lib/client/use-brokers.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useDemo } from '#lib/client/use-demo.ts'
import { describeFeaturesCommand, describeQuorumCommand, logDirsCommand } from '#lib/commands/brokers.ts'
import { type CommandClient, clientOf } from '#lib/commands/client.ts'
import { brokersColumns } from './brokers-columns.tsx'
import { brokersListParams } from './brokers-search-params.ts'
import { FeaturesCard } from './features-card.tsx'
import { QuorumCard } from './quorum-card.tsx'

export function BrokersView({ cluster }: { cluster: string }) {
  const list = useListState(brokersListParams)
  const { q, sort, order, page, pageSize } = list
  const brokers = useBrokers(cluster, { q, sort, order, page, pageSize })
  const { data: facts } = useCluster(cluster)
  // With ZooKeeper there is no quorum to describe, and older releases do not have the script.
  const hasQuorum = (useQuorum(cluster).data?.voters.length ?? 0) > 0
  const hasFeatures = (useFeatures(cluster).data?.features.length ?? 0) > 0
  const { data: demo } = useDemo(cluster)
  const columns = demo?.available ? brokersColumns : brokersColumns.filter(({ id }) => id !== 'actions')

  return (
    <>
      <PageHeader title="Brokers" />
      <DataTable
        tableId="brokers"
        noun="broker"
        columns={columns}
        query={brokers}
        list={list}
        rowKey={(broker) => String(broker.id)}
        empty={<EmptyState title="No brokers">The cluster responded, but reported no brokers.</EmptyState>}
      />
      <QuorumCard cluster={cluster} />
      <FeaturesCard cluster={cluster} />
      {facts && <PageCommands commands={brokersCommands(clientOf(facts), hasQuorum, hasFeatures)} />}
    </>
  )
}

function brokersCommands(client: CommandClient, hasQuorum: boolean, hasFeatures: boolean): PageCommand[] {
  return [
    ...(hasQuorum ? [{ about: 'The controller quorum and its lag', command: describeQuorumCommand(client) }] : []),
    ...(hasFeatures ? [{ about: 'Feature levels', command: describeFeaturesCommand(client) }] : []),
    { about: 'The log directories of all brokers', command: logDirsCommand(client) },
  ]
}
