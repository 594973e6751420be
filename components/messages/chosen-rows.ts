/** More at once are copied, exported and resent by the query instead. */
export const MAX_CHOSEN = 1_000

/** The ids of the chosen rows, and the row that a range begins at. */
export interface Chosen {
  readonly ids: ReadonlySet<string>
  readonly anchorId: string | null
}

export const nothingChosen: Chosen = { ids: new Set(), anchorId: null }

export function withToggled({ ids }: Chosen, id: string): Chosen {
  const next = new Set(ids)
  if (!next.delete(id) && next.size < MAX_CHOSEN) next.add(id)
  return { ids: next, anchorId: id }
}

/** All rows from the anchor to this one, besides those that are chosen already. */
export function withRangeTo(chosen: Chosen, id: string, rows: readonly { readonly id: string }[]): Chosen {
  const to = rows.findIndex((row) => row.id === id)
  const from = rows.findIndex((row) => row.id === chosen.anchorId)
  if (to === -1) return chosen
  if (from === -1) return { ids: bounded([...chosen.ids, id]), anchorId: id }
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id)
  return { ids: bounded([...chosen.ids, ...range]), anchorId: chosen.anchorId }
}

/** All of them, or none if all are chosen. */
export function withAll({ ids }: Chosen, rows: readonly { readonly id: string }[]): Chosen {
  const all = rows.slice(0, MAX_CHOSEN).map((row) => row.id)
  return all.every((id) => ids.has(id)) ? nothingChosen : { ids: new Set(all), anchorId: null }
}

function bounded(ids: readonly string[]): Set<string> {
  return new Set([...new Set(ids)].slice(0, MAX_CHOSEN))
}
