import { readFile } from 'node:fs/promises'
import { expect, test } from '#e2e/test.ts'
import { message, messages, mockMessages, text } from './messages-api.ts'
import { at, row } from './messages-page.ts'

// Several rows that are chosen, and what is done with them.

test.describe('several rows', () => {
  test('are chosen with boxes, Space, and Shift, and copied or exported as NDJSON', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await mockMessages(page)
    await page.goto(at)
    const bar = page.getByRole('region', { name: 'Selected messages' })
    await row(page, '3:48211').getByRole('checkbox').check()
    await expect(bar).toContainText('1 message selected')
    await row(page, '1:48209')
      .getByText('48,209')
      .click({ modifiers: ['Shift'] })
    await expect(bar).toContainText('3 messages selected')
    await row(page, '3:48207').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(bar).toContainText('5 messages selected')
    await expect(row(page, '2:48206')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(bar).toContainText('4 messages selected')
    // None of that opened a record.
    await expect(page).not.toHaveURL(/record=/)
    await bar.getByRole('button', { name: 'Copy as NDJSON' }).click()
    await expect(page.getByText('4 messages copied as NDJSON')).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(
      copied
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).offset),
    ).toEqual([48_211, 48_210, 48_209, 48_207])
    const waiting = page.waitForEvent('download')
    await bar.getByRole('button', { name: 'Export selected' }).click()
    expect(await readFile(await (await waiting).path(), 'utf8')).toBe(copied)
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await expect(bar).toHaveCount(0)
  })

  test('are sent again byte for byte, each by its key', async ({ page }) => {
    await mockMessages(page)
    const whole = {
      ...message(48_211),
      key: { format: 'base64', text: 'AQ==' },
      value: { format: 'base64', text: 'Ag==' },
    } as const
    await page.route(/\/messages\/\d+\/\d+\?keyFormat=base64/, (route) => route.fulfill({ json: whole }))
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && /\/api\/.*\/weather\/messages$/.test(request.url()),
    )
    await page.route(/\/api\/.*\/weather\/messages$/, (route) => {
      const results = [0, 1].map((index) => ({ index, ok: true, partition: 0, offset: index, timestampMs: 1 }))
      return route.fulfill({ json: { results, failed: 0 } })
    })
    await page.goto(at)
    await row(page, '3:48211').getByRole('checkbox').check()
    await row(page, '2:48210').getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Resend each…' }).click()
    await page.getByRole('button', { name: 'Resend 2 messages' }).click()
    const record = { key: { format: 'base64', data: 'AQ==' }, value: { format: 'base64', data: 'Ag==' }, headers: [] }
    expect((await sent).postDataJSON()).toEqual({ records: [record, record] })
    await expect(page.getByText('2 messages resent')).toBeVisible()
  })

  test('of which only the beginning is here are read in full before they are copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const [first] = messages
    if (!first) throw new Error('no message')
    const cut = { ...first, value: { ...text('the beginning'), truncated: true } as const }
    await mockMessages(page, { record: { ...first, value: text('the whole') } })
    await page.route(/\/api\/.*\/weather\/messages\?/, (route) => {
      const events = [
        { type: 'record', ...cut },
        { type: 'done', reason: 'end', scanned: 1, matched: 1, aborted: 0, cursor: null, elapsedMs: 1 },
      ]
      return route.fulfill({
        contentType: 'application/x-ndjson',
        body: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
      })
    })
    await page.goto(at)
    await row(page, '3:48211').getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Copy as NDJSON' }).click()
    await expect(page.getByText('1 message copied as NDJSON')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"value":"the whole"')
  })
})
