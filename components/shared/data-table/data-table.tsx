'use client'

import type { ReactNode } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { TableLayout } from '#lib/client/settings-schema.ts'
import type { ListReply } from '#lib/contract/common.ts'
import type { Column } from './column.ts'
import type { ListControls } from './list-state.ts'
import { ListWarnings } from './list-warnings.tsx'
import { Pagination } from './pagination.tsx'
import { moveByKeys, moveInTreeByKeys } from './row-keys.ts'
import type { Selection } from './selection.ts'
import { TableFrame } from './table-frame.tsx'
import { TableHead } from './table-head.tsx'
import { arrangedColumns } from './table-layout.ts'
import { PlaceholderRows, TableRows } from './table-rows.tsx'
import { TableToolbar } from './table-toolbar.tsx'
import { type Totals, TotalsRow } from './totals-row.tsx'
import { useTableLayout } from './use-table-layout.ts'

/** The columns as they are shown. */
export interface ShownLayout<Row> {
  readonly columns: readonly Column<Row>[]
  readonly widths: TableLayout['widths']
}

interface DataTableProps<Row> {
  /** The name under which the choice of columns is stored. */
  tableId: string
  /** The singular of what it lists: "topic". */
  noun: string
  /** The plural, if it is not the singular with an s: "entries". */
  nouns?: string
  columns: readonly Column<Row>[]
  query: Query<ListReply<Row>>
  list: ListControls
  rowKey: (row: Row) => string
  filters?: ReactNode
  /** Actions on the rows, at the end of the toolbar. */
  actions?: ReactNode
  selection?: Selection
  /** Whether other filters than the search narrow the list, so that it may be empty only because of them. */
  isFiltered?: boolean
  onClearFilters?: () => void
  /** The sums of all that was found. */
  totals?: Totals | null
  /** A tree: its rows, with those below the open ones, and what they are called together with the others: "rows". */
  tree?: { readonly rows: (items: readonly Row[], layout: ShownLayout<Row>) => ReactNode; readonly noun: string }
  /** Shown instead of a list that is empty without any filter. */
  empty: ReactNode
}

/** Every list of the dashboard: sorted, searched and paged by the server, with its state in the URL. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { tableId, noun, columns, query, list, rowKey, filters, isFiltered = false, onClearFilters, empty } = props
  const { actions, selection, totals, tree, nouns = `${noun}s` } = props
  const [layout] = useTableLayout(tableId)
  const shown = arrangedColumns(columns, layout)
  const isNarrowed = isFiltered || list.q !== ''
  const clear = () => {
    list.search('')
    onClearFilters?.()
  }
  const frame = (rows: ReactNode, isBusy: boolean, foot?: ReactNode) => (
    <TableFrame caption={nouns} isBusy={isBusy} isTree={tree !== undefined}>
      <TableHead
        tableId={tableId}
        columns={shown}
        widths={layout.widths}
        list={list}
        isSelectable={selection !== undefined}
      />
      <tbody onKeyDown={tree ? moveInTreeByKeys : moveByKeys}>{rows}</tbody>
      {foot}
    </TableFrame>
  )
  const skeleton = frame(
    <PlaceholderRows columns={shown} widths={layout.widths} isSelectable={selection !== undefined} />,
    true,
  )

  return (
    <>
      <TableToolbar
        tableId={tableId}
        searchLabel={`Search ${nouns}`}
        columns={columns}
        list={list}
        filters={filters}
        actions={actions}
      />
      <QueryState query={query} skeleton={skeleton}>
        {(reply) => (
          <>
            {reply.total === null && reply.warnings.length === 0 && skeleton}
            <ListWarnings warnings={reply.warnings} isNothingKnown={reply.total === null} />
            {reply.total === 0 &&
              (isNarrowed ? <NothingFound noun={noun} isSearched={list.q !== ''} clear={clear} /> : empty)}
            {reply.total !== null && reply.total > 0 && reply.items.length === 0 && (
              <EmptyState
                title="This page does not exist"
                action={<Button onClick={() => list.goTo(1)}>First page</Button>}
              >
                The list has become shorter, or the URL names a page beyond its end.
              </EmptyState>
            )}
            {reply.items.length > 0 && reply.total !== null && (
              <>
                {frame(
                  tree ? (
                    tree.rows(reply.items, { columns: shown, widths: layout.widths })
                  ) : (
                    <TableRows
                      columns={shown}
                      widths={layout.widths}
                      rows={reply.items}
                      rowKey={rowKey}
                      selection={selection}
                    />
                  ),
                  query.isValidating,
                  totals && <TotalsRow columns={shown} isSelectable={selection !== undefined} totals={totals} />,
                )}
                <Pagination
                  total={reply.total}
                  noun={tree?.noun ?? noun}
                  nouns={tree ? `${tree.noun}s` : nouns}
                  list={list}
                />
              </>
            )}
          </>
        )}
      </QueryState>
    </>
  )
}

function NothingFound({ noun, isSearched, clear }: { noun: string; isSearched: boolean; clear: () => void }) {
  return (
    <EmptyState title={`No ${noun} matches`} action={<Button onClick={clear}>Show all</Button>}>
      {isSearched
        ? 'The text is searched as a part of the name; with * or ? it must match the whole name.'
        : `The filter excludes every ${noun}.`}
    </EmptyState>
  )
}
