import type { ReactNode } from 'react'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { useTopicBranches } from '#lib/client/use-topics.ts'
import type { TreeRow } from './branch-name.tsx'
import { isOpen, withClosed, withOpened } from './open-branches.ts'
import { topicTotals } from './topic-totals.tsx'
import { topicTreeColumns } from './topic-tree-columns.tsx'
import { TopicsFilters, useTopicsFilter } from './topics-filters.tsx'
import { topicTreeListParams } from './topics-search-params.ts'
import { TreeRows, type TreeState, toTreeRow } from './tree-rows.tsx'

interface TopicsTreeProps {
  cluster: string
  actions: ReactNode
  empty: ReactNode
}

/** The topics by the parts of their names, with the sums of each branch. */
export function TopicsTree({ cluster, actions, empty }: TopicsTreeProps) {
  const list = useListState(topicTreeListParams)
  const [{ internal, health, policy, open }, filter] = useTopicsFilter()
  const { q, sort, order, page, pageSize } = list
  const request = { q, sort, order, internal, health, policy }
  const topmost = useTopicBranches(cluster, { ...request, prefix: '', page, pageSize })
  const toggle = (prefix: string, above: string) => {
    const next = isOpen(open, prefix) ? withClosed(open, prefix, above) : withOpened(open, prefix)
    void filter({ open: next.length === 0 ? null : next })
  }
  const stateOf = (layout: Pick<TreeState, 'columns' | 'widths'>) => ({ cluster, request, open, toggle, ...layout })
  const data = topmost.data && {
    ...topmost.data,
    items: topmost.data.items.map((branch) => toTreeRow(stateOf({ columns: [], widths: {} }), branch, '', 1)),
  }
  return (
    <DataTable<TreeRow>
      tableId="topic-tree"
      noun="topic"
      columns={topicTreeColumns}
      query={{ ...topmost, data }}
      list={list}
      rowKey={({ branch }) => branch.prefix}
      isFiltered={health !== 'all' || policy !== null}
      onClearFilters={() => filter({ health: null, policy: null, page: null })}
      tree={{ noun: 'row', rows: (rows, layout) => <TreeRows tree={stateOf(layout)} rows={rows} /> }}
      totals={topicTotals(topmost.data?.totals)}
      filters={<TopicsFilters />}
      actions={actions}
      empty={empty}
    />
  )
}
