import type { Page } from '@playwright/test'

// Where things are on the page of messages.

export const at = '/clusters/demo/topics/weather/messages'
// Next says aloud where one has gone, beside it.
export const main = (page: Page) => page.getByRole('main')
export const table = (page: Page) => page.getByRole('table', { name: 'messages' })
export const row = (page: Page, id: string) => page.locator(`tr[data-row="${id}"]`)
export const panel = (page: Page) => page.getByRole('complementary', { name: /^Message/ })
