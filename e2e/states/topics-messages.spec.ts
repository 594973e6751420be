import type { Page } from '@playwright/test'
import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'
import type { Message, ScanEvent } from '#lib/contract/messages.ts'
import { listOf } from './groups-api.ts'
import { finished, message, rows, started } from './messages-api.ts'
import { topicItem } from './topics-api.ts'

const main = (page: Page) => page.getByRole('main')
const table = (page: Page) => main(page).getByRole('table', { name: 'messages' })
const shown = (page: Page) => table(page).locator('tr[data-row]')

const NOW = Date.now()

function sent(secondsAgo: number, offset: number): Message {
  const timestampMs = NOW - secondsAgo * 1_000
  const own = { partition: 0, timestampMs, timestamp: new Date(timestampMs).toISOString() }
  return message(offset, own)
}

const lines = (events: readonly ScanEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')

/** Plays topics by name: their records, the newest first; null: reading them is denied. */
async function mockStreams(page: Page, topics: Readonly<Record<string, readonly Message[] | null>>): Promise<string[]> {
  const asked: string[] = []
  const names = Object.keys(topics)
  await page.route('**/api/clusters/demo/topics?*', (route) => {
    const q = new URL(route.request().url()).searchParams.get('q')?.replace('*', '') ?? ''
    const items = names.filter((name) => name.startsWith(q)).map((name) => topicItem({ name }))
    return route.fulfill({ json: { ...listOf(items), totals: null } })
  })
  for (const [name, found] of Object.entries(topics)) {
    await page.route(`**/api/clusters/demo/topics/${name}/messages?*`, (route) => {
      asked.push(`${name}${new URL(route.request().url()).search}`)
      if (found === null) {
        const error = { code: 'forbidden', message: `Not authorized to read ${name}.`, requestId: 'r' }
        return route.fulfill({ status: 403, json: { error } })
      }
      const end = finished({ reason: 'end', scanned: found.length, matched: found.length, cursor: null })
      return route.fulfill({
        contentType: 'application/x-ndjson',
        body: lines([started, ...rows(found), end]),
      })
    })
  }
  return asked
}

test('messages of several topics stand by time, each with its topic; one that is denied is named', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/403/)
  const asked = await mockStreams(page, {
    'orders.ca': [sent(1, 41), sent(5, 40)],
    'orders.us': [sent(2, 71), sent(3, 70)],
    secrets: null,
  })
  await page.goto('/clusters/demo/messages?topics=orders.*,secrets')
  await expect(main(page).getByRole('status').filter({ hasText: '3 topics' })).toBeVisible()
  await expect(shown(page)).toHaveCount(4)
  const places = await shown(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-row')))
  expect(places).toEqual(['orders.ca/0:41', 'orders.us/0:71', 'orders.us/0:70', 'orders.ca/0:40'])
  await expect(shown(page).first()).toContainText('orders.ca')
  const missing = main(page).getByText('The result is incomplete: 1 topic of 3 not read to the end.')
  await expect(missing).toBeVisible()
  await expect(main(page).getByText('Not authorized to read secrets.')).toBeVisible()
  await main(page).getByRole('button', { name: '3 topics' }).click()
  const progress = main(page).getByRole('region', { name: 'Progress' })
  await expect(progress.getByRole('row', { name: /^orders\.us 2 2 Start of the topic reached\./ })).toBeVisible()
  await expectNoFindings(page)
  await page.setViewportSize({ width: 390, height: 844 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1400, height: 860 })
  await shown(page).nth(1).click()
  await expect(page.getByRole('complementary', { name: 'Message 71' })).toBeVisible()
  await expect(page).toHaveURL(/record=orders\.us\/0:71/)
  expect(asked.length).toBe(3)
})

test('topics are added by name and by pattern, and a filter is asked of all of them', async ({ page }) => {
  const asked = await mockStreams(page, { clicks: [sent(1, 5)], 'orders.ca': [sent(2, 41)], 'orders.us': [] })
  await page.goto('/clusters/demo/topics')
  for (const name of ['clicks', 'orders.us']) {
    await main(page)
      .getByRole('checkbox', { name: `Select ${name}`, exact: true })
      .check()
  }
  await main(page).getByRole('button', { name: 'Search messages' }).click()
  await expect(page).toHaveURL(/messages\?topics=clicks(%2C|,)orders\.us$/)
  await expect(shown(page)).toHaveCount(1)
  await main(page).getByRole('button', { name: 'Remove clicks' }).click()
  await expect(main(page).getByText('No message matches')).toBeVisible()
  await main(page).getByRole('combobox', { name: 'Topics' }).fill('orders.*')
  await page.keyboard.press('Enter')
  await expect(shown(page)).toHaveCount(1)
  asked.length = 0
  await main(page).getByRole('textbox', { name: 'Contains' }).fill('Toronto')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => asked)
    .toEqual(['orders.us?from=newest&contains=Toronto', 'orders.ca?from=newest&contains=Toronto'])
  await expect(page).toHaveURL(/topics=orders\.us,orders\.\*.*contains=Toronto/)
})

test('where no topic could be read, it is not said that nothing matches', async ({ page, watch }) => {
  watch.allowConsole(/403/)
  await mockStreams(page, { secrets: null })
  await page.goto('/clusters/demo/messages?topics=secrets')
  await expect(main(page).getByText('Not authorized to read secrets.')).toBeVisible()
  await expect(main(page).getByText('No match so far')).toBeVisible()
  await expect(main(page).getByText('No message matches')).toBeHidden()
})

test('where it is not known which topics a pattern means, that is what is said', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  const error = { code: 'unreachable', message: 'Cannot reach a:1.', requestId: 'r' }
  await page.route('**/api/clusters/demo/topics?q=orders*', (route) => route.fulfill({ status: 502, json: { error } }))
  await page.goto('/clusters/demo/messages?topics=orders.*')
  await expect(main(page).getByText('Cannot reach a:1.')).toBeVisible()
})
