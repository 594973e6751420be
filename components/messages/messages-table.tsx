'use client'

import { type ReactNode, useCallback } from 'react'
import { ResizeHandle } from '#components/shared/data-table/resize-handle.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import { ChooseBox } from './choose-box.tsx'
import type { MessageColumn } from './message-columns.tsx'
import { MessageTr } from './message-tr.tsx'
import type { ChoosableRows } from './use-chosen-rows.ts'
import { useColumnWidths } from './use-column-widths.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

const ROW_HEIGHT = { comfortable: 34, compact: 27 } as const
const HEAD_HEIGHT = 36
const TABLE_ID = 'messages'

interface MessagesTableProps {
  rows: readonly MessageRow[]
  columns: readonly MessageColumn[]
  openId: string | null
  /** The URL of a record, for sharing. */
  hrefOf: (id: string) => string
  onOpen: (row: MessageRow) => void
  onClose: () => void
  isBusy: boolean
  /** Left out: rows cannot be chosen. */
  chosen?: ChoosableRows | undefined
  /** Shown below the last row. */
  footer?: ReactNode
  /** Reports whether the newest row is visible. */
  onTopChange?: ((isAtTop: boolean) => void) | undefined
}

/** Only visible rows are rendered, so that ten thousand cost no more than fifty. */
export function MessagesTable(props: MessagesTableProps) {
  const { rows, columns, openId, onOpen, onClose, isBusy, chosen, footer, onTopChange } = props
  const [{ density }] = useSettings()
  const height = ROW_HEIGHT[density]
  const { widths, minimum } = useColumnWidths(TABLE_ID, columns, rows)
  const { scroller, items, above, below, tabStopId, onKeyDown, open, setActiveId } = useVirtualRows({
    rows,
    height,
    headHeight: HEAD_HEIGHT,
    openId,
    onOpen,
    onClose,
    onTopChange,
  })
  const rowKeys = useRowKeys({ rows, columns, chosen, onKeyDown })
  const { toggle, rangeTo } = chosen ?? {}
  const choose = useCallback(
    (id: string, isRange: boolean) => (isRange ? rangeTo?.(id, rows) : toggle?.(id)),
    [toggle, rangeTo, rows],
  )
  return (
    <div
      ref={scroller}
      onScroll={({ currentTarget }) => onTopChange?.(currentTarget.scrollTop < height)}
      className="min-h-0 overflow-auto rounded-card border border-line bg-surface shadow-card"
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
            {columns.map((column, place) => (
              <HeadCell key={column.id} column={column}>
                {place === 0 && chosen && (
                  <ChooseBox
                    label="Select all rows"
                    isChecked={chosen.ids.size > 0}
                    onChange={() => chosen.toggleAll(rows)}
                  />
                )}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={rowKeys}>
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
                isChosen={chosen?.ids.has(row.id) ?? false}
                onChoose={chosen && choose}
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

interface HeadCellProps {
  column: MessageColumn
  /** In front of the heading. */
  children: ReactNode
}

function HeadCell({ column: { id, header, explain, align }, children }: HeadCellProps) {
  return (
    <th
      scope="col"
      aria-label={header}
      className={classNames(
        'sticky top-0 z-10 truncate border-line border-b bg-sunken px-3 py-2 text-left font-medium text-muted text-small',
        align === 'end' && 'text-right',
      )}
    >
      {children}
      {explain ? <Explained text={explain}>{header}</Explained> : <span title={header}>{header}</span>}
      <ResizeHandle tableId={TABLE_ID} columnId={id} header={header} />
    </th>
  )
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
