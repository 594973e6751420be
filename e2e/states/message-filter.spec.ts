import { expect, test } from '#e2e/test.ts'
import { mockMessages } from './messages-api.ts'
import { at, row } from './messages-page.ts'

// What helps to write a filter.

test.describe('the filter', () => {
  test('suggests fields and values that were seen, and is asked as it was completed', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await expect(row(page, '3:48211')).toBeVisible()
    const field = page.getByRole('combobox', { name: 'Filter', exact: true })
    await field.fill('value.wi')
    await expect(page.getByRole('option', { name: /value\.wind\.speed number/ })).toBeVisible()
    await field.press('ArrowDown')
    await field.press('ArrowDown')
    await field.press('Enter')
    await expect(field).toHaveValue('value.wind.from')
    await field.pressSequentially(' == ')
    await page.getByRole('option', { name: '"NW"' }).click()
    await expect(field).toHaveValue('value.wind.from == "NW"')
    const asked = page.waitForRequest(/\/api\/.*filter=value\.wind\.from/)
    await field.press('Enter')
    await asked
    await expect(page.getByRole('listbox')).toHaveCount(0)
  })

  test('with an error leaves the rows that were there', async ({ page, watch }) => {
    watch.allowConsole(/400/)
    await mockMessages(page)
    const error = {
      code: 'invalid',
      field: 'filter',
      message: 'The filter ends early (at character 10)',
      requestId: 'r',
    }
    await page.route(/\/api\/.*filter=/, (route) => route.fulfill({ status: 400, json: { error } }))
    await page.goto(at)
    await expect(row(page, '3:48211')).toBeVisible()
    await page.getByRole('combobox', { name: 'Filter', exact: true }).fill('value.a > ')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('The filter ends early')
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(page.getByText('Still showing the messages of the previous query.')).toBeVisible()
    await page.getByRole('combobox', { name: 'Filter', exact: true }).fill('')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Still showing')).toHaveCount(0)
  })

  test('has examples for the topic, and remembers what was asked and saved', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await expect(row(page, '3:48211')).toBeVisible()
    await page.getByRole('button', { name: 'CEL cheat sheet' }).click()
    const asked = page.waitForRequest(/\/api\/.*filter=/)
    await page.getByRole('button', { name: /^Contains a text value\.city/ }).click()
    const filter = new URL((await asked).url()).searchParams.get('filter') ?? ''
    expect(filter).toMatch(/^value\.city\.contains\("\w{3}"\)$/)
    await page.getByRole('button', { name: 'Recent and saved' }).click()
    const kept = page.getByRole('dialog', { name: 'Recent and saved filters' })
    await expect(kept.getByRole('link', { name: filter })).toBeVisible()
    await kept.getByLabel('Name to save it under').fill('one city')
    await page.keyboard.press('Enter')
    await expect(kept.getByRole('link', { name: /^one city/ })).toHaveAttribute('href', /^\?filter=value\.city/)
    await page.goto(at)
    await page.getByRole('button', { name: 'Recent and saved' }).click()
    const again = page.waitForRequest(/\/api\/.*filter=value\.city/)
    await kept.getByRole('link', { name: /^one city/ }).click()
    await again
  })
})
