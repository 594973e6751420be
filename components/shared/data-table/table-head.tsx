import { ArrowDown, ArrowUp } from 'lucide-react'
import type { CSSProperties } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { TableLayout } from '#lib/client/settings-schema.ts'
import { type Column, columnVisibility, fixedWidth } from './column.ts'
import type { ListControls } from './list-state.ts'
import { ResizeHandle } from './resize-handle.tsx'

const headLook =
  'whitespace-nowrap border-line border-b bg-sunken px-3 py-2 text-left font-medium text-muted text-small relative first:rounded-tl-card last:rounded-tr-card md:sticky md:top-bar md:z-10 group-data-scrolls/frame:relative group-data-scrolls/frame:top-0'

interface TableHeadProps<Row> {
  tableId: string
  columns: readonly Column<Row>[]
  widths: TableLayout['widths']
  list: ListControls
  isSelectable: boolean
}

export function TableHead<Row>({ tableId, columns, widths, list, isSelectable }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {isSelectable && (
          <th scope="col" className={classNames(headLook, 'w-8 pr-0')}>
            <span className="sr-only">Selected</span>
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            // Without its edge, which has a label of its own.
            aria-label={column.header}
            aria-sort={ariaSort(column, list)}
            className={classNames(
              headLook,
              column.align === 'end' && 'text-right',
              column.grows && widths[column.id] === undefined && 'w-full',
              column.from && columnVisibility[column.from],
            )}
            style={fixedWidth(widths[column.id])}
          >
            <div
              className={classNames(widths[column.id] !== undefined && 'truncate')}
              style={roomFor(column, widths[column.id])}
            >
              <HeaderText column={column} list={list} />
            </div>
            <ResizeHandle tableId={tableId} columnId={column.id} header={column.header} />
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Values that come after their rows would push the columns aside. */
function roomFor<Row>({ room }: Column<Row>, width: number | undefined): CSSProperties | undefined {
  return room === undefined || width !== undefined ? undefined : { minWidth: `${room}ch` }
}

function HeaderText<Row>({ column, list }: { column: Column<Row>; list: ListControls }) {
  const { sort, explain, header } = column
  if (sort === undefined) {
    return explain ? (
      <Explained text={explain} className="align-top">
        {header}
      </Explained>
    ) : (
      header
    )
  }
  const isSorted = list.sort === sort
  const Arrow = list.order === 'asc' ? ArrowUp : ArrowDown
  const button = (
    <button
      type="button"
      onClick={() => list.sortBy(sort, column.align === 'end' ? 'desc' : 'asc')}
      className={classNames(
        'inline-flex items-center gap-1 align-top hover:text-text',
        isSorted && 'text-text',
        // The arrow is on the side where it does not push the label away from its numbers.
        column.align === 'end' && 'flex-row-reverse',
      )}
    >
      {header}
      <Arrow className={classNames('size-3', !isSorted && 'invisible')} aria-hidden />
    </button>
  )
  return explain ? <Tooltip text={explain}>{button}</Tooltip> : button
}

function ariaSort<Row>({ sort }: Column<Row>, list: ListControls) {
  if (sort === undefined) return undefined
  if (list.sort !== sort) return 'none'
  return list.order === 'asc' ? 'ascending' : 'descending'
}
