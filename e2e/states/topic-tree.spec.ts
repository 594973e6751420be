import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import type { TopicSums } from '#lib/contract/topic-sums.ts'
import type { TopicBranch } from '#lib/contract/topic-tree.ts'
import { listOf } from './groups-api.ts'
import { mockTopics, topicItem } from './topics-api.ts'

const main = (page: Page) => page.getByRole('main')
const row = (page: Page, name: string) =>
  main(page)
    .getByRole('row')
    .filter({ has: page.getByLabel(name, { exact: true }) })

const sums: TopicSums = {
  topicCount: 3,
  partitionCount: 12,
  messages: 3_000,
  sizeBytes: 4_096,
  replicaBytes: 12_288,
  producePerSecond: 24,
  underReplicated: 0,
  leaderless: 0,
  leaderDown: 0,
  belowMinIsr: 0,
  problems: [],
}

function branch(prefix: string, change: Partial<TopicBranch> = {}): TopicBranch {
  return { ...sums, prefix, isTopic: !prefix.endsWith('.'), internal: false, ...change }
}

const bound = { field: 'messages', code: 'at-most', message: 'At most: 1 of 3 topics has fewer messages than offsets.' }
const missing = {
  field: 'sizeBytes',
  code: 'partial',
  message: 'Unknown, and not included, for 1 of 3 topics: timeout.',
}
const levels: Readonly<Record<string, readonly TopicBranch[]>> = {
  '': [branch('audit', { topicCount: 1 }), branch('shop.', { problems: [bound, missing], underReplicated: 2 })],
  'shop.': [branch('shop.carts', { topicCount: 1 }), branch('shop.orders.', { topicCount: 2 })],
  'shop.orders.': [branch('shop.orders.eu', { topicCount: 1 }), branch('shop.orders.us', { topicCount: 1 })],
}

async function mockTree(page: Page): Promise<void> {
  await mockTopics(page)
  await page.route('**/api/clusters/demo/topic-tree?*', (route) => {
    const prefix = new URL(route.request().url()).searchParams.get('prefix') ?? ''
    return route.fulfill({ json: { ...listOf(levels[prefix] ?? []), totals: { ...sums, topicCount: 4 } } })
  })
}

test('the tree is chosen, opened by pointer, and stays so after a reload', async ({ page }) => {
  await mockTree(page)
  await page.goto('/clusters/demo/topics')
  await main(page).getByText('Tree', { exact: true }).click()
  await expect(main(page).getByRole('treegrid', { name: 'topics' })).toBeVisible()
  await expect(row(page, 'shop.')).toHaveAttribute('aria-expanded', 'false')
  await expect(row(page, 'audit')).not.toHaveAttribute('aria-expanded')
  await expect(row(page, 'shop.')).toContainText('≤ 3,000')
  await expect(row(page, 'shop.')).toContainText('~4.0 KiB')
  await expect(row(page, 'shop.')).toContainText('2 under-replicated partitions')
  await row(page, 'shop.').getByRole('button', { name: 'shop.' }).click()
  await row(page, 'shop.orders.').getByRole('button', { name: 'shop.orders.' }).click()
  await expect(row(page, 'shop.orders.eu')).toHaveAttribute('aria-level', '3')
  await page.reload()
  await expect(row(page, 'shop.orders.eu')).toContainText('eu')
  await expect(main(page).getByRole('row').last()).toContainText('All 4 topics')
  await row(page, 'shop.').getByRole('button', { name: 'shop.' }).click()
  await expect(row(page, 'shop.carts')).toBeHidden()
  await expect(row(page, 'shop.orders.eu')).toBeHidden()
})

test('the arrow keys open and close branches and move between them, and Enter opens', async ({ page, watch }) => {
  // The topic whose page is opened is only played.
  watch.allowConsole(/404/)
  await mockTree(page)
  await page.goto('/clusters/demo/topics?view=tree')
  await row(page, 'audit').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'shop.')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'shop.')).toHaveAttribute('aria-expanded', 'true')
  await expect(row(page, 'shop.orders.')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'shop.carts')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(row(page, 'shop.orders.')).toHaveAttribute('aria-expanded', 'true')
  await expect(row(page, 'shop.orders.eu')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'shop.orders.')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'shop.orders.')).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'shop.')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clusters/demo/topics/shop.carts')
})

test('the search and the filters of the list narrow the tree', async ({ page }) => {
  await mockTree(page)
  await page.goto('/clusters/demo/topics?view=tree&open=shop.')
  await expect(row(page, 'shop.orders.')).toBeVisible()
  const asked = page.waitForRequest(/\/topic-tree\?q=eu&.*prefix=shop\./)
  await main(page).getByRole('searchbox').fill('eu')
  await asked
})

test('the last row of the list has the sums of all that matches, and says what they do not include', async ({
  page,
}) => {
  await mockTopics(page, {
    items: [topicItem(), topicItem({ name: 'clicks' })],
    totals: { ...sums, topicCount: 120, problems: [bound, missing] },
  })
  await page.goto('/clusters/demo/topics')
  const totals = main(page).getByRole('row').filter({ hasText: 'All 120 topics' })
  await expect(totals).toContainText('≤ 3,000')
  await expect(totals).toContainText('24.0')
  await totals.getByRole('button', { name: /4\.0 KiB/ }).hover()
  await expect(page.getByRole('tooltip')).toContainText('not included, for 1 of 3 topics')
  await page.setViewportSize({ width: 1600, height: 900 })
  await expect(main(page).getByRole('img', { name: 'Recent rate: from 3 to 12' })).toHaveCount(2)
})
