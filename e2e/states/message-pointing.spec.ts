import { expect, test } from '#e2e/test.ts'
import { mockMessages } from './messages-api.ts'
import { at, panel, row, table } from './messages-page.ts'

// Values that are pointed at, and what they are used for.

test.describe('a value that is pointed at', () => {
  test('in a cell: it is added to the filter, or taken out by it', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?columns=offset,key,value.city,value&filter=value.temperature_f > 60`)
    const cell = row(page, '3:48211')
      .getByRole('cell', { name: /Chicago|Toronto|Oslo|Fuzhou/ })
      .first()
    await cell.hover()
    await cell.getByRole('button', { name: 'Use this value of city' }).click()
    const asked = page.waitForRequest(/\/api\/.*filter=/)
    await page.getByRole('menuitem', { name: '= this' }).click()
    const filter = new URL((await asked).url()).searchParams.get('filter')
    expect(filter).toMatch(/^value\.temperature_f > 60 && value\.city == "\w+"$/)
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toHaveValue(filter ?? '')
    // The record was opened by the same press.
    await expect(panel(page)).toHaveCount(0)
    await row(page, '2:48210').getByText('station-3', { exact: true }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: '≠ this' }).click()
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toHaveValue(
      `${filter} && key != "station-3"`,
    )
  })

  test('with the keyboard: F opens the values of the row, and gives the focus back', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await row(page, '3:48211').focus()
    await page.keyboard.press('f')
    const key = page.getByRole('menuitem', { name: /^Key station-4/ })
    await expect(key).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(row(page, '3:48211')).toBeFocused()
    await page.keyboard.press('f')
    await key.press('ArrowRight')
    const asked = page.waitForRequest(/\/api\/.*key=station-4/)
    await page.getByRole('menuitem', { name: 'this key' }).press('Enter')
    await asked
    await expect(page.getByRole('list', { name: 'Filters' })).toContainText('key equals station-4')
  })

  test('in the panel of a record: a field of JSON as a column, a header in the filter', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    await panel(page).getByText('9007199254748993').click()
    await page.getByRole('menuitem', { name: 'as column' }).click()
    await expect(table(page).getByRole('columnheader', { name: 'station' })).toBeVisible()
    const header = panel(page).getByRole('listitem').filter({ hasText: 'source: relay' })
    await header.getByRole('button', { name: 'Use this value of source' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '= this' }).press('Enter')
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toHaveValue(
      'headers.source[1] == "relay"',
    )
  })

  test('in the panel over the page too, whose dialog keeps the focus', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    const dialog = page.getByRole('dialog', { name: 'Message 48,208' })
    await dialog.getByText('9007199254748993').click()
    await dialog.getByRole('menuitem', { name: '≠ this' }).click()
    await expect(page).toHaveURL(/filter=value\.station\+?(%20)?!=/)
  })
})
