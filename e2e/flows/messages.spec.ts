import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { chooseOption } from '#e2e/choose-option.ts'
import { connectToDemo } from '#e2e/demo-kafka.ts'
import { expect, test } from '#e2e/test.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'

// What people do with messages, on the topics of the demo and with real brokers behind.

const TOPICS = '/api/clusters/demo/topics'
const table = (page: Page) => page.getByRole('table', { name: 'messages' })
const rows = (page: Page) => table(page).locator('tr[data-row]')
const panel = (page: Page) => page.getByRole('complementary', { name: /^Message/ })
const messages = (topic: string, query: Readonly<Record<string, string>> = {}) =>
  withQuery(pagePaths.messages('demo', topic), query)

test('one city above 70 is found, read, and taken along as a file', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(messages('weather'))
  await expect(rows(page).first()).toBeVisible()
  await page.getByText('Oldest', { exact: true }).click()
  await page.getByLabel('Filter', { exact: true }).fill('value.city == "Toronto" && value.temperature_f > 70')
  await page.keyboard.press('Enter')
  await expect(rows(page).first()).toContainText('Toronto')
  for (const text of await rows(page).allTextContents()) expect(text).toContain('Toronto')

  await rows(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(panel(page)).toContainText('temperature_f')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'NDJSON' }).click()
  const lines = (await readFile(await (await waiting).path(), 'utf8')).trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    const { city, temperature_f } = JSON.parse(JSON.parse(line).valueText)
    expect(city).toBe('Toronto')
    expect(temperature_f).toBeGreaterThan(70)
  }
})

test('one account is followed by its key, wherever it lies', async ({ page, request }) => {
  const [record] = (await (await request.get(`${TOPICS}/transactions/messages?limit=1`)).text())
    .split('\n')
    .map((line) => (line ? JSON.parse(line) : {}))
    .filter(({ type }) => type === 'record')
  const key = record.key.text
  await page.goto(messages('transactions', { key }))
  // The accounts chose their partitions themselves, which nobody can tell from a key.
  await expect(page.getByText(/has no such message, so all partitions are searched/)).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  for (const row of await rows(page).all()) await expect(row).toContainText(key)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText(`key equals ${key}, all partitions`)
})

test.describe('a topic of its own', () => {
  let name = ''

  test.beforeEach(async ({ request }, { testId }) => {
    name = `read.${testId.slice(-8)}`
    await request.post(TOPICS, { data: { name, partitions: 2, replicationFactor: 2 } })
  })
  test.afterEach(async ({ page, request }) => {
    await page.goto('about:blank')
    await request.delete(`${TOPICS}/${name}?confirm=${name}`)
  })

  test('what a transaction gave up is left out, said, and shown when asked for', async ({ page, request }) => {
    const kafka = await connectToDemo(request, 'given-up')
    const producer = kafka.producer({ transactionalId: name, maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    try {
      for (const outcome of ['commit', 'abort'] as const) {
        const transaction = await producer.transaction()
        await transaction.send({ topic: name, messages: [{ partition: 0, value: `to ${outcome}` }] })
        await transaction[outcome]()
      }
    } finally {
      await producer.disconnect()
    }
    await page.goto(messages(name))
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('to commit')
    await page.getByRole('button', { name: 'More filters' }).click()
    await chooseOption(page.getByLabel('Isolation', { exact: true }), 'uncommitted')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).filter({ hasText: 'to abort' })).toContainText('aborted')
  })

  test('a test message arrives in the live tail, and its link leads back to it', async ({ page, context }) => {
    await page.goto(messages(name, { from: 'live' }))
    await expect(page.getByText('Waiting for the next message')).toBeVisible()
    const sender = await context.newPage()
    await sender.goto(withQuery(pagePaths.produce('demo'), { topic: name }))
    await sender.getByRole('textbox', { name: 'Value', exact: true }).fill('{"city": "Toronto"}')
    await sender.keyboard.press('Control+Enter')
    const sent = sender.getByRole('link', { name: /^partition \d, offset 0$/ })
    await expect(sent).toBeVisible()
    await expect(rows(page)).toContainText('Toronto')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
    await sent.click()
    await expect(panel(sender)).toContainText('Toronto')
    await sender.close()
  })
})
