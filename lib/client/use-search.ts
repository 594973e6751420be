import useSWR from 'swr'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { SearchItem } from '#lib/contract/search.ts'

export function useSearch(cluster: string, q: string) {
  return useSWR<{ items: SearchItem[] }>(withQuery(apiPaths.search(cluster), { q }), { keepPreviousData: true })
}
