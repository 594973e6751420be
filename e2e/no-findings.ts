import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { expect } from '#e2e/test.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

type ColorScheme = 'light' | 'dark'

/** The rules that a page can break in one scheme of colours alone. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** No barriers, in either scheme of colours. Ends in light. `within` is a selector. */
export async function expectNoFindings(page: Page, within?: string): Promise<void> {
  await show(page, 'light')
  const findings = await findBarriers(page, undefined, within)
  await show(page, 'dark')
  findings.push(...(await findBarriers(page, COLOR_RULES, within)))
  await show(page, 'light')
  expect(findings).toEqual([])
}

/** In the colours that are shown; `within` is a selector. */
export async function findBarriers(page: Page, rules?: readonly string[], within = ':root'): Promise<string[]> {
  // Half a megabyte of script is loaded once into each page, not once for each look at it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(runAxe, { rules: rules && [...rules], within })
}

/** Runs in the page. */
async function runAxe({ rules, within }: { rules: string[] | undefined; within: string }): Promise<string[]> {
  // Halfway from one scheme to the other, colours are those of neither; what inherits them sets out when they arrive.
  const transitions = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition)
  for (let onTheWay = transitions(); onTheWay.length > 0; onTheWay = transitions()) {
    for (const transition of onTheWay) transition.finish()
  }
  const { violations } = await window.axe.run(within, {
    ...(rules && { runOnly: rules }),
    resultTypes: ['violations'],
    preload: false,
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function show(page: Page, colorScheme: ColorScheme): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html.dark')).toHaveCount(colorScheme === 'dark' ? 1 : 0)
}
