'use client'

import { useQueryStates } from 'nuqs'
import { CommandLine } from '#components/shared/command-line.tsx'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopics } from '#lib/client/use-topics.ts'
import { describeUnhealthyCommand, listTopicsCommand } from '#lib/commands/topics.ts'
import { topicsColumns } from './topics-columns.tsx'
import { topicsFilterParams, topicsListParams } from './topics-search-params.ts'

const healthChoices = [
  { value: 'all', label: 'All' },
  { value: 'unhealthy', label: 'With problems' },
] as const

export function TopicsView({ cluster }: { cluster: string }) {
  const list = useListState(topicsListParams)
  const [{ internal, health }, filter] = useQueryStates(topicsFilterParams)
  const { q, sort, order, page, pageSize } = list
  const topics = useTopics(cluster, { q, sort, order, page, pageSize, internal, health })
  const { data: facts } = useCluster(cluster)
  const command = (bootstrap: readonly string[]) =>
    health === 'unhealthy' ? describeUnhealthyCommand(bootstrap) : listTopicsCommand(bootstrap, internal)

  return (
    <>
      <PageHeader title="Topics" />
      <DataTable
        tableId="topics"
        noun="topic"
        columns={topicsColumns}
        query={topics}
        list={list}
        rowKey={(topic) => topic.name}
        isFiltered={health !== 'all'}
        onClearFilters={() => filter({ health: null, page: null })}
        filters={
          <>
            <Segmented
              label="Health"
              value={health}
              options={healthChoices}
              onChange={(value) => filter({ health: value, page: null })}
            />
            <label className="flex cursor-pointer items-center gap-1.5 text-muted hover:text-text">
              <input
                type="checkbox"
                checked={internal}
                onChange={(event) => filter({ internal: event.target.checked || null, page: null })}
                className="accent-accent"
              />
              Internal
            </label>
          </>
        }
        empty={
          <EmptyState title="No topics yet">
            A topic appears here as soon as it exists. By hand: kafka-topics.sh --create --topic NAME
          </EmptyState>
        }
      />
      {facts && <CommandLine command={command(facts.bootstrap)} />}
    </>
  )
}
