import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * false on the server and for the first render in the browser, so that both render the same: the server's time zone
 * differs.
 */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
