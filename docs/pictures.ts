import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { browserOptions } from '#e2e/browser.ts'
import { SETTINGS_KEY } from '#lib/client/settings-schema.ts'

// npm run docs     takes the pictures of the README from the embedded cluster; about eight minutes

const PORT = 3194
const DATA = join(import.meta.dirname, '..', '.highwater', 'docs')
/** It takes about seven, in which the charts get something to show. */
const LAGGING_MS = 2 * 60_000
const LAGGING_GROUP = 'slow-reporter'
const SETTLED_MS = 3_000
const DEADLINE_MS = 15 * 60_000
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

interface Picture {
  readonly name: string
  readonly path: string
  readonly theme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
  /** What to do on the page first. */
  readonly prepare?: (page: Page) => Promise<void>
}

const pictures: readonly Picture[] = [
  { name: 'overview', path: '', theme: 'dark', viewport: WIDE },
  { name: 'group', path: `/groups/${LAGGING_GROUP}`, theme: 'light', viewport: WIDE },
  { name: 'topic', path: '/topics/transactions', theme: 'dark', viewport: WIDE },
  { name: 'messages', path: '/topics/weather/messages', theme: 'light', viewport: WIDE, prepare: openNewest },
  { name: 'phone', path: `/groups/${LAGGING_GROUP}`, theme: 'dark', viewport: PHONE },
]

async function openNewest(page: Page): Promise<void> {
  await page.locator('tr[data-row] a').first().click()
  await page.getByRole('complementary', { name: /^Message/ }).waitFor()
}

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { name, path, theme, viewport, prepare } = picture
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' })
  const settings = JSON.stringify({ isTourDismissed: true })
  await context.addInitScript(([key, value]) => localStorage.setItem(key, value), [SETTINGS_KEY, settings] as const)
  const page = await context.newPage()
  await page.goto(`${url}/clusters/demo${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page
    .locator('main [aria-busy=true], main [aria-label=Loading], main .animate-pulse')
    .first()
    .waitFor({ state: 'detached' })
  // Charts take the width that there is once they are drawn.
  await page.waitForTimeout(SETTLED_MS)
  await prepare?.(page)
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) })
  await context.close()
}

const highwater = new Highwater({ port: PORT, data: DATA, args: ['--fresh'] })
try {
  await highwater.untilOpen(DEADLINE_MS)
  await until(`${LAGGING_GROUP} to lag for minutes`, DEADLINE_MS, async () => {
    const { timeLagMs } = await highwater.get(`/api/clusters/demo/groups/${LAGGING_GROUP}`)
    return timeLagMs > LAGGING_MS
  })
  const browser = await chromium.launch(browserOptions())
  for (const picture of pictures) await take(browser, highwater.url, picture)
  await browser.close()
} finally {
  await highwater.stop()
}
