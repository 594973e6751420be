import { type Columnar, keepSame } from './columns.ts'

/**
 * Keeps the last result for as long as the arguments are the same: large columns that did not change are
 * neither computed nor sent again.
 */
export function memoizeLast<Sources extends readonly unknown[], Made>(
  make: (...sources: Sources) => Made,
): (...sources: Sources) => Made {
  let last: { readonly sources: Sources; readonly made: Made } | null = null
  return (...sources) => {
    if (last && sources.every((source, index) => source === last?.sources[index])) return last.made
    last = { sources, made: make(...sources) }
    return last.made
  }
}

/** The same for columns, of which those that come out as before stay the same. */
export function memoizeColumns<Sources extends readonly unknown[], Columns extends Columnar<Columns>>(
  make: (...sources: Sources) => Columns,
): (...sources: Sources) => Columns {
  let before: Columns | null = null
  return memoizeLast((...sources: Sources) => {
    before = keepSame(make(...sources), before)
    return before
  })
}
