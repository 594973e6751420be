'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import type { MessageColumn } from './message-columns.tsx'
import { MessageTr } from './message-tr.tsx'
import { targetsIn } from './point-target.ts'
import { placeOf, usePointing } from './pointing.tsx'
import { useColumnWidths } from './use-column-widths.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

const ROW_HEIGHT = { comfortable: 34, compact: 27 } as const
const HEAD_HEIGHT = 36

interface MessagesTableProps {
  rows: readonly MessageRow[]
  columns: readonly MessageColumn[]
  openId: string | null
  /** The URL of a record, for sharing. */
  hrefOf: (id: string) => string
  onOpen: (row: MessageRow) => void
  onClose: () => void
  isBusy: boolean
  /** Shown below the last row. */
  footer?: ReactNode
  /** Reports whether the newest row is visible. */
  onTopChange?: ((isAtTop: boolean) => void) | undefined
}

/** Only visible rows are rendered, so that ten thousand cost no more than fifty. */
export function MessagesTable(props: MessagesTableProps) {
  const { rows, columns, openId, onOpen, onClose, isBusy, footer, onTopChange } = props
  const [{ density }] = useSettings()
  const height = ROW_HEIGHT[density]
  const point = usePointing()
  const { widths, minimum } = useColumnWidths(columns, rows)
  const { scroller, items, above, below, tabStopId, onKeyDown, open, setActiveId } = useVirtualRows({
    rows,
    height,
    headHeight: HEAD_HEIGHT,
    openId,
    onOpen,
    onClose,
    onTopChange,
  })
  const onKey = (event: KeyboardEvent) => {
    const tr = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-row]') : null
    const row = event.key === 'f' && isPlainKey(event) && rows.find(({ id }) => id === tr?.dataset.row)
    if (!row || !tr || !point) return onKeyDown(event)
    event.preventDefault()
    const targets = targetsIn(
      row,
      columns.map(({ id }) => id),
    )
    point(targets, placeOf(tr.querySelector('[data-column]') ?? tr), tr)
  }
  return (
    <div
      ref={scroller}
      onScroll={({ currentTarget }) => onTopChange?.(currentTarget.scrollTop < height)}
      className="max-h-pane overflow-auto rounded-card border border-line bg-surface shadow-card"
    >
      <table
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: minimum }}
        aria-busy={isBusy}
        aria-rowcount={rows.length + 1}
      >
        <caption className="sr-only">messages</caption>
        <colgroup>
          {columns.map(({ id }, index) => (
            <col key={id} style={widths[index] === undefined ? undefined : { width: widths[index] }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKey}>
          <Space height={above} columns={columns.length} />
          {items.map(({ index, key }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <MessageTr
                key={key}
                row={row}
                index={index}
                columns={columns}
                isOpen={row.id === openId}
                isTabStop={row.id === tabStopId}
                href={props.hrefOf(row.id)}
                onOpen={open}
                onFocus={setActiveId}
              />
            )
          })}
          <Space height={below} columns={columns.length} />
        </tbody>
      </table>
      {footer}
    </div>
  )
}

function HeadCell({ column: { header, explain, align } }: { column: MessageColumn }) {
  return (
    <th
      scope="col"
      className={classNames(
        'sticky top-0 z-10 truncate border-line border-b bg-sunken px-3 py-2 text-left font-medium text-muted text-small',
        align === 'end' && 'text-right',
      )}
    >
      {explain ? <Explained text={explain}>{header}</Explained> : <span title={header}>{header}</span>}
    </th>
  )
}

function isPlainKey({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey
}

/** Takes the place of rows that are not rendered. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  )
}
