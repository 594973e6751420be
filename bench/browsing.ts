import { chromium, type Page } from '@playwright/test'
import type { Highwater } from '#demo/highwater.ts'
import { browserOptions } from '#e2e/browser.ts'
import { LAST_TOPIC } from './reference-shape.ts'

export interface Browsing {
  readonly topicRowsMs: number
  readonly topicSortMs: number
  readonly topicSearchMs: number
  readonly groupRowsMs: number
  readonly groupSearchMs: number
}

/** How long a user waits until the browser shows the requested page. */
export async function measureBrowsing(highwater: Highwater): Promise<Browsing> {
  const browser = await chromium.launch(browserOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 } })
    // The browser and its caches are warm, as for a user who comes from the overview.
    await page.goto(`${highwater.url}/clusters/default`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const first = page.locator('tbody tr th').first()
    const topicRowsMs = await timed(async () => {
      await openFromMenu(page, /Topics/)
      await first.filter({ hasText: 'bench.' }).waitFor()
    })
    const topicSortMs = await timed(async () => {
      await page.getByRole('columnheader', { name: 'Topic' }).getByRole('button').click()
      await first.filter({ hasText: LAST_TOPIC }).waitFor()
    })
    const topicSearchMs = await timed(async () => {
      await page.getByRole('searchbox').fill('topic-01234')
      await page.getByText(/^1 topic$/).waitFor()
    })
    const groupRowsMs = await timed(async () => {
      await openFromMenu(page, /Groups/)
      await first.filter({ hasText: 'reader-' }).waitFor()
    })
    const groupSearchMs = await timed(async () => {
      await page.getByRole('searchbox').fill('reader-01234')
      await page.getByText(/^1 group$/).waitFor()
    })
    return { topicRowsMs, topicSortMs, topicSearchMs, groupRowsMs, groupSearchMs }
  } finally {
    await browser.close()
  }
}

function openFromMenu(page: Page, name: RegExp): Promise<void> {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
}

async function timed(work: () => Promise<void>): Promise<number> {
  const sinceMs = performance.now()
  await work()
  return performance.now() - sinceMs
}
