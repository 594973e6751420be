import type { APIRequestContext, Page } from '@playwright/test'
import { chooseOption } from '#e2e/choose-option.ts'
import { expect, test } from '#e2e/test.ts'

const TOPICS = '/api/clusters/demo/topics'

let name = ''

test.beforeEach(async ({ request }, { testId }) => {
  name = `sent.${testId.slice(-8)}`
  await request.post(TOPICS, { data: { name, partitions: 3, replicationFactor: 2 } })
})
test.afterEach(async ({ page, request }) => {
  await page.goto('about:blank')
  await request.delete(`${TOPICS}/${name}?confirm=${name}`)
})

const dialog = (page: Page) => page.getByRole('dialog')
const outcome = (page: Page) => page.getByRole('region', { name: 'Results' })
const value = (page: Page) => page.getByRole('textbox', { name: 'Value', exact: true })

async function countMessages(request: APIRequestContext): Promise<number> {
  const { items } = await (await request.get(`${TOPICS}/${name}/partitions`)).json()
  return items.reduce((sum: number, { messages }: { messages: number }) => sum + messages, 0)
}

test('from the page of a topic: one after the other, and the page shows that they came', async ({ page, request }) => {
  await page.goto(`/clusters/demo/topics/${name}`)
  await page.getByRole('button', { name: 'Produce messages' }).click()
  await expect(value(page)).toBeFocused()
  await value(page).fill('{"city": "Toronto", "temperature_f": 71}')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page).getByRole('link', { name: /^partition \d, offset 0$/ })).toBeVisible()
  await dialog(page).getByRole('group', { name: 'Key or null' }).getByText('Key', { exact: true }).click()
  await dialog(page).getByRole('textbox', { name: 'Key', exact: true }).fill('a')
  await dialog(page).getByText('Options', { exact: true }).click()
  await chooseOption(dialog(page).getByRole('combobox', { name: 'Compression' }), 'lz4')
  await dialog(page).getByRole('button', { name: 'Send', exact: true }).click()
  await expect(outcome(page).getByText('Sent.', { exact: true })).toHaveCount(2)
  await dialog(page).getByText('Close', { exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect.poll(() => countMessages(request)).toBe(2)
})

test('many from the page of its own, which is in the navigation', async ({ page, request }) => {
  await page.goto('/clusters/demo')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Produce' }).click()
  await expect(page).toHaveURL('/clusters/demo/produce')
  await expect(page).toHaveTitle('Produce · Highwater')
  await page.getByRole('combobox', { name: 'Topic' }).fill(name)
  await expect(page).toHaveURL(`/clusters/demo/produce?topic=${name}`)
  // The suggestions cover what is below.
  await page.keyboard.press('Escape')
  await page.getByText('Batch', { exact: true }).click()
  await chooseOption(page.getByRole('combobox', { name: 'Format of the values' }), 'Text')
  const lines = Array.from({ length: 300 }, (_, index) => `message ${index}`)
  await page.getByRole('textbox', { name: 'Messages, one per line' }).fill(lines.join('\n'))
  await page.getByText('Options', { exact: true }).click()
  await chooseOption(page.getByRole('combobox', { name: 'Partition' }), 'Round robin')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(outcome(page).getByText('300 messages sent.')).toBeVisible()
  await expect.poll(() => countMessages(request)).toBe(300)
})

test('what the brokers refuse says why, and the rest is written', async ({ page, request }) => {
  await request.patch(`${TOPICS}/${name}/config`, { data: { set: { 'max.message.bytes': '1000' } } })
  await page.goto(`/clusters/demo/produce?topic=${name}`)
  await page.getByText('Batch', { exact: true }).click()
  await chooseOption(page.getByRole('combobox', { name: 'Format of the values' }), 'Text')
  await page.getByRole('textbox', { name: 'Messages, one per line' }).fill(`short\n${'long '.repeat(400)}\nshort, too`)
  await page.getByText('Options', { exact: true }).click()
  await chooseOption(page.getByRole('combobox', { name: 'Partition' }), 'Partition…')
  await page.getByRole('textbox', { name: 'Number of the partition' }).fill('1')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(outcome(page).getByText('2 of 3 messages sent, 1 not.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Message 2:' })).toContainText('max.message.bytes')
  await expect.poll(() => countMessages(request)).toBe(2)
})

test('a file: every line has a result, and what was exported comes back byte for byte', async ({ page, request }) => {
  await page.goto(`/clusters/demo/produce?topic=${name}`)
  await page.getByText('File', { exact: true }).click()
  const lines = Array.from({ length: 2_500 }, (_, index) => JSON.stringify({ key: `k${index}`, value: { index } }))
  lines[1_200] = '{"key":"k1200","value":'
  const bytes = { timestampType: 'create', key: null, value: Buffer.of(0xff, 0x00).toString('base64'), headers: [] }
  const text = `${lines.join('\r\n')}\r\n\r\n${JSON.stringify(bytes)}`
  const file = { name: 'events.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(text) }
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('radio', { name: 'Record (NDJSON)' })).toBeChecked()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const upload = page.getByRole('region', { name: 'Upload' })
  await expect(upload).toContainText('2,500 of 2,501 messages sent, 1 not.')
  await expect(upload.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100')
  await expect(upload.getByRole('list', { name: 'Failed lines' })).toHaveText(/^Line 1,201: Not JSON at column 24/)
  const download = page.waitForEvent('download')
  await upload.getByRole('button', { name: 'Download failed lines' }).click()
  expect((await download).suggestedFilename()).toBe('events.failed.ndjson')
  await expect.poll(() => countMessages(request)).toBe(2_500)
  const exported = await (await request.get(`${TOPICS}/${name}/export?format=ndjson&from=oldest`)).text()
  expect(exported).toContain('"value":"/wA="')
  expect(exported).toContain('"valueText":"{\\"index\\":2499}"')
})
