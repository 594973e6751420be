import { useSWRConfig } from 'swr'

/** Has everything read again that stands below one of the paths, after something there was changed. */
export function useRefresh(...paths: readonly string[]): () => void {
  const { mutate } = useSWRConfig()
  return () => {
    void mutate((key) => typeof key === 'string' && paths.some((path) => isBelow(key, path)))
  }
}

/** One record: what it says stays as it was written, and all of it may be megabytes. */
const IS_RECORD = /\/topics\/[^/]+\/messages\/\d+\/\d+$/

export function isBelow(key: string, path: string): boolean {
  const address = key.split('?')[0] ?? ''
  return (address === path || address.startsWith(`${path}/`)) && !IS_RECORD.test(address)
}
