import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { type Column, columnVisibility } from './column.ts'

export interface Totals {
  /** What they are of: "All 120 topics". */
  readonly label: string
  /** By the ids of the columns; the others have none. */
  readonly cells: Readonly<Record<string, ReactNode>>
}

interface TotalsRowProps<Row> {
  columns: readonly Column<Row>[]
  isSelectable: boolean
  totals: Totals
}

const look = 'h-row whitespace-nowrap border-line border-t bg-sunken px-3 first:rounded-bl-card last:rounded-br-card'

/** The sums of a list: of all that it finds, not only of the page. */
export function TotalsRow<Row>({ columns, isSelectable, totals }: TotalsRowProps<Row>) {
  return (
    <tfoot>
      <tr>
        {isSelectable && <td className={classNames(look, 'pr-0')} />}
        {columns.map((column, place) => {
          const visibility = column.from && columnVisibility[column.from]
          if (place === 0) {
            return (
              <th key={column.id} scope="row" className={classNames(look, 'text-left font-medium', visibility)}>
                {totals.label}
              </th>
            )
          }
          const isNumber = column.align === 'end'
          return (
            <td
              key={column.id}
              className={classNames(look, isNumber && 'text-right font-medium tabular-nums', visibility)}
            >
              {totals.cells[column.id]}
            </td>
          )
        })}
      </tr>
    </tfoot>
  )
}
