import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { CompareButton } from '#components/shared/compare/compare-button.tsx'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { useSelection } from '#components/shared/data-table/selection.ts'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { useFirst } from '#lib/client/places.ts'
import { useTopicRates, useTopics } from '#lib/client/use-topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicRates } from '#lib/contract/topic-rates.ts'
import type { TopicItem } from '#lib/contract/topics.ts'
import { ConfigureTopicsDialog } from './configure-topics-dialog.tsx'
import { DeleteTopicsDialog } from './delete-topics-dialog.tsx'
import { topicTotals } from './topic-totals.tsx'
import { type TopicRow, topicsColumns } from './topics-columns.tsx'
import { TopicsFilters, useTopicsFilter } from './topics-filters.tsx'
import { topicsListParams } from './topics-search-params.ts'
import { useVanished } from './use-vanished.ts'

interface TopicsListProps {
  cluster: string
  /** Beside those on what is selected. */
  actions: ReactNode
  empty: ReactNode
}

/** The topics one by one, to be selected, configured and deleted. */
export function TopicsList({ cluster, actions, empty }: TopicsListProps) {
  const list = useListState(topicsListParams)
  const [{ internal, health, policy }, filter] = useTopicsFilter()
  // As selected when the dialog was opened; the selection itself shrinks as they are deleted.
  const [pendingDelete, setPendingDelete] = useState<readonly string[] | null>(null)
  const router = useRouter()
  const [configured, setConfigured] = useState<readonly string[] | null>(null)
  const selection = useSelection()
  const readOnly = useReadOnlyReason()
  const { q, sort, order, page, pageSize } = list
  const first = useFirst(cluster, 'topic')
  const request = { q, sort, order, page, pageSize, internal, health, policy, first }
  const topics = useTopics(cluster, request)
  const rates = useTopicRates(cluster, request)
  const data = topics.data && { ...topics.data, items: withRates(topics.data.items, rates.data?.items) }
  useVanished({
    cluster,
    watched: selection.keys,
    request: JSON.stringify(request),
    items: topics.isLoading ? null : (topics.data?.items ?? null),
    onGone: selection.remove,
  })
  return (
    <>
      <DataTable
        tableId="topics"
        noun="topic"
        columns={topicsColumns}
        query={{ ...topics, data }}
        list={list}
        rowKey={(topic) => topic.name}
        isFiltered={health !== 'all' || policy !== null}
        onClearFilters={() => filter({ health: null, policy: null, page: null })}
        selection={selection}
        totals={topicTotals(topics.data?.totals)}
        actions={
          <>
            <CompareButton
              selected={selection.keys}
              nouns="topics"
              path={(names) => pagePaths.compareTopics(cluster, names)}
            />
            {selection.keys.size > 0 && (
              <Button onClick={() => router.push(pagePaths.topicsMessages(cluster, [...selection.keys].sort()))}>
                Search messages
              </Button>
            )}
            {selection.keys.size > 0 && (
              <Button onClick={() => setConfigured([...selection.keys].sort())} disabledBecause={readOnly}>
                Configuration…
              </Button>
            )}
            {selection.keys.size > 0 && (
              <Button
                look="danger"
                onClick={() => setPendingDelete([...selection.keys].sort())}
                disabledBecause={readOnly}
              >
                Delete {selection.keys.size}…
              </Button>
            )}
            {actions}
          </>
        }
        filters={<TopicsFilters />}
        empty={empty}
      />
      {configured && <ConfigureTopicsDialog cluster={cluster} names={configured} onClose={() => setConfigured(null)} />}
      {pendingDelete && (
        <DeleteTopicsDialog
          cluster={cluster}
          names={pendingDelete}
          onClose={() => setPendingDelete(null)}
          onDeleted={(name) => selection.remove([name])}
        />
      )}
    </>
  )
}

function withRates(items: readonly TopicItem[], rates: readonly TopicRates[] = []): TopicRow[] {
  const points = new Map(rates.map(({ name, producePoints }) => [name, producePoints]))
  return items.map((item) => ({ ...item, producePoints: points.get(item.name) }))
}
