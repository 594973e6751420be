import type { ReactNode } from 'react'

export interface Column<Row, Sort extends string = string> {
  /** The name in the URL and in the settings. */
  readonly id: string
  readonly header: string
  /** What the figure means, for those who do not know Kafka's words. */
  readonly explain?: string
  /** Numbers stand at the end, so that their digits line up. */
  readonly align?: 'start' | 'end'
  /** The server's name for sorting by it; without one it cannot be sorted. */
  readonly sort?: Sort
  /** The first column is what the row is about: always shown, and the row's header. */
  readonly cell: (row: Row) => ReactNode
  /** Shown only when the user asks for it. */
  readonly isOptional?: boolean
  /** Left out on screens narrower than this. */
  readonly from?: 'sm' | 'md' | 'lg' | 'xl' | 'wide' | '2xl'
}

/** The columns on the screen: a table's own choice, changed by the user's. */
export function visibleColumns<Row, Sort extends string>(
  columns: readonly Column<Row, Sort>[],
  chosen: Readonly<Record<string, boolean>>,
): Column<Row, Sort>[] {
  return columns.filter((column, index) => index === 0 || (chosen[column.id] ?? !column.isOptional))
}

export const columnVisibility: Record<NonNullable<Column<unknown>['from']>, string> = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
  wide: 'max-wide:hidden',
  '2xl': 'max-2xl:hidden',
}

/** For what is only said where such a column is left out. */
export const columnAbsence: Record<NonNullable<Column<unknown>['from']>, string> = {
  sm: 'sm:hidden',
  md: 'md:hidden',
  lg: 'lg:hidden',
  xl: 'xl:hidden',
  wide: 'wide:hidden',
  '2xl': '2xl:hidden',
}
