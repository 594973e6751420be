'use client'

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Input } from '#components/ui/input.tsx'
import type { Column } from './column.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import type { ListControls } from './list-state.ts'

interface TableToolbarProps<Row> {
  tableId: string
  searchLabel: string
  columns: readonly Column<Row>[]
  list: ListControls
  filters?: ReactNode
  actions?: ReactNode
}

export function TableToolbar<Row>({ tableId, searchLabel, columns, list, ...rest }: TableToolbarProps<Row>) {
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2">
      <div className="relative grow basis-56 sm:max-w-80">
        <Search
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
          aria-hidden
        />
        <Input
          type="search"
          aria-label={searchLabel}
          placeholder={`${searchLabel} (* and ? allowed)`}
          value={list.q}
          onChange={(event) => list.search(event.target.value)}
          className="w-full pl-8"
        />
      </div>
      {rest.filters}
      <div className="ml-auto flex flex-wrap gap-2">
        {rest.actions}
        <ColumnsMenu tableId={tableId} columns={columns} />
      </div>
    </div>
  )
}
