import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'

type ColorScheme = 'light' | 'dark'

/** The rules that a page can break in one scheme of colours alone. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** No barriers: everything in light; in dark, what colours alone can spoil. Leaves the page in light. */
export async function expectNoFindings(page: Page): Promise<void> {
  await show(page, 'light')
  const findings = await analyze(new AxeBuilder({ page }))
  await show(page, 'dark')
  findings.push(...(await analyze(new AxeBuilder({ page }).withRules(COLOR_RULES))))
  await show(page, 'light')
  expect(findings).toEqual([])
}

async function show(page: Page, colorScheme: ColorScheme): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html.dark')).toHaveCount(colorScheme === 'dark' ? 1 : 0)
}

async function analyze(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
