import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'

type ColorScheme = 'light' | 'dark'

/** The rules that a page can break in one scheme of colours alone. */
export const COLOR_RULES: readonly string[] = ['color-contrast', 'link-in-text-block']

/** No barriers, in either scheme of colours; in dark by those rules only, where some are named. Ends in light. */
export async function expectNoFindings(page: Page, rulesInDark?: readonly string[]): Promise<void> {
  await show(page, 'light')
  const findings = await findBarriers(page)
  await show(page, 'dark')
  findings.push(...(await findBarriers(page, rulesInDark)))
  await show(page, 'light')
  expect(findings).toEqual([])
}

/** In the colours that are shown. */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Pages have no frames of another origin, the only case for which axe would open a page of its own to sum up.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await axe
    .options({ ...(rules && { runOnly: [...rules] }), resultTypes: ['violations'] })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function show(page: Page, colorScheme: ColorScheme): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html.dark')).toHaveCount(colorScheme === 'dark' ? 1 : 0)
}
