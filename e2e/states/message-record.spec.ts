import { expect, test } from '#e2e/test.ts'
import type { Message } from '#lib/contract/messages.ts'
import { finished, message, mockMessages, rows, started, text } from './messages-api.ts'
import { at, panel, row, table } from './messages-page.ts'

// One record, beside the table.

test.describe('one record', () => {
  test('opens beside the table, and the keys go from one to the next', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await row(page, '3:48211').focus()
    await page.keyboard.press('j')
    await expect(row(page, '2:48210')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(panel(page)).toBeVisible()
    await expect(page).toHaveURL(/record=2:48210/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(page).toHaveURL(/record=0:48208/)
    await page.keyboard.press('k')
    await expect(page).toHaveURL(/record=1:48209/)
    await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Message 48,209')
    await panel(page).getByRole('button', { name: 'Next message' }).click()
    await expect(row(page, '0:48208')).toHaveAttribute('aria-current', 'true')
    await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(panel(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel(page)).toHaveCount(0)
    await expect(row(page, '0:48208')).toBeFocused()
    await expect(page).not.toHaveURL(/record=/)
    await page.keyboard.press('Enter')
    // A click on plain text leaves the focus on the body.
    await panel(page).getByRole('heading', { level: 2 }).click()
    await page.keyboard.press('Escape')
    await expect(panel(page)).toHaveCount(0)
  })

  test('the keys go on from a link that was pressed in a row', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await row(page, '3:48211').getByRole('link').click()
    await expect(page).toHaveURL(/record=3:48211/)
    // The focus was on the link, where the keys did nothing.
    await page.keyboard.press('ArrowDown')
    await expect(row(page, '2:48210')).toBeFocused()
    await row(page, '1:48209').getByRole('link').focus()
    await page.keyboard.press('j')
    await expect(page).toHaveURL(/record=0:48208/)
  })

  test('the buttons of the panel bring rows into sight that are not', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=1:48165`)
    await expect(row(page, '1:48165')).toBeInViewport()
    await expect(row(page, '3:48211')).not.toBeInViewport()
    for (const id of ['0:48164', '3:48163', '2:48162']) {
      await panel(page).getByRole('button', { name: 'Next message' }).click()
      await expect(row(page, id)).toBeInViewport()
    }
    await expect(panel(page).getByRole('button', { name: 'Next message' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('what is only the beginning of a record is not copied as if it were all', async ({ page }) => {
    const long = message(48_211, { value: { ...text('the beginning'), truncated: true, reason: 'Text: valid UTF-8' } })
    const ended = finished({ reason: 'end', cursor: null })
    await mockMessages(page, { streams: [['', [started, ...rows([long]), ended]]] })
    await page.goto(`${at}?record=3:48211&columns=offset,value.city,value`)
    await panel(page)
      .getByRole('button', { name: /^text, / })
      .hover()
    await expect(page.getByRole('tooltip')).toContainText('Text: valid UTF-8')
    await expect(row(page, '3:48211')).toContainText('unknown')
    await expect(panel(page).getByRole('button', { name: 'Copy value' })).toHaveAttribute('aria-disabled', 'true')
    await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByRole('menuitem', { name: /^Message as JSON/ })).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByRole('menuitem', { name: /^Message as JSON/ })).toContainText('Show the full value first')
    await expect(page.getByRole('menuitem', { name: 'Key', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
  })

  test('all that is known of it, in plain words; headers in their order, twice where they are twice', async ({
    page,
  }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    const shown = panel(page)
    await expect(shown).toContainText('CreateTime')
    await expect(shown).toContainText('gzip')
    await expect(shown.getByRole('listitem')).toHaveText([
      'trace-id: 8f2c1d',
      'source: sensor',
      'source: relay',
      'empty: empty',
      'nothing: null',
    ])
    await expect(shown).toContainText('1 name repeated')
    await shown.getByText('Record details').click()
    await expect(shown).toContainText('ID 4001, epoch 0, sequence number 17')
    await expect(shown.getByText('9007199254748993')).toBeVisible()
    await shown.getByText('Raw', { exact: true }).click()
    await expect(shown.locator('pre')).toContainText('"station":9007199254748993')
    await expect(shown.getByRole('link', { name: 'Download the value' })).toHaveAttribute(
      'href',
      '/api/clusters/demo/topics/weather/messages/0/48208?part=value&as=raw',
    )
  })

  test('its address opens exactly it, with what follows', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208&contains=x`)
    await panel(page).getByRole('button', { name: 'Copy link' }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/messages\?from=offset&partitions=0&offset=48208&record=0%3A48208$/)
    const asked = page.waitForRequest(/\/api\/.*\/messages\?from=offset&offset=48208&partitions=0$/)
    await page.goto(link)
    await asked
    await expect(panel(page)).toContainText('trace-id')
  })

  test('one that is not among the rows is read by itself; one that is gone says so', async ({ page, watch }) => {
    watch.allowConsole(/404/)
    await mockMessages(page, { streams: [['', [started, finished({ reason: 'end', cursor: null })]]] })
    await page.goto(`${at}?record=0:48208`)
    await expect(panel(page)).toContainText('trace-id')
    await page.goto(`${at}?record=0:5`)
    await expect(panel(page).getByRole('alert')).toContainText('There is no record at this offset.')
    await page.goto(`${at}?record=nonsense`)
    await expect(panel(page)).toContainText('must have PARTITION:OFFSET')
  })

  test('a huge value: its beginning first, the whole on request, and only what is in sight is drawn', async ({
    page,
  }) => {
    const whole = `${'0123456789abcdef'.repeat(1_300_000)}THE END`
    const preview: Message = message(48_211, { value: { ...text(whole.slice(0, 20_000)), truncated: true } })
    const large = { ...preview, valueBytes: whole.length }
    await mockMessages(page, {
      streams: [['', [started, ...rows([large]), finished({ reason: 'end', cursor: null })]]],
      record: { ...large, value: text(whole) },
    })
    await page.goto(`${at}?record=3:48211`)
    await expect(panel(page)).toContainText('Truncated.')
    await panel(page).getByRole('button', { name: 'Show all 19.8 MiB' }).click()
    const lines = panel(page).getByRole('region', { name: 'Full text' })
    await expect(lines).toBeVisible()
    await lines.focus()
    await page.keyboard.press('End')
    await expect(lines).toContainText('THE END')
    expect(await lines.locator('pre').count()).toBeLessThan(100)
  })

  test('a field of it becomes a column', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    const field = panel(page).getByText('"city"').locator('xpath=ancestor::div[1]')
    await field.hover()
    await field.getByRole('button', { name: 'Show as column' }).click()
    await expect(table(page).getByRole('columnheader', { name: 'city' })).toBeVisible()
  })
})
