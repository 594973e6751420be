import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import { message, mockMessages, rows, started } from './messages-api.ts'
import { at, row } from './messages-page.ts'

// Times are typed, picked and shown in one zone; this one is not a whole number of hours ahead.
test.use({ timezoneId: 'Asia/Kathmandu' })

const since = (page: Page) => page.getByLabel('Since', { exact: true })
const read = (page: Page) => page.locator('#query-time-read')
const asked = (page: Page, time: string) => page.waitForRequest((request) => request.url().includes(`&time=${time}`))
const days = (page: Page) => page.getByRole('dialog', { name: 'Date and time' })

test.describe('a field for a time', () => {
  test.beforeEach(async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=time&time=2026-11-21T10:00:05.000Z`)
    await expect(since(page)).toHaveValue('2026-11-21 15:45:05')
  })

  test('is typed in the zone of the application, and says what it understood', async ({ page }) => {
    await since(page).fill('2026-11-21 16:00')
    await expect(read(page)).toHaveText('2026-11-21 16:00:00.000 +05:45')
    const request = asked(page, '2026-11-21T10%3A15%3A00.000Z')
    await since(page).press('Enter')
    await request
    // With an offset of its own it is shown in the zone as soon as the field is left.
    await since(page).fill('2026-11-21T10:30Z')
    await since(page).blur()
    await expect(since(page)).toHaveValue('2026-11-21 16:15:00')
  })

  test('says what is wrong, and nothing is asked', async ({ page }) => {
    const requests: string[] = []
    await since(page).fill('2026-02-30 10:00')
    await expect(read(page)).toHaveText('2026-02 has 28 days, and no day 30')
    await expect(since(page)).toHaveAttribute('aria-invalid', 'true')
    page.on('request', (request) => requests.push(request.url()))
    await since(page).press('Enter')
    await expect(page.getByText('“2026-02-30 10:00” is not a valid time')).toBeVisible()
    expect(requests.filter((url) => url.includes('2026-02'))).toEqual([])
    await since(page).fill('a week ago')
    await expect(read(page)).toContainText('“a week” is not a valid duration: write 15 min, 2 hours or 7 days')
    await since(page).fill('15 min ago')
    await expect(since(page)).not.toHaveAttribute('aria-invalid', 'true')
  })

  test('is picked by pointer and by keys', async ({ page }) => {
    await page.getByRole('button', { name: 'Pick a date and time' }).click()
    await days(page).getByRole('button', { name: '2026-11-23' }).click()
    await expect(since(page)).toHaveValue('2026-11-23 15:45:05')
    // Beyond the end of the month, which is shown and goes on.
    await days(page).getByRole('button', { name: '2026-11-23' }).press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect(days(page).getByText('December 2026')).toBeVisible()
    await expect(days(page).getByRole('button', { name: '2026-12-01' })).toBeFocused()
    await page.keyboard.press('Enter')
    await days(page).getByLabel('Time of day').fill('08:30')
    await expect(since(page)).toHaveValue('2026-12-01 08:30')
    await page.keyboard.press('Escape')
    await expect(days(page)).toBeHidden()
    const request = asked(page, '2026-12-01T02%3A45%3A00.000Z')
    await since(page).press('Enter')
    await request
  })
})

test('a zone is found by the keys alone, holds on all pages, and outlives a reload', async ({ page }) => {
  const timestampMs = Date.UTC(2026, 5, 1, 22, 30, 15)
  const old = message(48_000, { timestampMs, timestamp: new Date(timestampMs).toISOString() })
  await mockMessages(page, { streams: [['', [started, ...rows([old])]]] })
  await page.goto(at)
  await expect(row(page, '0:48000')).toContainText('2026-06-02 04:15:15')
  const menu = page.getByRole('button', { name: 'Theme and time zone' })
  await menu.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: 'Local' })).toBeChecked()
  await page.getByRole('menuitem', { name: 'By name…' }).press('Enter')

  const dialog = page.getByRole('dialog', { name: 'Time zone' })
  const name = dialog.getByRole('combobox', { name: 'Name' })
  const options = dialog.getByRole('option')
  await expect(name).toBeFocused()
  await page.keyboard.type('america/new')
  await expect(options).toHaveText(['America/New_York'])
  // The first Escape closes the suggestions, and only they are closed.
  await page.keyboard.press('Escape')
  await expect(options).toHaveCount(0)
  await expect(dialog).toBeVisible()
  await name.fill('new york')
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('option', { name: 'America/New_York' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(name).toHaveValue('America/New_York')
  await expect(options).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()

  await expect(row(page, '0:48000')).toContainText('2026-06-01 18:30:15')
  await page.goto(`${at}?from=time&time=2026-11-21T10:00:05.000Z`)
  await expect(since(page)).toHaveValue('2026-11-21 05:00:05')
  await menu.click()
  await expect(page.getByRole('menuitemradio', { name: 'America/New_York' })).toBeChecked()
  await page.getByRole('menuitemradio', { name: 'UTC' }).click()
  await expect(since(page)).toHaveValue('2026-11-21 10:00:05')
})
