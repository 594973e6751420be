import { useSWRConfig } from 'swr'

/** Has everything read again that stands below one of the paths, after something there was changed. */
export function useRefresh(...paths: readonly string[]): () => void {
  const { mutate } = useSWRConfig()
  return () => {
    void mutate((key) => typeof key === 'string' && paths.some((path) => isBelow(key, path)))
  }
}

export function isBelow(key: string, path: string): boolean {
  const address = key.split('?')[0] ?? ''
  return address === path || address.startsWith(`${path}/`)
}
