import { useEffect } from 'react'
import { changeKeptFilters } from '#lib/client/saved-filters.ts'
import { withRecent } from '#lib/client/saved-filters-schema.ts'
import { useFilterPlace } from './kept-filters.tsx'

/** Remembers a filter once records were read by it: one with an error is of no use again. */
export function useRecentFilter(filter: string, isRead: boolean): void {
  const place = useFilterPlace()
  // With a new query the scan is still that of the old one for a moment, so only a scan that begins counts.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each scan
  useEffect(() => {
    if (isRead && filter !== '') changeKeptFilters((kept) => withRecent(kept, place, filter))
  }, [isRead])
}
