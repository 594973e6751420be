'use client'

import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Popover } from '#components/ui/popover.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useSettings } from '#lib/client/settings.ts'
import { NO_LAYOUT } from '#lib/client/settings-schema.ts'
import { type Column, columnAbsence } from './column.ts'
import { isArranged, isShown, orderedColumns, withMove, withVisibility } from './table-layout.ts'
import { useTableLayout } from './use-table-layout.ts'

const densities = [
  { value: 'comfortable', label: 'Comfortable rows' },
  { value: 'compact', label: 'Compact rows' },
] as const

interface ColumnsMenuProps<Row> {
  tableId: string
  columns: readonly Column<Row>[]
}

/** Which columns are shown, in which order, and how high the rows are. */
export function ColumnsMenu<Row>(props: ColumnsMenuProps<Row>) {
  const [isOpen, setOpen] = useState(false)
  const [{ density }, change] = useSettings()
  const [layout, setLayout] = useTableLayout(props.tableId)
  const trigger = (
    <Button look="ghost">
      <Columns3 className="size-3.5" aria-hidden />
      Columns
    </Button>
  )
  return (
    <Popover trigger={trigger} label="Columns" isOpen={isOpen} onOpenChange={setOpen}>
      <div className="flex flex-col gap-2.5">
        <ColumnList {...props} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Segmented
            label="Rows"
            value={density}
            options={densities}
            onChange={(value) => change({ density: value })}
          />
          {isArranged(layout) && (
            <Button look="ghost" onClick={() => setLayout(NO_LAYOUT)}>
              Reset columns
            </Button>
          )}
        </div>
      </div>
    </Popover>
  )
}

function ColumnList<Row>({ tableId, columns }: ColumnsMenuProps<Row>) {
  const [layout, setLayout] = useTableLayout(tableId)
  const list = useRef<HTMLUListElement>(null)
  const [moved, setMoved] = useState<{ readonly label: string } | null>(null)
  const movable = orderedColumns(columns, layout).slice(1)

  // The button that was pressed has moved with its row, and lost the focus on the way.
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`button[aria-label="${CSS.escape(moved.label)}"]`)?.focus()
  }, [moved])

  const move = (column: Column<Row>, step: -1 | 1, label: string) => {
    setLayout(withMove(layout, columns, column.id, step))
    setMoved({ label })
  }
  return (
    <ul ref={list} aria-label="Columns">
      {movable.map((column, index) => {
        const { id, header, from } = column
        const up = `Move ${header} up`
        const down = `Move ${header} down`
        return (
          <li key={id} className="flex items-center gap-1">
            <label className="flex min-w-0 grow cursor-pointer items-center gap-2 py-1">
              <input
                type="checkbox"
                checked={isShown(column, layout)}
                onChange={({ target }) => setLayout(withVisibility(layout, id, target.checked))}
                className="accent-accent"
              />
              {header}
              {from && isShown(column, layout) && (
                <span className={classNames('ml-auto pl-3 text-faint text-small', columnAbsence[from])}>
                  hidden on this screen
                </span>
              )}
            </label>
            <IconButton
              label={up}
              disabledBecause={index === 0 ? `${header} is the first of these already` : null}
              onClick={() => move(column, -1, up)}
            >
              <ArrowUp className="size-3.5" aria-hidden />
            </IconButton>
            <IconButton
              label={down}
              disabledBecause={index === movable.length - 1 ? `${header} is the last already` : null}
              onClick={() => move(column, 1, down)}
            >
              <ArrowDown className="size-3.5" aria-hidden />
            </IconButton>
          </li>
        )
      })}
    </ul>
  )
}
