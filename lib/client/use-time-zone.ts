import type { TimeZone } from '#lib/format/time-zone.ts'
import { useSettings } from './settings.ts'
import { useIsInBrowser } from './use-is-in-browser.ts'

/** The zone in which all times are shown and typed; UTC until the page is alive, as the server cannot know it. */
export function useTimeZone(): TimeZone {
  const [{ timeZone }] = useSettings()
  return useIsInBrowser() ? timeZone : 'utc'
}
