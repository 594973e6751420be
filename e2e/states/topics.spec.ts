import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import { mockGroups } from './groups-api.ts'
import { mockTopics, partitionItem } from './topics-api.ts'

const main = (page: Page) => page.getByRole('main')

test('replicas and ISR are columns; a replica that is missing from the ISR is struck through and says why', async ({
  page,
}) => {
  await mockTopics(page, { partitions: [partitionItem(0, { isr: [1, 2], status: 'under-replicated' })] })
  await page.goto('/clusters/demo/topics/weather')
  await expect(main(page).getByRole('columnheader', { name: 'ISR' })).toBeVisible()
  const row = main(page).getByRole('row').last()
  await expect(row.getByRole('cell', { name: '1, 2', exact: true })).toBeVisible()
  const replicas = row.getByRole('button', { name: '1, 2, 3 out of sync' })
  await expect(replicas.getByText('3', { exact: true })).toHaveCSS('text-decoration-line', 'line-through')
  await expect(replicas.getByText('2', { exact: true })).not.toHaveCSS('text-decoration-line', 'line-through')
  await replicas.focus()
  await expect(page.getByRole('tooltip')).toContainText('Broker 3: follower, out of sync')
})

test('a group shows its committed offsets and the end offsets without being asked', async ({ page }) => {
  await mockGroups(page)
  await page.goto('/clusters/demo/groups/balance-service')
  const headers = main(page).getByRole('columnheader')
  await expect(headers.filter({ hasText: /^Committed/ })).toBeVisible()
  await expect(headers.filter({ hasText: /^End/ })).toBeVisible()
})

test('columns are shown, moved and resized by keyboard, and stay so', async ({ page }) => {
  await mockTopics(page)
  await page.goto('/clusters/demo/topics')
  await main(page).getByRole('button', { name: 'Columns' }).press('Enter')
  const menu = page.getByRole('dialog', { name: 'Columns' })
  await menu.getByRole('checkbox', { name: 'Topic id' }).press(' ')
  const up = menu.getByRole('button', { name: 'Move Size up' })
  await up.press('Enter')
  // The button moves with its row and keeps the focus, so that it can be pressed again.
  await expect(up).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  const headers = main(page).getByRole('columnheader')
  await expect(headers.nth(3)).toHaveAccessibleName('Size')
  const size = main(page).getByRole('columnheader', { name: 'Size', exact: true })
  const widthOf = async () => (await size.boundingBox())?.width ?? 0
  const before = await widthOf()
  const edge = main(page).getByRole('separator', { name: 'Resize Size' })
  await edge.press('Shift+ArrowRight')
  await expect.poll(widthOf).toBeCloseTo(before + 64, -1)
  await page.reload()
  await expect(headers.filter({ hasText: 'Topic id' })).toBeVisible()
  await expect(headers.nth(3)).toHaveAccessibleName('Size')
  await expect.poll(widthOf).toBeCloseTo(before + 64, -1)
  await edge.press('Enter')
  await expect.poll(widthOf).toBeCloseTo(before, -1)
})

test('a column is resized by dragging the edge of its head', async ({ page }) => {
  await mockTopics(page)
  await page.goto('/clusters/demo/topics')
  // Before the rows come, the columns have other widths.
  await expect(main(page).getByRole('link', { name: 'weather' })).toBeVisible()
  const head = main(page).getByRole('columnheader', { name: 'Messages', exact: true })
  const box = await main(page).getByRole('separator', { name: 'Resize Messages' }).boundingBox()
  if (!box) throw new Error('The edge is not shown.')
  const before = (await head.boundingBox())?.width ?? 0
  await page.mouse.move(box.x + 4, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + 54, box.y + 10, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => (await head.boundingBox())?.width ?? 0).toBeGreaterThan(before + 40)
  // Dragging is no click: the list is sorted as before.
  await expect(head).toHaveAttribute('aria-sort', 'none')
})

test('a starred topic comes first wherever it is listed, also after a reload', async ({ page }) => {
  await mockTopics(page)
  await page.goto('/clusters/demo/topics')
  await main(page).getByRole('row').filter({ hasText: 'weather' }).hover()
  const star = main(page).getByRole('button', { name: 'Star weather' })
  const asked = page.waitForRequest(/\/topics\?.*first=weather/)
  await star.click()
  await asked
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await page.reload()
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/clusters/demo')
  await expect(page.getByRole('navigation', { name: 'Starred' }).getByRole('link', { name: 'weather' })).toBeVisible()
})

test('the palette offers actions, and what was starred and visited', async ({ page }) => {
  await mockTopics(page)
  await mockGroups(page)
  await page.goto('/clusters/demo/topics/weather')
  await expect(main(page).getByRole('heading', { name: 'weather' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('option', { name: 'Topic weather' })).toContainText('recent')
  await page.keyboard.type('dark th')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
  await page.keyboard.press('/')
  await page.keyboard.type('create to')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeVisible()
  await expect(page).toHaveURL('/clusters/demo/topics')
  await page.keyboard.press('Escape')
  await page.goto('/clusters/demo/groups/balance-service')
  await expect(main(page).getByRole('button', { name: 'Reset offsets…' })).toBeVisible()
  await page.goto('/clusters/demo')
  await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('reset bal')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('balance-service')
})

test('the tour of the embedded cluster leads to each step, ticks it, and is dismissed for good', async ({ page }) => {
  await page.goto('/clusters/demo')
  const tour = main(page).getByRole('heading', { name: 'Five things to try on this cluster' })
  await expect(tour).toBeVisible()
  await main(page).getByRole('link', { name: 'Look at a topic' }).click()
  await expect(page).toHaveURL('/clusters/demo/topics/transactions')
  await page.goBack()
  await expect(main(page).getByRole('listitem').filter({ hasText: 'Look at a topic' }).getByLabel('Done')).toBeVisible()
  await main(page).getByRole('button', { name: 'Send one yourself' }).click()
  await expect(page.getByRole('dialog')).toContainText('weather')
  await page.keyboard.press('Escape')
  await main(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(tour).toBeHidden()
  await page.reload()
  await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
  await expect(tour).toBeHidden()
})

test('a new topic shows the defaults of its cluster, and completes and explains other configs', async ({ page }) => {
  await page.goto('/clusters/demo/topics?action=create')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Retention')).toHaveAttribute('placeholder', /^\d/)
  await expect(dialog.getByLabel('Min in-sync replicas')).toHaveAttribute('placeholder', /^\d$/)
  await dialog.getByLabel('Other configs').fill('segment.m')
  await dialog.getByRole('button', { name: 'segment.ms' }).click()
  await expect(dialog.getByLabel('Other configs')).toHaveValue('segment.ms=')
  await expect(dialog.getByText(/period of time after which Kafka will force the log to roll/)).toBeVisible()
})

test('a name is copied whole, in its list and on its page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await mockTopics(page)
  await page.goto('/clusters/demo/topics')
  await main(page).getByRole('row').filter({ hasText: 'weather' }).hover()
  for (const place of ['list', 'page']) {
    await main(page).getByRole('button', { name: 'Copy weather' }).click()
    await expect(main(page).getByRole('button', { name: 'Copied weather' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('weather')
    if (place === 'list') await main(page).getByRole('link', { name: 'weather' }).click()
    await expect(page).toHaveURL('/clusters/demo/topics/weather')
  }
})
