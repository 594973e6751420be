/** A filter of a topic; those with a name were saved, the others are recent. */
export interface KeptFilter {
  /** The cluster and topic. */
  readonly place: string
  readonly filter: string
  readonly name?: string
}

export const FILTERS_KEY = 'highwater.filters'

const MAX_RECENT = 10
const MAX_SAVED = 50
/** Of all topics together: the browser has little room. */
const MAX_KEPT = 300
const MAX_LENGTH = 2_000

/** What was stored, without what is not as it should be. */
export function parseFilters(text: string | null): KeptFilter[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.filter(isKept).slice(0, MAX_KEPT) : []
  } catch {
    return []
  }
}

function isKept(value: unknown): value is KeptFilter {
  if (typeof value !== 'object' || value === null) return false
  const { place, filter, name }: { place?: unknown; filter?: unknown; name?: unknown } = value
  const isText = (part: unknown) => typeof part === 'string' && part.length <= MAX_LENGTH
  return isText(place) && isText(filter) && (name === undefined || isText(name))
}

/** The newest first. */
export function recentFilters(kept: readonly KeptFilter[], place: string): string[] {
  return kept.filter((one) => one.place === place && one.name === undefined).map(({ filter }) => filter)
}

/** By name. */
export function savedFilters(kept: readonly KeptFilter[], place: string): { name: string; filter: string }[] {
  return kept
    .flatMap(({ place: where, filter, name }) => (where === place && name !== undefined ? [{ name, filter }] : []))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export function withRecent(kept: readonly KeptFilter[], place: string, filter: string): KeptFilter[] {
  if (filter.trim() === '' || filter.length > MAX_LENGTH) return [...kept]
  const isSame = (one: KeptFilter) => one.place === place && one.name === undefined && one.filter === filter
  return bounded([{ place, filter }, ...kept.filter((one) => !isSame(one))], place)
}

/** Of two with one name the later one stays. */
export function withSaved(kept: readonly KeptFilter[], place: string, name: string, filter: string): KeptFilter[] {
  return bounded([{ place, filter, name }, ...withoutSaved(kept, place, name)], place)
}

export function withoutSaved(kept: readonly KeptFilter[], place: string, name: string): KeptFilter[] {
  return kept.filter((one) => one.place !== place || one.name !== name)
}

/** Saved filters give way to nothing but newer saved ones. */
function bounded(kept: readonly KeptFilter[], place: string): KeptFilter[] {
  const counts = { recent: 0, saved: 0 }
  const fitting = kept.filter((one) => {
    if (one.place !== place) return true
    return one.name === undefined ? ++counts.recent <= MAX_RECENT : ++counts.saved <= MAX_SAVED
  })
  let surplus = fitting.length - MAX_KEPT
  if (surplus <= 0) return fitting
  const oldestFirst = fitting.toReversed().filter((one) => one.name !== undefined || surplus-- <= 0)
  return oldestFirst.toReversed().slice(0, MAX_KEPT)
}
