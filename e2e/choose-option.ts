import type { Locator } from '@playwright/test'

/** Opens a select and chooses the option with this value or label. */
export async function chooseOption(select: Locator, option: string): Promise<void> {
  await select.click()
  const valued = select.page().locator(`[role="option"][data-value="${option}"]`)
  await (option === '' ? valued : valued.or(select.page().getByRole('option', { name: option, exact: true }))).click()
}
