import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'

test('? opens shortcuts and glossary, a search finds a term, Escape closes; g g goes to the groups', async ({
  page,
}) => {
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Help' })
  await expect(sheet.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expect(sheet.getByText('Go to Groups')).toBeVisible()
  await expectNoFindings(page)

  const search = sheet.getByRole('searchbox', { name: 'Search shortcuts and terms' })
  await expect(search).toBeFocused()
  await search.fill('lag')
  await expect(sheet.getByRole('term').first()).toHaveText('Lag')
  await expect(sheet.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeHidden()
  // In a field a key is a letter.
  await search.fill('')
  await search.press('?')
  await expect(search).toHaveValue('?')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await expect(page).toHaveURL('/clusters/demo/groups')
})

test('the glossary opens from the palette, and the help from the top bar', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await page.getByRole('button', { name: 'Keyboard shortcuts and glossary' }).click()
  const sheet = page.getByRole('dialog', { name: 'Help' })
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Search topics, groups, pages' }).fill('gloss')
  await page.getByRole('option', { name: 'Action Glossary' }).click()
  await expect(sheet.getByRole('region').first()).toHaveAccessibleName('Glossary')
})
