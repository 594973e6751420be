import { useSyncExternalStore } from 'react'
import { defaultSettings, parseSettings, SETTINGS_KEY, type Settings } from './settings-schema.ts'

const listeners = new Set<() => void>()
let current: Settings | null = null

/**
 * The user's preferences in this browser. In local storage, shared by its tabs; where that is not available, until the
 * tab closes.
 */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  return [useSyncExternalStore(subscribe, readSettings, () => defaultSettings), changeSettings]
}

export function readSettings(): Settings {
  current ??= parseSettings(readStorage())
  return current
}

function changeSettings(change: Partial<Settings>): void {
  current = { ...readSettings(), ...change }
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(current))
  } catch {
    // Private windows may refuse to store; the setting then holds until the tab is closed.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== SETTINGS_KEY) return
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

function readStorage(): string | null {
  try {
    return localStorage.getItem(SETTINGS_KEY)
  } catch {
    return null
  }
}
