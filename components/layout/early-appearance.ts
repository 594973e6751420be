import { SETTINGS_KEY } from '#lib/client/settings-schema.ts'

/** Runs in the head of the page before the first paint, so that the page does not flash in the wrong theme. */
export const earlyAppearance = `try {
  const chosen = JSON.parse(localStorage.getItem('${SETTINGS_KEY}') || '{}')
  const isDark = chosen.theme === 'dark' || (chosen.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', isDark)
  if (chosen.density === 'compact') document.documentElement.dataset.density = 'compact'
} catch {}`
