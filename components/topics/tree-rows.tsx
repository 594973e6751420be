'use client'

import { Fragment, type ReactNode, useState } from 'react'
import type { ShownLayout } from '#components/shared/data-table/data-table.tsx'
import { TableRow } from '#components/shared/data-table/table-rows.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTopicBranches } from '#lib/client/use-topics.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import type { TopicBranch } from '#lib/contract/topic-tree.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { TreeRow } from './branch-name.tsx'
import { isOpen } from './open-branches.ts'

export interface TreeState extends ShownLayout<TreeRow> {
  readonly cluster: string
  /** What the tree is sorted and narrowed by. */
  readonly request: Omit<Parameters<typeof useTopicBranches>[1], 'prefix' | 'page' | 'pageSize'>
  readonly open: readonly string[]
  readonly toggle: (prefix: string, above: string) => void
}

interface TreeRowsProps {
  tree: TreeState
  rows: readonly TreeRow[]
}

/** Rows, each with those below it if it is open. */
export function TreeRows({ tree, rows }: TreeRowsProps) {
  const { columns, widths } = tree
  return rows.map((row, index) => {
    const { branch, level } = row
    return (
      <Fragment key={branch.prefix}>
        <TableRow
          columns={columns}
          widths={widths}
          row={row}
          rowId={branch.prefix}
          isFirst={index === 0 && level === 1}
          branch={{ level, isOpen: branch.isTopic ? null : row.isOpen }}
        />
        {row.isOpen && <Below tree={tree} prefix={branch.prefix} level={level + 1} />}
      </Fragment>
    )
  })
}

export function toTreeRow(tree: TreeState, branch: TopicBranch, above: string, level: number): TreeRow {
  return {
    branch,
    above,
    level,
    isOpen: !branch.isTopic && isOpen(tree.open, branch.prefix),
    onToggle: () => tree.toggle(branch.prefix, above),
  }
}

interface BelowProps {
  tree: TreeState
  prefix: string
  level: number
}

/** What is below an open branch, as many pages of it as were asked for. */
function Below({ tree, prefix, level }: BelowProps) {
  const [pages, setPages] = useState(1)
  return Array.from({ length: pages }, (_, index) => (
    <BranchPage
      // biome-ignore lint/suspicious/noArrayIndexKey: pages are known by their number
      key={index}
      tree={tree}
      prefix={prefix}
      level={level}
      page={index + 1}
      onMore={index + 1 === pages ? () => setPages(pages + 1) : null}
    />
  ))
}

/** `onMore` is null if the next page is shown already. */
function BranchPage({ tree, prefix, level, page, onMore }: BelowProps & { page: number; onMore: (() => void) | null }) {
  const { data, error, mutate } = useTopicBranches(tree.cluster, {
    ...tree.request,
    prefix,
    page,
    pageSize: MAX_PAGE_SIZE,
  })
  const wide = (content: ReactNode) => (
    <tr>
      <td colSpan={tree.columns.length} className="h-row border-line border-b px-3 text-muted">
        {content}
      </td>
    </tr>
  )
  if (!data) {
    if (!error) return wide(<Skeleton className="ml-8 w-32" />)
    const { title, message } = explainError(error)
    return wide(
      <span role="alert" className="flex flex-wrap items-center gap-2">
        {title}. {message}
        <Button onClick={() => mutate()}>Try again</Button>
      </span>,
    )
  }
  const left = (data.total ?? 0) - page * MAX_PAGE_SIZE
  return (
    <>
      <TreeRows tree={tree} rows={data.items.map((branch) => toTreeRow(tree, branch, prefix, level))} />
      {onMore && left > 0 && wide(<Button onClick={onMore}>{`Show more (${formatNumber(left)} left)`}</Button>)}
    </>
  )
}
