'use client'

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '#lib/contract/paging.ts'

export const pageSizes = [25, DEFAULT_PAGE_SIZE, 100, MAX_PAGE_SIZE] as const

/** The URL parameters of every list; a feature adds its own filters to them. */
export function listSearchParams(
  sorts: readonly string[],
  defaultSort: string,
  defaultOrder: ListState['order'] = 'asc',
) {
  return {
    q: parseAsString.withDefault(''),
    sort: parseAsStringLiteral(sorts).withDefault(defaultSort),
    order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault(defaultOrder),
    page: parseAsInteger.withDefault(1),
    pageSize: parseAsInteger.withDefault(DEFAULT_PAGE_SIZE),
  }
}

export interface ListState {
  readonly q: string
  readonly sort: string
  readonly order: 'asc' | 'desc'
  readonly page: number
  readonly pageSize: number
}

export interface ListControls extends ListState {
  search: (q: string) => void
  /** Sorts by a column; by the same one again, in the other direction. Numbers are sorted descending first. */
  sortBy: (sort: string, startWith: 'asc' | 'desc') => void
  goTo: (page: number) => void
  resize: (pageSize: number) => void
}

/** The state of a list in the URL, so that a shared link shows the same. */
export function useListState(params: ReturnType<typeof listSearchParams>): ListControls {
  const [state, set] = useQueryStates(params)
  const setSort = (sort: string, order: 'asc' | 'desc') => {
    const known = params.sort.parse(sort)
    if (known !== null) void set({ sort: known, order, page: null })
  }
  return {
    ...state,
    search: (q) => void set({ q: q || null, page: null }),
    sortBy: (sort, startWith) => {
      const opposite = startWith === 'asc' ? 'desc' : 'asc'
      setSort(sort, state.sort === sort && state.order === startWith ? opposite : startWith)
    },
    goTo: (page) => void set({ page }, { history: 'push', scroll: true }),
    resize: (pageSize) => void set({ pageSize, page: null }),
  }
}
