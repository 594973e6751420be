import { SETTINGS_KEY } from '#lib/client/settings-schema.ts'

/** Runs in the head of the page, before anything is painted, so that nobody is dazzled. */
export const earlyAppearance = `try {
  const settings = JSON.parse(localStorage.getItem('${SETTINGS_KEY}') || '{}')
  const isDark = settings.theme === 'dark' || (settings.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', isDark)
  if (settings.density === 'compact') document.documentElement.dataset.density = 'compact'
} catch {}`
