import type { CSSProperties, ReactNode } from 'react'

export interface Column<Row, Sort extends string = string> {
  /** The name in the URL and in the settings. */
  readonly id: string
  readonly header: string
  /** What it is first, then what it means for the reader. */
  readonly explain?: string
  /** Numbers are right-aligned, so that their digits line up. */
  readonly align?: 'start' | 'end'
  /** The server's name of the sort order; omitted: not sortable. */
  readonly sort?: Sort
  /** The first column identifies the row: it is always shown, and is the row's header. */
  readonly cell: (row: Row) => ReactNode
  /** Shown only on request. */
  readonly isOptional?: boolean
  /** Takes the room that is left, and is shortened where there is none. */
  readonly grows?: boolean
  /** Digits that it has room for before its values are known, if they are wider than its header. */
  readonly room?: number
  /** Hidden on narrower screens. */
  readonly from?: 'sm' | 'md' | 'lg' | 'xl' | 'wide' | '2xl'
}

/** A table lays out its columns by their content, unless all three are set. */
export function fixedWidth(width: number | undefined): CSSProperties | undefined {
  return width === undefined ? undefined : { width, minWidth: width, maxWidth: width }
}

export const columnVisibility: Record<NonNullable<Column<unknown>['from']>, string> = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
  wide: 'max-wide:hidden',
  '2xl': 'max-2xl:hidden',
}

/** Shown only if such a column is hidden. */
export const columnAbsence: Record<NonNullable<Column<unknown>['from']>, string> = {
  sm: 'sm:hidden',
  md: 'md:hidden',
  lg: 'lg:hidden',
  xl: 'xl:hidden',
  wide: 'wide:hidden',
  '2xl': '2xl:hidden',
}
