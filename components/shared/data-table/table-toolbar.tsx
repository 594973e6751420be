'use client'

import { Columns3, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuCheck, MenuChoice, MenuSeparator, MenuTitle } from '#components/ui/menu.tsx'
import { useSettings } from '#lib/client/settings.ts'
import { type Column, columnAbsence } from './column.ts'
import type { ListControls } from './list-state.ts'

interface TableToolbarProps<Row> {
  tableId: string
  searchLabel: string
  columns: readonly Column<Row>[]
  shown: readonly Column<Row>[]
  list: ListControls
  filters?: ReactNode
  actions?: ReactNode
}

export function TableToolbar<Row>({ tableId, searchLabel, columns, shown, list, ...rest }: TableToolbarProps<Row>) {
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
        <ViewMenu tableId={tableId} columns={columns} shown={shown} />
      </div>
    </div>
  )
}

const densities = [
  { value: 'comfortable', label: 'Comfortable rows' },
  { value: 'compact', label: 'Compact rows' },
] as const

function ViewMenu<Row>({ tableId, columns, shown }: Pick<TableToolbarProps<Row>, 'tableId' | 'columns' | 'shown'>) {
  const [settings, change] = useSettings()
  const isShown = (column: Column<Row>) => shown.some(({ id }) => id === column.id)
  const toggle = (column: Column<Row>, isChecked: boolean) => {
    const table = { ...settings.columns[tableId], [column.id]: isChecked }
    change({ columns: { ...settings.columns, [tableId]: table } })
  }
  const trigger = (
    <Button look="ghost">
      <Columns3 className="size-3.5" aria-hidden />
      View
    </Button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuTitle>Columns</MenuTitle>
      {columns.slice(1).map((column) => (
        <MenuCheck key={column.id} isChecked={isShown(column)} onChange={(isChecked) => toggle(column, isChecked)}>
          {column.header}
          {column.from && isShown(column) && (
            <span className={classNames('ml-auto pl-3 text-faint text-small', columnAbsence[column.from])}>
              hidden on this screen
            </span>
          )}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuTitle>Rows</MenuTitle>
      <MenuChoice value={settings.density} options={densities} onChange={(density) => change({ density })} />
    </Menu>
  )
}
