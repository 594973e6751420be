import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import type { ProduceRequest } from '#lib/contract/produce.ts'
import { mockMessages } from './messages-api.ts'
import { at, panel, row } from './messages-page.ts'

// Files and copies of messages, with replies that brokers give only in ways that take long to arrange.

const PAGE = '/clusters/demo/produce?topic=transactions'
const messages = '**/api/clusters/demo/topics/transactions/messages'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const upload = (page: Page) => page.getByRole('region', { name: 'Upload' })

/** Writes all but the values that are refused; the first request has no answer if `breaksOnce`. */
async function mockProduce(page: Page, { refused = '', breaksOnce = false } = {}) {
  const sent: ProduceRequest['records'][] = []
  await page.route(messages, (route) => {
    const { records }: ProduceRequest = route.request().postDataJSON()
    sent.push(records)
    if (breaksOnce && sent.length === 1) {
      const error = { code: 'unreachable', message: 'Cannot reach kafka-1:9092: connection refused.', requestId: 'r' }
      return route.fulfill({ status: 502, json: { error } })
    }
    const results = records.map(({ value }, index) => {
      const ok = value?.data !== refused
      return {
        index,
        ok,
        partition: 0,
        offset: ok ? index : null,
        timestampMs: null,
        ...(!ok && { error: 'Too large.' }),
      }
    })
    return route.fulfill({ json: { results, failed: results.filter(({ ok }) => !ok).length } })
  })
  return sent
}

async function choose(page: Page, name: string, lines: readonly string[]): Promise<void> {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('input[type=file]').setInputFiles(file)
}

test('a file of values: guessed, sent in batches, and its failed lines saved to be retried', async ({ page }) => {
  const sent = await mockProduce(page, { refused: 'large' })
  await page.goto(PAGE)
  await page.getByText('File', { exact: true }).click()
  await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'true')
  const lines = Array.from({ length: 1_500 }, (_, index) => `line ${index}`)
  await choose(page, 'log.txt', [...lines, '', 'large'])
  await expect(page.getByRole('radio', { name: 'Value', exact: true })).toBeChecked()
  await expect(page.getByRole('combobox', { name: 'Format of the values' })).toHaveText('Text')
  await button(page, 'Send').click()
  await expect(upload(page)).toContainText('1,500 of 1,501 messages sent, 1 not.')
  await expect(upload(page).getByRole('list')).toHaveText('Line 1,502: Too large.')
  await expect(upload(page)).toContainText('100 % · 1,502 lines')
  expect(sent.map((records) => records.length)).toEqual([1_000, 501])
  const download = page.waitForEvent('download')
  await button(page, 'Download failed lines').click()
  expect((await download).suggestedFilename()).toBe('log.failed.txt')
  await choose(page, 'other.ndjson', ['{"value":1}'])
  await expect(page.getByRole('radio', { name: 'Record (NDJSON)' })).toBeChecked()
  await expect(upload(page)).toHaveCount(0)
})

test('a request that fails holds the upload, and Resume sends its lines again', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  const sent = await mockProduce(page, { breaksOnce: true })
  await page.goto(PAGE)
  await page.getByText('File', { exact: true }).click()
  await choose(page, 'events.ndjson', ['{"key":"a","value":{"n":9007199254740993}}', '{"value":null}'])
  await button(page, 'Send').click()
  await expect(upload(page).getByRole('alert')).toContainText('Cannot reach kafka-1:9092')
  await expect(upload(page)).toContainText('It is not known whether lines 1 to 2 were written')
  await button(page, 'Resume').click()
  await expect(upload(page)).toContainText('2 messages sent.')
  await expect(upload(page).getByRole('alert')).toHaveCount(0)
  expect(sent).toHaveLength(2)
  expect(sent[1]?.map(({ value }) => value?.data)).toEqual(['{"n":9007199254740993}', undefined])
})

test('a file that is dropped on the form is taken', async ({ page }) => {
  await page.goto(PAGE)
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['{"value":1}'], 'dropped.ndjson'))
    return transfer
  })
  await page.getByRole('textbox', { name: 'Value', exact: true }).dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByRole('radio', { name: 'File' })).toBeChecked()
  await expect(page.getByText('dropped.ndjson')).toBeVisible()
})

test('a copy goes to the topic that is chosen, and to the original partition only if asked', async ({ page }) => {
  const sent = await mockProduce(page)
  await mockMessages(page)
  await page.goto(at)
  await row(page, '3:48211').click()
  await panel(page).getByRole('button', { name: 'Resend…' }).click()
  const dialog = page.getByRole('dialog')
  const topic = dialog.getByRole('combobox', { name: 'Topic' })
  await expect(dialog.getByRole('checkbox', { name: /^Keep partition 3/ })).not.toBeChecked()
  await topic.fill('transact')
  await dialog.getByRole('option', { name: 'transactions', exact: true }).click()
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog.getByRole('region', { name: 'Results' })).toContainText('To transactions at')
  await dialog.getByRole('checkbox', { name: /^Keep partition 3/ }).check()
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog.getByText('Earlier results (1)')).toBeVisible()
  await expect.poll(() => sent.map(([record]) => record?.partition)).toEqual([undefined, 3])
})
