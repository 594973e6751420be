import { NO_LAYOUT, type TableLayout } from '#lib/client/settings-schema.ts'

/** What the arrangement of a table needs to know of a column. */
interface Arrangeable {
  readonly id: string
  readonly isOptional?: boolean
}

export const MIN_COLUMN_WIDTH = 48
export const MAX_COLUMN_WIDTH = 960

/**
 * All columns in the user's order. The first stays first, as it identifies the row. Of the stored order, ids that no
 * longer exist are ignored; a column that it does not name comes after the one that it follows by default.
 */
export function orderedColumns<Column extends Arrangeable>(
  columns: readonly Column[],
  { order }: TableLayout = NO_LAYOUT,
): Column[] {
  const [first, ...movable] = columns
  if (!first) return []
  const placed = [...new Set(order)].flatMap((id) => movable.find((column) => column.id === id) ?? [])
  for (const [index, column] of movable.entries()) {
    if (placed.includes(column)) continue
    const before = movable[index - 1]
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column)
  }
  return [first, ...placed]
}

export function isShown(column: Arrangeable, { shown }: TableLayout = NO_LAYOUT): boolean {
  return shown[column.id] ?? !column.isOptional
}

/** The visible columns, in the user's order. */
export function arrangedColumns<Column extends Arrangeable>(
  columns: readonly Column[],
  layout: TableLayout = NO_LAYOUT,
): Column[] {
  return orderedColumns(columns, layout).filter((column, index) => index === 0 || isShown(column, layout))
}

export function withVisibility(layout: TableLayout, id: string, isVisible: boolean): TableLayout {
  return { ...layout, shown: { ...layout.shown, [id]: isVisible } }
}

/** Swaps a column with the one before or after it; hidden ones count, so that the menu moves what it shows. */
export function withMove(layout: TableLayout, columns: readonly Arrangeable[], id: string, step: -1 | 1): TableLayout {
  const order = orderedColumns(columns, layout)
    .slice(1)
    .map((column) => column.id)
  const from = order.indexOf(id)
  const other = order[from + step]
  if (from < 0 || other === undefined) return layout
  order[from + step] = id
  order[from] = other
  return { ...layout, order }
}

/** null: as wide as its content again. */
export function withWidth(layout: TableLayout, id: string, width: number | null): TableLayout {
  const { [id]: _, ...others } = layout.widths
  return { ...layout, widths: width === null ? others : { ...others, [id]: clampWidth(width) } }
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, width)))
}

export function isArranged({ order, shown, widths }: TableLayout = NO_LAYOUT): boolean {
  return order.length > 0 || Object.keys(shown).length > 0 || Object.keys(widths).length > 0
}
