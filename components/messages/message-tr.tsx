import { type MouseEvent, memo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { type MessageColumn, RecordMarks } from './message-columns.tsx'

interface MessageTrProps {
  row: MessageRow
  index: number
  columns: readonly MessageColumn[]
  isOpen: boolean
  isTabStop: boolean
  href: string
  onOpen: (row: MessageRow) => void
  onFocus: (id: string) => void
}

export const MessageTr = memo(function MessageTr(props: MessageTrProps) {
  const { row, index, columns, isOpen, isTabStop, href, onOpen, onFocus } = props
  const open = (event: MouseEvent) => {
    // A click for another tab is left to the browser, and a text selection does not open the record.
    if (event.ctrlKey || event.metaKey || event.shiftKey || window.getSelection()?.isCollapsed === false) return
    event.preventDefault()
    onOpen(row)
  }
  // Beside the value if that column is shown.
  const hasValue = columns.some(({ id }) => id === 'value')
  return (
    <tr
      data-row={row.id}
      aria-rowindex={index + 2}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onClick={open}
      onFocus={() => onFocus(row.id)}
      className={classNames(
        'cursor-pointer focus-visible:-outline-offset-2',
        isOpen ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      {columns.map((column, place) => {
        const Cell = place === 0 ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            scope={place === 0 ? 'row' : undefined}
            className={classNames(
              'h-row truncate border-line border-b px-3 text-left font-normal',
              column.align === 'end' && 'text-right tabular-nums',
            )}
          >
            {place === 0 ? (
              <a href={href} tabIndex={-1}>
                {!hasValue && <RecordMarks message={row.message} />}
                {column.cell(row)}
                <span className="sr-only">, open message {row.id}</span>
              </a>
            ) : (
              column.cell(row)
            )}
          </Cell>
        )
      })}
    </tr>
  )
})
