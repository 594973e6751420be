// Columns are typed arrays. A column is filled before it is handed on, and never written to after that.

/** What a column of numbers holds where a number is not known. */
export const UNKNOWN = Number.NaN

export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** Makes a column of so many rows, in which nothing is known yet. */
type MakeColumn<Column> = (rows: number) => Column
/** A set of columns by their names: the one place where they are listed. */
type ColumnTable = Readonly<Record<string, MakeColumn<unknown>>>
export type ColumnsOf<Table extends ColumnTable> = { readonly [Name in keyof Table]: ReturnType<Table[Name]> }

export const floats: MakeColumn<Float64Array> = (rows) => new Float64Array(rows).fill(UNKNOWN)
export const ints: MakeColumn<Int32Array> = (rows) => new Int32Array(rows)
/** Integers that are this one until they are known. */
export const intsFrom =
  (initial: number): MakeColumn<Int32Array> =>
  (rows) =>
    new Int32Array(rows).fill(initial)
/** By row of one table, the first of its rows in another; behind the last, the number of those rows. */
export const firstRows: MakeColumn<Int32Array> = (rows) => new Int32Array(rows + 1)

/** Values that are no numbers; made empty, and replaced as a whole. */
export const list =
  <Item>(): MakeColumn<readonly Item[]> =>
  () => []

/** The columns of a table, each with so many rows. */
export function makeColumns<Table extends ColumnTable>(table: Table, rows: number): ColumnsOf<Table> {
  // Each name has what its own function makes.
  return Object.fromEntries(Object.entries(table).map(([name, make]) => [name, make(rows)])) as ColumnsOf<Table>
}

/** A column made row by row; the ways of typed arrays to be made from lists take many times as long. */
export function floatColumn<Item>(items: readonly Item[], numberOf: (item: Item) => number): Float64Array {
  const column = new Float64Array(items.length)
  for (const [row, item] of items.entries()) column[row] = numberOf(item)
  return column
}

export function intColumn<Item>(items: readonly Item[], numberOf: (item: Item) => number): Int32Array {
  const column = new Int32Array(items.length)
  for (const [row, item] of items.entries()) column[row] = numberOf(item)
  return column
}

export type Columnar<Columns> = Readonly<Record<keyof Columns, ArrayLike<unknown>>>

/** The columns of before, where the fresh ones hold the same: they need not be sent, nor compared again. */
export function keepSame<Columns extends Columnar<Columns>>(fresh: Columns, before: Columns | null): Columns {
  if (before === null) return fresh
  const kept = Object.entries<ArrayLike<unknown>>(fresh).map(([name, column]) => {
    const own = Reflect.get(before, name)
    return [name, sameColumn(column, own) ? own : column] as const
  })
  if (kept.every(([name, column]) => column === Reflect.get(before, name))) return before
  return { ...fresh, ...Object.fromEntries(kept) }
}

/** Whether two sets of columns hold the same; an unknown equals an unknown. */
export function sameColumns(a: object, b: object): boolean {
  return Object.entries(a).every(([name, column]) => sameColumn(column, Reflect.get(b, name)))
}

function sameColumn(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (!Object.is(a[index], b[index])) return false
  return true
}
