import { ListFilter } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { ChooseBox } from './choose-box.tsx'
import { type MessageColumn, RecordMarks } from './message-columns.tsx'
import { targetsAt, targetsIn } from './point-target.ts'
import { isNothingSelected, placeOf, placeOfEvent, usePointing } from './pointing.tsx'

interface MessageTrProps {
  row: MessageRow
  index: number
  columns: readonly MessageColumn[]
  isOpen: boolean
  isChosen: boolean
  isTabStop: boolean
  href: string
  onOpen: (row: MessageRow) => void
  /** Left out: it cannot be chosen. */
  onChoose: ((id: string, isRange: boolean) => void) | undefined
  onFocus: (id: string) => void
}

export const MessageTr = memo(function MessageTr(props: MessageTrProps) {
  const { row, index, columns, isOpen, isChosen, isTabStop, href, onOpen, onChoose, onFocus } = props
  const point = usePointing()
  const idsOf = (node: EventTarget) =>
    node instanceof Element ? node.closest<HTMLElement>('[data-column]')?.dataset.column : undefined
  const open = (event: MouseEvent<HTMLElement>) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-point]') : null
    if (button) return point?.(targetsAt(row, idsOf(button) ?? ''), placeOf(button), event.currentTarget)
    // A click for another tab is left to the browser, and a text selection does not open the record.
    if (event.ctrlKey || event.metaKey || (!event.shiftKey && !isNothingSelected())) return
    event.preventDefault()
    if (event.shiftKey && onChoose) return onChoose(row.id, true)
    onOpen(row)
  }
  // Links and selected text keep the menu of the browser.
  const pointAt = (event: MouseEvent<HTMLElement>) => {
    const { target, currentTarget } = event
    if (!point || (target instanceof Element && target.closest('a')) || !isNothingSelected()) return
    const columnId = idsOf(target)
    const ids = columns.map(({ id }) => id)
    const targets = columnId === undefined ? targetsIn(row, ids) : targetsAt(row, columnId)
    if (targets.length === 0) return
    event.preventDefault()
    point(targets, placeOfEvent(event), currentTarget)
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
      onContextMenu={pointAt}
      // A press with Shift would select the text between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onFocus={() => onFocus(row.id)}
      className={classNames(
        'cursor-pointer focus-visible:-outline-offset-2',
        isOpen ? 'bg-accent-soft' : isChosen ? 'bg-water-soft' : 'hover:bg-sunken',
      )}
    >
      {columns.map((column, place) => {
        const Cell = place === 0 ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            scope={place === 0 ? 'row' : undefined}
            data-column={column.id}
            className={classNames(
              'group/cell relative h-row truncate border-line border-b px-3 text-left font-normal',
              column.align === 'end' && 'text-right tabular-nums',
            )}
          >
            {place === 0 && onChoose && (
              <ChooseBox
                label={`Select ${row.id}`}
                isChecked={isChosen}
                isTabStop={false}
                onChange={(isRange) => onChoose(row.id, isRange)}
              />
            )}
            {place === 0 ? (
              <a href={href} tabIndex={-1}>
                {!hasValue && <RecordMarks message={row.message} />}
                {column.cell(row)}
                <span className="sr-only">, open message {row.id}</span>
              </a>
            ) : (
              column.cell(row)
            )}
            {column.isPointable && <UseButton header={column.header} />}
          </Cell>
        )
      })}
    </tr>
  )
})

/** No tab stop: with the keyboard, F opens the same for all values of the row. */
function UseButton({ header }: { header: string }) {
  return (
    <button
      type="button"
      data-point
      tabIndex={-1}
      aria-label={`Use this value of ${header}`}
      title="Filter by this value · F"
      className="absolute inset-y-0.5 right-0.5 hidden w-6 items-center justify-center rounded-small border border-line bg-surface text-muted hover:text-accent group-hover/cell:flex"
    >
      <ListFilter className="size-3.5" aria-hidden />
    </button>
  )
}
