import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** false on the server, and at first in the browser, so that both draw the same: the server has a time zone of its own. */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
