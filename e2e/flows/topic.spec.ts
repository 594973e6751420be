import type { APIRequestContext, Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'

const TOPICS = '/api/clusters/demo/topics'

let name = ''

test.beforeEach(async ({ request }, { testId }) => {
  name = `flow.${testId.slice(-8)}`
  await request.post(TOPICS, { data: { name, partitions: 3, replicationFactor: 2 } })
})
test.afterEach(async ({ page, request }) => {
  // A page that is still open would find its topic gone, and say so.
  await page.goto('about:blank')
  for (const topic of [name, `${name}-copy`]) await request.delete(`${TOPICS}/${topic}?confirm=${topic}`)
})

const dialog = (page: Page) => page.getByRole('dialog')
const overrides = async (request: APIRequestContext) => {
  const { items } = await (await request.get(`${TOPICS}/${name}/config`)).json()
  return Object.fromEntries(
    items
      .filter(({ source }: { source: string }) => source === 'topic')
      .map((item: { name: string; value: string }) => [item.name, item.value]),
  )
}

async function change(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('a topic of the list leads to its page: figures, partitions, live', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await page.getByRole('link', { name: 'transactions' }).click()
  await expect(page).toHaveURL('/clusters/demo/topics/transactions')
  await expect(page).toHaveTitle('transactions · Highwater')
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText('transactions')
  await expect(page.locator('tbody tr')).toHaveCount(10)
  const headings = await page.locator('thead th').allInnerTexts()
  const endOffset = page.locator('tbody tr').first().locator('td').nth(headings.indexOf('End offset'))
  const before = await endOffset.textContent()
  await expect(endOffset).not.toHaveText(before ?? '')
  await expect(page.getByRole('img', { name: /^Start offset 0, end offset/ }).first()).toBeVisible()
  await expect(page.getByRole('img', { name: /^Messages produced\/s: .* at \d\d:\d\d:\d\d, max / })).toBeVisible()
})

test('the tabs have addresses of their own, and so have sort and filter', async ({ page }) => {
  await page.goto('/clusters/demo/topics/balances')
  await page.getByRole('link', { name: 'Configuration' }).click()
  await expect(page).toHaveURL('/clusters/demo/topics/balances/config')
  await expect(page.getByRole('heading', { name: 'Topic overrides' })).toBeVisible()
  await page.goBack()
  await page.getByRole('columnheader', { name: 'End offset' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=endOffset&order=desc/)
  await page.getByText('Unhealthy').click()
  await expect(page.getByText('No partition matches')).toBeVisible()
})

test('created by keyboard alone, validated first, with a config', async ({ page, request }) => {
  await request.delete(`${TOPICS}/${name}?confirm=${name}`)
  await page.goto('/clusters/demo/topics')
  await page.getByRole('button', { name: 'Create topic' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(name)
  await page.keyboard.press('Tab')
  await page.keyboard.type('4')
  // Past replication factor, min in-sync replicas, retention and cleanup policy.
  for (let field = 0; field < 5; field++) await page.keyboard.press('Tab')
  await page.keyboard.type('cleanup.policy=compact')
  await dialog(page).getByRole('button', { name: 'Validate' }).click()
  await expect(dialog(page)).toContainText('Valid. The topic would have 4 partitions, replication factor 2.')
  await expect(dialog(page)).toContainText(`--create --topic ${name} --partitions 4 --config cleanup.policy=compact`)
  await dialog(page).getByLabel('Name').press('Enter')
  await expect(page).toHaveURL(`/clusters/demo/topics/${name}`)
  await expect(page.locator('tbody tr')).toHaveCount(4)
  await expect(page.getByText('latest message of each key')).toBeVisible()
})

test('what cannot be created says why, and nothing that was typed is lost', async ({ page, watch }) => {
  watch.allowConsole(/400|409/)
  await page.goto('/clusters/demo/topics')
  await page.getByRole('button', { name: 'Create topic' }).click()
  await dialog(page).getByLabel('Name').fill('not valid')
  await expect(dialog(page).getByRole('alert')).toHaveText(/letters, digits/)
  await dialog(page).getByLabel('Name').fill('weather')
  await dialog(page).getByLabel('Replication factor').fill('9')
  await dialog(page).getByRole('button', { name: 'Create topic' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('Already exists.')
  await expect(dialog(page).getByLabel('Replication factor')).toHaveValue('9')
})

test('a duplicate has the partitions and the configuration of the original', async ({ page, request }) => {
  await request.patch(`${TOPICS}/${name}/config`, { data: { set: { 'retention.ms': '60000' } } })
  await page.goto(`/clusters/demo/topics/${name}`)
  await change(page, 'Duplicate topic…')
  await expect(dialog(page).getByLabel('Retention')).toHaveValue('1 minute')
  await dialog(page).getByRole('button', { name: 'Create topic' }).click()
  await expect(page).toHaveURL(`/clusters/demo/topics/${name}-copy`)
  await expect(page.getByText('1 minute')).toBeVisible()
})

test('one setting is edited and reset; no other changes', async ({ page, request }) => {
  await request.patch(`${TOPICS}/${name}/config`, { data: { set: { 'segment.ms': '70000' } } })
  await page.goto(`/clusters/demo/topics/${name}/config`)
  await page.getByRole('searchbox', { name: 'Search configuration' }).fill('maximum time we will retain')
  await page.getByRole('button', { name: 'Edit retention.ms' }).click()
  await dialog(page).getByLabel('Value').fill('soon')
  await expect(dialog(page).getByRole('alert')).toHaveText('This is not a valid duration')
  await dialog(page).getByLabel('Value').fill('2 days')
  await expect(dialog(page)).toContainText('172800000 (2 days)')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('retention.ms was changed')).toBeVisible()
  expect(await overrides(request)).toEqual({ 'segment.ms': '70000', 'retention.ms': '172800000' })
  await page.getByRole('button', { name: 'Edit retention.ms' }).click()
  await dialog(page).getByText('Use default').click()
  await expect(dialog(page)).toContainText('Current172800000 (2 days)')
  // Kafka names no value behind this one, as the default of brokers is given in hours, under another name.
  await expect(dialog(page)).toContainText('Newthe default of the brokers, which they do not report')
  await expect(dialog(page)).toContainText(
    `--alter --entity-type topics --entity-name ${name} --delete-config retention.ms`,
  )
  expect(await overrides(request)).toEqual({ 'segment.ms': '70000', 'retention.ms': '172800000' })
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('retention.ms uses the default again')).toBeVisible()
  expect(await overrides(request)).toEqual({ 'segment.ms': '70000' })
})

test('the current value of a config is read when it is edited, as others change it too', async ({ page, request }) => {
  await page.goto(`/clusters/demo/topics/${name}/config`)
  await expect(page.getByText(/configs, as of \d\d:\d\d:\d\d/)).toBeVisible()
  await request.patch(`${TOPICS}/${name}/config`, { data: { set: { 'retention.ms': '60000' } } })
  await page.getByRole('button', { name: 'Edit retention.ms' }).click()
  await expect(dialog(page)).toContainText('Current60000 (1 minute)')
  await expect(dialog(page).getByLabel('Value')).toHaveValue('60000')
})

test('a list is entered with a line for each part', async ({ page, request }) => {
  await page.goto(`/clusters/demo/topics/${name}/config`)
  await page.getByRole('button', { name: 'Edit leader.replication.throttled.replicas' }).click()
  await dialog(page).getByLabel('Value').fill('0:1\n1:2\n')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('leader.replication.throttled.replicas was changed')).toBeVisible()
  expect(await overrides(request)).toEqual({ 'leader.replication.throttled.replicas': '0:1,1:2' })
})

test('more partitions, after being told what becomes of keys', async ({ page }) => {
  await page.goto(`/clusters/demo/topics/${name}`)
  await change(page, 'Add partitions…')
  await expect(dialog(page)).toContainText('their order across the change is not guaranteed')
  await dialog(page).getByLabel('Total number of partitions').fill('5')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${name} has 5 partitions now`)).toBeVisible()
  await expect(page.locator('tbody tr')).toHaveCount(5)
})

test('emptied and deleted only after its name was typed', async ({ page, watch }) => {
  // Until the list is there, the page of the topic may hear first that it is gone.
  watch.allowConsole(/404/)
  await page.goto(`/clusters/demo/topics/${name}`)
  await change(page, 'Delete messages…')
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill('something else')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeVisible()
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Messages deleted in 3 partitions')).toBeVisible()
  await change(page, 'Delete topic…')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clusters/demo/topics')
  await expect(page.getByText(`${name} was deleted`)).toBeVisible()
})

test('several are chosen and deleted together', async ({ page, request }) => {
  await request.post(TOPICS, { data: { name: `${name}-copy` } })
  await page.goto(`/clusters/demo/topics?q=${name}`)
  await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  await page.getByRole('checkbox', { name: `Select ${name}-copy` }).check()
  await page.getByRole('button', { name: 'Delete 2…' }).click()
  await expect(dialog(page).getByRole('listitem').filter({ hasText: 'no messages' })).toHaveCount(2)
  await expect(dialog(page)).toContainText(`--delete --topic 'flow\\.`)
  await page.keyboard.type('delete 2 topics')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 topics deleted')).toBeVisible()
  await expect(page.getByText('No topic matches')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Delete \d/ })).toBeHidden()
})

test('a chosen topic that others delete is chosen no longer', async ({ page, request, watch }) => {
  watch.allowConsole(/404/)
  await page.goto(`/clusters/demo/topics?q=${name}`)
  await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  await expect(page.getByRole('button', { name: 'Delete 1…' })).toBeVisible()
  await request.delete(`${TOPICS}/${name}?confirm=${name}`)
  await expect(page.getByText('No topic matches')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete 1…' })).toBeHidden()
})

test('deleted or re-created by another user while its page is open: said so', async ({ page, request, watch }) => {
  watch.allowConsole(/404/)
  await page.goto(`/clusters/demo/topics/${name}`)
  await expect(page.locator('tbody tr')).toHaveCount(3)
  // The rows may come before the topic itself; only a topic that was known can be said to be deleted.
  await expect(page.getByRole('button', { name: 'Produce messages' })).toBeVisible()
  await expect(await request.delete(`${TOPICS}/${name}?confirm=${name}`)).toBeOK()
  await expect(page.getByText('This topic was deleted')).toBeVisible()
  await request.post(TOPICS, { data: { name, partitions: 1 } })
  await expect(page.getByText('This topic was deleted and re-created.')).toBeVisible()
  await expect(page.locator('tbody tr')).toHaveCount(1)
})

test('a broker has a page: its replicas, log directories, configuration with its source', async ({ page, request }) => {
  await page.goto('/clusters/demo/brokers')
  await page.getByRole('link', { name: '2', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Broker 2' })).toBeVisible()
  await expect(page.getByText(/replicas · .* free$/)).toBeVisible()
  await page.getByText('Leaders only').click()
  await page.getByRole('searchbox', { name: 'Search replicas' }).fill('transactions')
  const { items } = await (await request.get(`${TOPICS}/transactions/partitions`)).json()
  const led = items.filter(({ leader }: { leader: number }) => leader === 2)
  await expect(page.locator('tbody tr')).toHaveCount(led.length)
  await page.getByRole('link', { name: 'Configuration' }).click()
  await expect(page.getByRole('heading', { name: 'Static broker config' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search configuration' }).fill('broker.session.timeout')
  await expect(page.getByText('4 seconds')).toBeVisible()
  await expect(page.getByText('static broker config', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Name matches')
  const explanation = page.getByRole('button', { expanded: false, name: /^The length of time/ })
  await explanation.click()
  await expect(page.getByRole('button', { expanded: true })).toBeVisible()
})

test('the controllers: one leads, the others follow', async ({ page }) => {
  await page.goto('/clusters/demo/brokers')
  const card = page.locator('section').filter({ hasText: 'Controllers' })
  await expect(card.getByRole('listitem')).toHaveCount(3)
  await expect(card.getByText('leader')).toHaveCount(1)
})
