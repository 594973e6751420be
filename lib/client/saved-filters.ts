import { createBrowserStore } from './browser-store.ts'
import { FILTERS_KEY, type KeptFilter, parseFilters } from './saved-filters-schema.ts'

const store = createBrowserStore<readonly KeptFilter[]>(FILTERS_KEY, parseFilters, [])

/** Recent and saved filters of this browser. */
export const useKeptFilters = store.useValue

export function changeKeptFilters(change: (kept: readonly KeptFilter[]) => readonly KeptFilter[]): void {
  store.write(change(store.read()))
}
