'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import type { MessageColumn } from './message-columns.tsx'
import { MessageTr } from './message-tr.tsx'
import { nextPlace } from './row-places.ts'
import { useColumnWidths } from './use-column-widths.ts'

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
  const scroller = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState<string | null>(openId)
  const [wantsFocus, setWantsFocus] = useState(false)
  const { widths, minimum } = useColumnWidths(columns, rows)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    // The sticky header covers the top of the rows.
    scrollPaddingEnd: HEAD_HEIGHT,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const isActiveDrawn = items.some(({ index }) => rows[index]?.id === activeId)
  const openAt = openId === null ? -1 : rows.findIndex(({ id }) => id === openId)
  // A live view stays at its newest row, whatever is open.
  const followed = useRef(onTopChange ? openId : null)

  // The height of a row depends on the density.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the height changes
  useEffect(() => virtual.measure(), [height])
  useEffect(() => {
    if (!wantsFocus || !isActiveDrawn) return
    setWantsFocus(false)
    scroller.current?.querySelector<HTMLElement>(`tr[data-row="${activeId}"]`)?.focus({ preventScroll: true })
  }, [wantsFocus, isActiveDrawn, activeId])

  // A record opened by the panel's buttons or by the URL is scrolled into view; when the panel closes with the focus
  // inside, the row gets the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another record is opened, or its row has arrived
  useEffect(() => {
    if (followed.current === openId || (openId !== null && openAt === -1)) return
    followed.current = openId
    const at = openId === null ? rows.findIndex(({ id }) => id === activeId) : openAt
    if (at === -1 || (openId === null && document.activeElement !== document.body)) return
    if (openId === null) setWantsFocus(true)
    else setActiveId(openId)
    virtual.scrollToIndex(at)
  }, [openId, openAt === -1])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && openId !== null) return onClose()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // A click on the link of a row leaves the focus there; Enter belongs to the link, everything else to the row.
    const isRow = event.target instanceof HTMLTableRowElement
    if (!isRow && (event.key === 'Enter' || !(event.target instanceof HTMLAnchorElement))) return
    const at = rows.findIndex(({ id }) => id === activeId)
    const target = event.key === 'Enter' ? at : nextPlace(event.key, at, rows.length)
    const row = target === null ? undefined : rows[target]
    if (!row || target === null) return
    event.preventDefault()
    setActiveId(row.id)
    setWantsFocus(true)
    // New rows would push away the one that is being read.
    onTopChange?.(target === 0)
    virtual.scrollToIndex(target)
    // The open record follows, so that one record after the other can be read.
    if (event.key === 'Enter' || openId !== null) onOpen(row)
  }
  const open = useCallback(
    (row: MessageRow) => {
      setActiveId(row.id)
      onOpen(row)
    },
    [onOpen],
  )
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
        <tbody onKeyDown={onKeyDown}>
          <Space height={before} columns={columns.length} />
          {items.map(({ index, key }, place) => {
            const row = rows[index]
            if (!row) return null
            const isTabStop = isActiveDrawn ? row.id === activeId : place === 0
            return (
              <MessageTr
                key={key}
                row={row}
                index={index}
                columns={columns}
                isOpen={row.id === openId}
                isTabStop={isTabStop}
                href={props.hrefOf(row.id)}
                onOpen={open}
                onFocus={setActiveId}
              />
            )
          })}
          <Space height={after} columns={columns.length} />
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

/** Takes the place of rows that are not rendered. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  )
}
