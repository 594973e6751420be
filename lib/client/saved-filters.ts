import { useSyncExternalStore } from 'react'
import { FILTERS_KEY, type KeptFilter, parseFilters } from './saved-filters-schema.ts'

const listeners = new Set<() => void>()
const NOTHING: readonly KeptFilter[] = []
let current: readonly KeptFilter[] | null = null

type Change = (kept: readonly KeptFilter[]) => readonly KeptFilter[]

/** Recent and saved filters of this browser, and how to change them. Shared by its tabs. */
export function useKeptFilters(): readonly KeptFilter[] {
  return useSyncExternalStore(subscribe, readKept, () => NOTHING)
}

export function changeKeptFilters(change: Change): void {
  current = change(readKept())
  try {
    localStorage.setItem(FILTERS_KEY, JSON.stringify(current))
  } catch {
    // Private windows may refuse to store; the filters then stay until the tab is closed.
  }
  for (const listener of listeners) listener()
}

function readKept(): readonly KeptFilter[] {
  current ??= parseFilters(readStorage())
  return current
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(FILTERS_KEY)
  } catch {
    return null
  }
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== FILTERS_KEY) return
    current = null
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}
