import { expect, test } from '#e2e/test.ts'
import { finished, mockMessages, playStream, progressed, started, topic } from './messages-api.ts'

// A topic that is counted: how far it is, and what may be called exact.

const atMost = { field: 'messages', code: 'at-most', message: 'At most: transactions were seen.' }
const counting = (each: number) =>
  progressed(4 * each, 24_606, {
    matched: 4 * each,
    partitions: [0, 1, 2, 3].map((id) => ({ id, offset: 24_606, endOffset: 48_212, matched: each })),
    cursor: 'here',
  })

test('a count is so far while it reads, at least that when it is stopped, and exact at its end', async ({ page }) => {
  await mockMessages(page, { topic: { ...topic, messages: 188_848, problems: [atMost] } })
  const stream = await playStream(page)
  await page.goto('/clusters/demo/topics/weather')
  const button = page.getByRole('button', { name: 'Count exactly' })
  await expect(page.getByRole('main')).toContainText('≤ 188.8K')
  await button.click()
  await stream.isOpen()
  const panel = page.getByRole('region', { name: 'Exact count' })
  await stream.send(started, counting(1_000))
  await expect(panel).toContainText('4,000 messages so far as of')
  await panel.getByText('By partition').click()
  await expect(panel.getByRole('listitem').first()).toHaveText('#0 1,000')
  await panel.getByRole('button', { name: 'Stop' }).click()
  await expect(panel).toContainText('At least 4,000 messages')
  await expect(panel).toContainText('Stopped by you before the end.')
  expect(await stream.left()).toBe(1)
  await panel.getByRole('button', { name: 'Continue' }).click()
  const last = { matched: 8, aborted: 3, reason: 'end', cursor: null }
  await stream.send({ ...started, asOf: '2026-11-21T11:00:00.000Z' }, counting(2), finished(last))
  await expect(panel).toContainText('Exactly 4,008 messages')
  await expect(panel).toContainText('3 records of aborted transactions left out.')
  await expect(panel.locator('time')).toHaveAttribute('datetime', started.asOf)
  await expect(panel.getByRole('listitem').nth(1)).toHaveText('#0 1,002')
  await panel.getByText('read_uncommitted').click()
  await stream.send(started, finished({ matched: 9, reason: 'end', cursor: null }))
  await expect(panel).toContainText('Exactly 9 messages')
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(button).toBeVisible()
})

test('a count that a limit ends, or that misses a part, is never called exact', async ({ page }) => {
  const unreadable = { type: 'problem' as const, code: 'unreadable', message: 'What begins at offset 7 is damaged.' }
  const end = { matched: 5, reason: 'end', cursor: null }
  await mockMessages(page, {
    topic: { ...topic, messages: 188_848 },
    streams: [
      ['isolation=uncommitted', [started, finished({ matched: 7, reason: 'budget', budget: 'time', cursor: 'c' })]],
      ['', [started, unreadable, finished(end)]],
    ],
  })
  await page.goto('/clusters/demo/topics/weather')
  await page.getByRole('button', { name: 'Count exactly' }).click()
  const panel = page.getByRole('region', { name: 'Exact count' })
  await expect(panel).toContainText('At least 5 messages')
  await expect(panel).toContainText('What begins at offset 7 is damaged.')
  await panel.getByText('read_uncommitted').click()
  await expect(panel).toContainText('At least 7 messages')
  await expect(panel.getByRole('button', { name: 'Continue' })).toBeVisible()
})
