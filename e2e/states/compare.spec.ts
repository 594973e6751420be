import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import { groupItem, history, mockGroups } from './groups-api.ts'
import { mockTopics, topicItem } from './topics-api.ts'

const main = (page: Page) => page.getByRole('main')

test('two selected groups are compared: a line for each, and their figures side by side', async ({ page, watch }) => {
  watch.allowConsole(/404/)
  await mockGroups(page)
  await page.goto('/clusters/demo/groups')
  await main(page).getByRole('checkbox', { name: 'Select balance-service', exact: true }).check()
  const compare = main(page).getByRole('button', { name: 'Compare' })
  await expect(compare).toHaveAttribute('aria-disabled', 'true')
  await main(page).getByRole('checkbox', { name: 'Select nightly-batch', exact: true }).check()
  const at = '**/api/clusters/demo/groups/nightly-batch'
  await page.route(at, (route) =>
    route.fulfill({ json: { ...groupItem({ id: 'nightly-batch', totalLag: 31_044 }), topics: [] } }),
  )
  await page.route(`${at}/history?*`, (route) => route.fulfill({ json: history }))
  await compare.click()
  await expect(page).toHaveURL('/clusters/demo/compare/groups?ids=balance-service&ids=nightly-batch')
  await expect(main(page).getByRole('img', { name: /^Lag: / })).toBeVisible()
  await expect(main(page).getByText(/^now · balance-service .* · nightly-batch /)).toBeVisible()
  const figures = main(page).getByRole('table', { name: 'Groups side by side' })
  await expect(figures.getByRole('columnheader', { name: 'balance-service' })).toBeVisible()
  await expect(figures.getByRole('columnheader', { name: 'nightly-batch' })).toBeVisible()
  await expect(
    figures.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Lag', exact: true }) }),
  ).toContainText('31,044')
})

test('of compared topics one that does not exist says so, and the others are shown', async ({ page, watch }) => {
  watch.allowConsole(/404/)
  await mockTopics(page, { topic: topicItem({ name: 'weather' }) })
  await page.goto('/clusters/demo/compare/topics?ids=weather&ids=never.made')
  const figures = main(page).getByRole('table', { name: 'Topics side by side' })
  await expect(figures.getByRole('columnheader', { name: /never\.made/ })).toContainText('does not exist')
  await expect(
    figures.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Partitions', exact: true }) }),
  ).toContainText('4')
  await expect(main(page).getByRole('img', { name: /^Messages produced\/s: / })).toBeVisible()
  await page.goto('/clusters/demo/compare/topics?ids=weather')
  await expect(main(page).getByText('Nothing to compare')).toBeVisible()
})
