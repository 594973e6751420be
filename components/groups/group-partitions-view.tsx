'use client'

import { useQueryStates } from 'nuqs'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { Select } from '#components/ui/select.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useGroup, useGroupPartitions } from '#lib/client/use-groups.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeGroupCommand } from '#lib/commands/groups.ts'
import { lagStatuses } from '#lib/contract/group-states.ts'
import { lagStatusWords } from '#lib/format/group-words.ts'
import { groupPartitionsColumns } from './group-partitions-columns.tsx'
import { groupPartitionsFilterParams, groupPartitionsListParams } from './group-partitions-search-params.ts'
import { LagCard } from './lag-card.tsx'
import { StableOffsetNotice } from './stable-offset-notice.tsx'

/** The group's lag on each partition, and its history. */
export function GroupPartitionsView({ cluster, group }: { cluster: string; group: string }) {
  const list = useListState(groupPartitionsListParams)
  const [{ topic, status }, filter] = useQueryStates(groupPartitionsFilterParams)
  const { q, sort, order, page, pageSize } = list
  const partitions = useGroupPartitions(cluster, group, { q, sort, order, page, pageSize, topic, status })
  const { data } = useGroup(cluster, group)
  const { data: facts } = useCluster(cluster)
  const topics = data?.topics.map((item) => item.topic) ?? []
  const offered = topic === null || topics.includes(topic) ? topics : [topic, ...topics]
  return (
    <>
      <LagCard cluster={cluster} group={group} topic={topic} />
      <StableOffsetNotice partitions={partitions.data?.items ?? []} />
      <DataTable
        tableId="group-partitions"
        noun="partition"
        columns={groupPartitionsColumns}
        query={partitions}
        list={list}
        rowKey={(row) => `${row.topic} ${row.partition}`}
        isFiltered={topic !== null || status !== null}
        onClearFilters={() => filter({ topic: null, status: null, page: null })}
        filters={
          <>
            {offered.length > 1 && (
              <Select
                aria-label="Topic"
                value={topic ?? ''}
                options={[
                  { value: '', label: `All ${offered.length} topics` },
                  ...offered.map((name) => ({ value: name, label: name })),
                ]}
                onChange={(value) => filter({ topic: value || null, page: null })}
                className="max-w-48"
              />
            )}
            <Select
              aria-label="Offset state"
              value={status ?? ''}
              options={[
                { value: '' as const, label: 'All states' },
                ...lagStatuses.map((value) => ({ value, label: lagStatusWords[value] })),
              ]}
              onChange={(value) => filter({ status: value || null, page: null })}
            />
          </>
        }
        empty={
          <EmptyState title="No committed offsets and no assignment">
            A partition appears here as soon as the group commits an offset for it or it is assigned to a member.
            Members without partitions are on the Members tab.
          </EmptyState>
        }
      />
      {facts && data && (
        <PageCommands
          commands={[
            {
              about: 'Committed offset, end offset and lag of each partition',
              command: describeGroupCommand(clientOf(facts), data),
            },
          ]}
        />
      )}
    </>
  )
}
