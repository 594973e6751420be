'use client'

import { useQueryStates } from 'nuqs'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { healthChoices } from '#components/shared/health-filter.ts'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useBroker, useBrokerReplicas } from '#lib/client/use-brokers.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { logDirsCommand } from '#lib/commands/brokers.ts'
import { clientOf } from '#lib/commands/client.ts'
import { brokerReplicasColumns } from './broker-replicas-columns.tsx'
import { brokerReplicasFilterParams, brokerReplicasListParams } from './broker-replicas-search-params.ts'
import { LogDirs } from './log-dirs.tsx'

const roleChoices = [
  { value: 'all', label: 'All replicas' },
  { value: 'leads', label: 'Leaders only' },
] as const

export function BrokerReplicasView({ cluster, id }: { cluster: string; id: number }) {
  const list = useListState(brokerReplicasListParams)
  const [{ role, health }, filter] = useQueryStates(brokerReplicasFilterParams)
  const { q, sort, order, page, pageSize } = list
  const replicas = useBrokerReplicas(cluster, id, { q, sort, order, page, pageSize, role, health })
  const { data: broker } = useBroker(cluster, id)
  const { data: facts } = useCluster(cluster)
  return (
    <>
      <DataTable
        tableId="replicas"
        noun="replica"
        columns={brokerReplicasColumns}
        query={replicas}
        list={list}
        rowKey={({ topic, partition }) => `${topic} ${partition}`}
        isFiltered={role !== 'all' || health !== 'all'}
        onClearFilters={() => filter({ role: null, health: null, page: null })}
        filters={
          <>
            <Segmented
              label="Role"
              value={role}
              options={roleChoices}
              onChange={(value) => filter({ role: value, page: null })}
            />
            <Segmented
              label="Health"
              value={health}
              options={healthChoices}
              onChange={(value) => filter({ health: value, page: null })}
            />
          </>
        }
        empty={<EmptyState title="No replicas">No partition has a replica on this broker.</EmptyState>}
      />
      {broker && <LogDirs broker={broker} />}
      {facts && (
        <PageCommands
          commands={[{ about: 'The log directories of this broker', command: logDirsCommand(clientOf(facts), id) }]}
        />
      )}
    </>
  )
}
