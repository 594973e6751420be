'use client'

import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useGroup, useGroupMembers } from '#lib/client/use-groups.ts'
import { clientOf } from '#lib/commands/client.ts'
import { groupMembersCommand, groupStateCommand } from '#lib/commands/groups.ts'
import { groupMembersColumns } from './group-members-columns.tsx'
import { groupMembersListParams } from './group-members-search-params.ts'
import { MemberMap } from './member-map.tsx'

/** The members of a group and their partitions. */
export function GroupMembersView({ cluster, group }: { cluster: string; group: string }) {
  const list = useListState(groupMembersListParams)
  const { q, sort, order, page, pageSize } = list
  const members = useGroupMembers(cluster, group, { q, sort, order, page, pageSize })
  const { data } = useGroup(cluster, group)
  const { data: facts } = useCluster(cluster)
  const columns =
    data?.type === 'classic'
      ? groupMembersColumns.filter(({ id }) => id !== 'target' && id !== 'epoch')
      : groupMembersColumns
  const shown = members.data?.items ?? []
  return (
    <>
      {shown.length > 0 && <MemberMap members={shown} />}
      <DataTable
        tableId="group-members"
        noun="member"
        columns={columns}
        query={members}
        list={list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No active members">
            Nothing is consumed until a consumer with this group.id starts. From the command line:
            kafka-console-consumer.sh --topic NAME --group {group || "''"}
          </EmptyState>
        }
      />
      {facts && data && (
        <PageCommands
          commands={[
            { about: 'Members and their assignments', command: groupMembersCommand(clientOf(facts), data) },
            { about: 'State, coordinator and assignor', command: groupStateCommand(clientOf(facts), data) },
          ]}
        />
      )}
    </>
  )
}
