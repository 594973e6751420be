import { existsSync } from 'node:fs'

/** The first has no window at all, so that each page takes a third less of a processor than in the second. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The system's own browser, as the one that Playwright would fetch is not to be had everywhere. */
export function browserOptions() {
  const executablePath = [process.env.HIGHWATER_BROWSER, ...PLACES].find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('No Chromium was found. Install it, or name it in HIGHWATER_BROWSER.')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      // A page lives for seconds, in which optimized code costs three times what it saves.
      '--js-flags=--no-maglev --no-opt',
    ],
  }
}
