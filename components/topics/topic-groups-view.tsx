'use client'

import { useMemo } from 'react'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopicGroups } from '#lib/client/use-groups.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeGroupsCommands } from '#lib/commands/groups.ts'
import { topicGroupsColumns } from './topic-groups-columns.tsx'
import { topicGroupsListParams } from './topic-groups-search-params.ts'

/** The groups that consume a topic, and their lag on it. */
export function TopicGroupsView({ cluster, topic }: { cluster: string; topic: string }) {
  const list = useListState(topicGroupsListParams)
  const { q, sort, order, page, pageSize } = list
  const groups = useTopicGroups(cluster, topic, { q, sort, order, page, pageSize })
  const { data: facts } = useCluster(cluster)
  const columns = useMemo(() => topicGroupsColumns(topic), [topic])
  return (
    <>
      <DataTable
        tableId="topic-groups"
        noun="group"
        columns={columns}
        query={groups}
        list={list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No group consumes this topic">
            A group appears here as soon as it commits an offset for this topic or one of its members is assigned a
            partition. Consumers without a group, such as kcat -C, are not visible.
          </EmptyState>
        }
      />
      {facts && (
        <PageCommands
          commands={describeGroupsCommands(clientOf(facts), groups.data?.items ?? []).map((command) => ({
            about: 'Committed offsets, lags and members of these groups',
            command,
          }))}
        />
      )}
    </>
  )
}
