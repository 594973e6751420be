import type { Locator, Page } from '@playwright/test'

/** Opens the equivalent commands of the page. */
export async function openCommands(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'CLI', exact: true }).click()
  return page.getByRole('dialog', { name: 'Equivalent commands' })
}
