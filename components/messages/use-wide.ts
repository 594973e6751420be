import { useCallback, useSyncExternalStore } from 'react'

/** Room for a panel beside the table; xl in Tailwind. */
export function useIsWide(): boolean {
  return useMedia('(min-width: 80rem)', true)
}

/** Room for little more than one value in a row; less than sm in Tailwind. */
export function useIsNarrow(): boolean {
  return useMedia('(width < 40rem)', false)
}

function useMedia(media: string, onServer: boolean): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const query = window.matchMedia(media)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    [media],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(media).matches,
    () => onServer,
  )
}
