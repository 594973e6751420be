import { useSyncExternalStore } from 'react'

/**
 * A value that this browser keeps. In local storage, shared by its tabs; where that is not available, until the tab
 * closes. `parse` must accept any text.
 */
export function createBrowserStore<Value>(key: string, parse: (text: string | null) => Value, onServer: Value) {
  const listeners = new Set<() => void>()
  let current: { readonly value: Value } | null = null

  const read = (): Value => {
    current ??= { value: parse(readStorage(key)) }
    return current.value
  }
  const write = (value: Value): void => {
    current = { value }
    try {
      localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // Private windows may refuse to store; the value then holds until the tab is closed.
    }
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    const onStorage = (event: StorageEvent) => {
      if (event.key !== key) return
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
  return { read, write, useValue: () => useSyncExternalStore(subscribe, read, () => onServer) }
}

function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
