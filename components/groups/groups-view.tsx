'use client'

import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { CompareButton } from '#components/shared/compare/compare-button.tsx'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { useSelection } from '#components/shared/data-table/selection.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { useFirst } from '#lib/client/places.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useGroups } from '#lib/client/use-groups.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeAllGroupsCommand } from '#lib/commands/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupsColumns } from './groups-columns.tsx'
import { GroupsFilters } from './groups-filters.tsx'
import { groupsFilterParams, groupsListParams } from './groups-search-params.ts'
import { ResetGroupsDialog } from './lazy-parts.tsx'
import { NewGroupButton } from './new-group-button.tsx'

/** The groups, those with the highest lag first. */
export function GroupsView({ cluster }: { cluster: string }) {
  const list = useListState(groupsListParams)
  const [{ state, type, status, topic }, filter] = useQueryStates(groupsFilterParams)
  const { q, sort, order, page, pageSize } = list
  const first = useFirst(cluster, 'group')
  const groups = useGroups(cluster, { q, sort, order, page, pageSize, state, type, status, topic, first })
  const selection = useSelection()
  const [reset, setReset] = useState<readonly string[] | null>(null)
  const readOnly = useReadOnlyReason()
  const { data: facts } = useCluster(cluster)
  return (
    <>
      <PageHeader title="Groups" />
      <DataTable
        tableId="groups"
        noun="group"
        columns={groupsColumns}
        query={groups}
        list={list}
        rowKey={({ id }) => id}
        isFiltered={[state, type, status, topic].some((value) => value !== null)}
        onClearFilters={() => filter({ state: null, type: null, status: null, topic: null, page: null })}
        filters={
          <GroupsFilters
            cluster={cluster}
            filter={{ state, type, status, topic }}
            onChange={(change) => filter({ ...change, page: null })}
          />
        }
        selection={selection}
        actions={
          <>
            <CompareButton
              selected={selection.keys}
              nouns="groups"
              path={(ids) => pagePaths.compareGroups(cluster, ids)}
            />
            {selection.keys.size > 0 && (
              <Button onClick={() => setReset([...selection.keys].sort())} disabledBecause={readOnly}>
                Reset offsets…
              </Button>
            )}
            <NewGroupButton cluster={cluster} />
          </>
        }
        empty={
          <EmptyState title="No groups yet" action={<NewGroupButton cluster={cluster} />}>
            A group appears here as soon as a consumer joins it or commits an offset. From the command line:
            kafka-console-consumer.sh --topic NAME --group NAME
          </EmptyState>
        }
      />
      {reset && <ResetGroupsDialog cluster={cluster} ids={reset} onClose={() => setReset(null)} />}
      {facts && (
        <PageCommands
          commands={[
            {
              about: 'Committed offsets, lags and members of all groups',
              command: describeAllGroupsCommand(clientOf(facts), type),
            },
          ]}
        />
      )}
    </>
  )
}
