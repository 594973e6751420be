import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { TableLayout } from '#lib/client/settings-schema.ts'
import { type Column, columnVisibility, fixedWidth } from './column.ts'
import type { Selection } from './selection.ts'

export const cellLook = 'h-row whitespace-nowrap border-line border-b px-3 group-last:border-b-0'

interface TableRowsProps<Row> {
  columns: readonly Column<Row>[]
  widths: TableLayout['widths']
  rows: readonly Row[]
  rowKey: (row: Row) => string
  selection?: Selection | undefined
}

export function TableRows<Row>({ rows, rowKey, ...rest }: TableRowsProps<Row>) {
  return rows.map((row, index) => (
    <TableRow key={rowKey(row)} row={row} rowId={rowKey(row)} isFirst={index === 0} {...rest} />
  ))
}

interface TableRowProps<Row> extends Pick<TableRowsProps<Row>, 'columns' | 'widths' | 'selection'> {
  row: Row
  rowId: string
  isFirst: boolean
  /** Where it is in a tree; `isOpen` is null of a row with nothing below it. */
  branch?: { readonly level: number; readonly isOpen: boolean | null }
}

export function TableRow<Row>({ columns, widths, row, rowId, isFirst, selection, branch }: TableRowProps<Row>) {
  return (
    // One row has the focus for Tab; the arrow keys move it.
    <tr
      data-row
      tabIndex={isFirst ? 0 : -1}
      aria-level={branch?.level}
      aria-expanded={branch?.isOpen ?? undefined}
      className="group hover:bg-sunken focus-visible:bg-accent-soft"
    >
      {selection && (
        <td className={classNames(cellLook, 'pr-0')}>
          <input
            type="checkbox"
            aria-label={`Select ${rowId}`}
            checked={selection.keys.has(rowId)}
            onChange={() => selection.toggle(rowId)}
            className="block accent-accent"
          />
        </td>
      )}
      {columns.map((column, place) => {
        const Cell = place === 0 ? 'th' : 'td'
        const width = widths[column.id]
        return (
          <Cell
            key={column.id}
            scope={place === 0 ? 'row' : undefined}
            className={classNames(
              cellLook,
              place === 0 && 'text-left font-normal',
              column.align === 'end' && 'text-right tabular-nums',
              width !== undefined && 'truncate',
              column.from && columnVisibility[column.from],
            )}
            style={fixedWidth(width)}
          >
            {column.grows && width === undefined ? <Growing>{column.cell(row)}</Growing> : column.cell(row)}
          </Cell>
        )
      })}
    </tr>
  )
}

/** Its content does not count for the width of its column. */
function Growing({ children }: { children: ReactNode }) {
  return <div className="min-w-24 contain-inline-size sm:min-w-44">{children}</div>
}

const PLACEHOLDER_ROWS = 8

interface PlaceholderRowsProps<Row> {
  columns: readonly Column<Row>[]
  widths: TableLayout['widths']
  isSelectable: boolean
}

export function PlaceholderRows<Row>({ columns, widths, isSelectable }: PlaceholderRowsProps<Row>) {
  return Array.from({ length: PLACEHOLDER_ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} className="group">
      {isSelectable && (
        <td className={classNames(cellLook, 'pr-0')}>
          {/* Keeps the width of the column. */}
          <input type="checkbox" disabled className="invisible block accent-accent" />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          className={classNames(cellLook, column.from && columnVisibility[column.from])}
          style={fixedWidth(widths[column.id])}
        >
          <Placeholder column={column} />
        </td>
      ))}
    </tr>
  ))
}

/** As wide as the head of its column allows, so that rows that take its place move nothing. */
function Placeholder<Row>({ column: { align, grows } }: { column: Column<Row> }) {
  if (!grows) return <Skeleton className={align === 'end' ? 'ml-auto w-8' : 'w-full max-w-32'} />
  return (
    <Growing>
      <Skeleton className="w-32 max-w-full" />
    </Growing>
  )
}
