import { useEffect } from 'react'
import { useSWRConfig } from 'swr'
import useSWRImmutable from 'swr/immutable'

/** What never changes and may be large: read once, and let go by the one place that shows it. `null` asks nothing. */
export function useOnce<T>(key: string | null, fetcher?: (path: string) => Promise<T>) {
  const { cache } = useSWRConfig()
  useEffect(() => (key === null ? undefined : () => cache.delete(key)), [cache, key])
  return useSWRImmutable<T>(key, fetcher ?? null)
}
