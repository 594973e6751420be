import { useEffect } from 'react'
import { useSWRConfig } from 'swr'
import useSWRImmutable from 'swr/immutable'

/**
 * Data that never changes and may be large: read once, and dropped with the one component that shows it. `null`
 * disables it.
 */
export function useOnce<T>(key: string | null, fetcher?: (path: string) => Promise<T>) {
  const { cache } = useSWRConfig()
  useEffect(() => (key === null ? undefined : () => cache.delete(key)), [cache, key])
  return useSWRImmutable<T>(key, fetcher ?? null)
}
