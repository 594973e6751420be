import { chooseOption } from '#e2e/choose-option.ts'
import { openCommands } from '#e2e/commands.ts'
import { expect, test } from '#e2e/test.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import { createTopics, deleteTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'

const COUNT = 60

const NAMES = Array.from({ length: COUNT }, (_, index) => `zz-paged-${String(index).padStart(2, '0')}`)

async function withDemo(
  baseURL: string | undefined,
  act: (connections: ConnectionSet) => Promise<FanOut<unknown>>,
): Promise<void> {
  const { access } = await (await fetch(`${baseURL}/api/clusters/demo`)).json()
  const connections = new ConnectionSet({ bootstrap: parseAddresses(access.bootstrap.join()) })
  const { failures } = await act(connections)
  connections.close()
  expect(failures).toEqual([])
}

test.beforeAll(({ baseURL }) =>
  withDemo(baseURL, (connections) =>
    createTopics(
      connections,
      NAMES.map((name, index) => ({ name, partitions: 1 + (index % 3), replicationFactor: 1, configs: {} })),
    ),
  ),
)
// With one copy each, they would be without a leader as soon as a broker is stopped.
test.afterAll(({ baseURL }) => withDemo(baseURL, (connections) => deleteTopics(connections, NAMES)))

const nameOf = (row: number) => `tbody tr:nth-child(${row}) th`

test('topics are found by a part of their name or a glob, and the address says so', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  const search = page.getByRole('searchbox', { name: 'Search topics' })
  await search.fill('MOVIE')
  await expect(page.locator('tbody tr')).toHaveCount(5)
  await expect(page).toHaveURL(/q=MOVIE/)
  await search.fill('*log[35]')
  await expect(page.getByText('No topic matches')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(search).toHaveValue('')
  await search.fill('movielog?')
  await expect(page.locator('tbody tr')).toHaveCount(5)
  await page.reload()
  await expect(page.locator('tbody tr')).toHaveCount(5)
})

test('figures sort from the largest, and back; a page of the list is a link', async ({ page }) => {
  await page.goto('/clusters/demo/topics?q=zz-paged-')
  const partitions = page.getByRole('columnheader', { name: 'Partitions' })
  await expect(page.locator(nameOf(1))).toHaveText('zz-paged-00')
  await partitions.getByRole('button').click()
  await expect(partitions).toHaveAttribute('aria-sort', 'descending')
  await expect(page.locator(nameOf(1))).toHaveText('zz-paged-02')
  await partitions.getByRole('button').click()
  await expect(partitions).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.locator(nameOf(1))).toHaveText('zz-paged-00')
  await expect(page.locator(nameOf(2))).toHaveText('zz-paged-03')

  await page.goto('/clusters/demo/topics?q=zz-paged-')
  await expect(page.getByText(`1 to 50 of ${COUNT} topics`)).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText(`51 to ${COUNT} of ${COUNT} topics`)).toBeVisible()
  await expect(page).toHaveURL(/page=2/)
  await page.goBack()
  await expect(page.getByText(`1 to 50 of ${COUNT} topics`)).toBeVisible()
  await chooseOption(page.getByRole('combobox', { name: 'Rows' }), '100')
  await expect(page.locator('tbody tr')).toHaveCount(COUNT)

  await page.goto('/clusters/demo/topics?q=zz-paged-&page=9')
  await expect(page.getByText('This page does not exist')).toBeVisible()
  await page.getByRole('button', { name: 'First page' }).click()
  await expect(page.locator(nameOf(1))).toHaveText('zz-paged-00')
})

test('internal topics and healthy ones can be shown or left out', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /__consumer_offsets/ })).toBeHidden()
  await page.getByRole('checkbox', { name: 'Internal' }).check()
  await expect(page.getByRole('row', { name: /__consumer_offsets/ })).toBeVisible()
  await page.getByText('Unhealthy').click()
  await expect(page.getByText('No topic matches')).toBeVisible()
  await expect(page).toHaveURL(/health=unhealthy/)
})

test('columns and density are chosen once and remembered', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('columnheader', { name: 'Topic ID' })).toBeHidden()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Topic ID' }).check()
  await page.getByRole('checkbox', { name: 'Replication factor', exact: true }).uncheck()
  await page.getByText('Compact rows').click()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Topic ID' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Replication factor', exact: true })).toBeHidden()
  const row = page.getByRole('row', { name: /weather/ })
  await expect.poll(async () => (await row.boundingBox())?.height ?? Number.POSITIVE_INFINITY).toBeLessThan(30)
})

test('rows are walked by keyboard', async ({ page }) => {
  await page.goto('/clusters/demo/topics?q=movielog')
  const rows = page.locator('tbody tr')
  await expect(rows).toHaveCount(5)
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('k')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(rows.nth(4)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
})

test('the command is there to copy', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/clusters/demo/topics')
  await (await openCommands(page)).getByRole('button', { name: 'Copy', exact: true }).first().click()
  await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^kafka-topics\.sh --bootstrap-server 127\.0\.0\.1:\d+,\S+ --list --exclude-internal$/)
})

test('without a clipboard, as on plain http, copying still works', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'))
  await page.goto('/clusters/demo/topics')
  await (await openCommands(page)).getByRole('button', { name: 'Copy', exact: true }).first().click()
  await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible()
})
