// Columns that both threads see. Whoever makes one fills it before handing it on; after that nobody writes to it.

export type Floats = Float64Array<SharedArrayBuffer>
export type Integers = Int32Array<SharedArrayBuffer>

export function sharedFloats(count: number): Floats {
  return new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT))
}

export function sharedIntegers(count: number): Integers {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT))
}

/** What a column of numbers holds where a number is not known. */
export const UNKNOWN = Number.NaN

export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** Whether two sets of columns hold the same; an unknown equals an unknown. */
export function sameColumns(a: object, b: object): boolean {
  return Object.entries(a).every(([name, column]) => sameColumn(column, Reflect.get(b, name)))
}

function sameColumn(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (!Object.is(a[index], b[index])) return false
  return true
}
