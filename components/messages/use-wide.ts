import { useSyncExternalStore } from 'react'

/** Room for a panel beside the table; tailwind calls it xl. */
const WIDE = '(min-width: 80rem)'

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, isWide, () => true)
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

function isWide(): boolean {
  return window.matchMedia(WIDE).matches
}
