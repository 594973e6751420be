'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useState } from 'react'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { useSelection } from '#components/shared/data-table/selection.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { healthChoices } from '#components/shared/health-filter.ts'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { useRequestedAction } from '#components/shared/use-requested-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Select } from '#components/ui/select.tsx'
import { useFirst } from '#lib/client/places.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopics } from '#lib/client/use-topics.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeUnhealthyCommand, listTopicsCommand } from '#lib/commands/topics.ts'
import { CreateTopicDialog } from './create-topic-dialog.tsx'
import { DeleteTopicsDialog } from './delete-topics-dialog.tsx'
import { topicsColumns } from './topics-columns.tsx'
import { topicsFilterParams, topicsListParams } from './topics-search-params.ts'
import { useVanished } from './use-vanished.ts'

const policies = [
  { value: '', label: 'All cleanup policies' },
  { value: 'delete', label: 'delete' },
  { value: 'compact', label: 'compact' },
] as const

export function TopicsView({ cluster }: { cluster: string }) {
  const list = useListState(topicsListParams)
  const [{ internal, health, policy }, filter] = useQueryStates(topicsFilterParams)
  const [isCreating, setCreating] = useState(false)
  // As selected when the dialog was opened; the selection itself shrinks as they are deleted.
  const [doomed, setDoomed] = useState<readonly string[] | null>(null)
  const selection = useSelection()
  const readOnly = useReadOnlyReason()
  useRequestedAction(
    'create',
    useCallback(() => setCreating(readOnly === null), [readOnly]),
  )
  const { q, sort, order, page, pageSize } = list
  const first = useFirst(cluster, 'topic')
  const request = { q, sort, order, page, pageSize, internal, health, policy, first }
  const topics = useTopics(cluster, request)
  useVanished({
    cluster,
    watched: selection.keys,
    request: JSON.stringify(request),
    items: topics.isLoading ? null : (topics.data?.items ?? null),
    onGone: selection.remove,
  })
  const { data: facts } = useCluster(cluster)

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
        isFiltered={health !== 'all' || policy !== null}
        onClearFilters={() => filter({ health: null, policy: null, page: null })}
        selection={selection}
        actions={
          <>
            {selection.keys.size > 0 && (
              <Button look="danger" onClick={() => setDoomed([...selection.keys].sort())} disabledBecause={readOnly}>
                Delete {selection.keys.size}…
              </Button>
            )}
            <Button look="primary" onClick={() => setCreating(true)} disabledBecause={readOnly}>
              Create topic
            </Button>
          </>
        }
        filters={
          <>
            <Segmented
              label="Health"
              value={health}
              options={healthChoices}
              onChange={(value) => filter({ health: value, page: null })}
            />
            <Select
              aria-label="Cleanup policy"
              value={policy ?? ''}
              options={policies}
              onChange={(value) => filter({ policy: value || null, page: null })}
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
          <EmptyState
            title="No topics yet"
            action={
              <Button onClick={() => setCreating(true)} disabledBecause={readOnly}>
                Create topic
              </Button>
            }
          >
            A topic appears here as soon as it exists. From the command line: kafka-topics.sh --create --topic NAME
          </EmptyState>
        }
      />
      {facts && (
        <PageCommands
          commands={[
            { about: 'All topics', command: listTopicsCommand(clientOf(facts), internal) },
            { about: 'Under-replicated partitions', command: describeUnhealthyCommand(clientOf(facts)) },
          ]}
        />
      )}
      {isCreating && <CreateTopicDialog cluster={cluster} onClose={() => setCreating(false)} />}
      {doomed && (
        <DeleteTopicsDialog
          cluster={cluster}
          names={doomed}
          onClose={() => setDoomed(null)}
          onDeleted={(name) => selection.remove([name])}
        />
      )}
    </>
  )
}
