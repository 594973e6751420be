import { createBrowserStore } from './browser-store.ts'
import { defaultSettings, parseSettings, SETTINGS_KEY, type Settings } from './settings-schema.ts'

const store = createBrowserStore(SETTINGS_KEY, parseSettings, defaultSettings)

/** The user's preferences in this browser. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  return [store.useValue(), changeSettings]
}

function changeSettings(change: Partial<Settings>): void {
  store.write({ ...store.read(), ...change })
}
