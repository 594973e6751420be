import { useSWRConfig } from 'swr'

/** Reads again everything below one of the paths, after a change there. */
export function useRefresh(...paths: readonly string[]): () => void {
  const { mutate } = useSWRConfig()
  return () => {
    void mutate((key) => typeof key === 'string' && paths.some((path) => isBelow(key, path)))
  }
}

/** A single record never changes, and may have megabytes. */
const IS_RECORD = /\/topics\/[^/]+\/messages\/\d+\/\d+$/

export function isBelow(key: string, path: string): boolean {
  const address = key.split('?')[0] ?? ''
  return (address === path || address.startsWith(`${path}/`)) && !IS_RECORD.test(address)
}
