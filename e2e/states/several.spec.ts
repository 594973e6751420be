import type { Page, Route } from '@playwright/test'
import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'
import { groupItem, listOf, mockGroups } from './groups-api.ts'
import { mockTopics, topicItem } from './topics-api.ts'

const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')

async function select(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names)
    await main(page)
      .getByRole('checkbox', { name: `Select ${name}`, exact: true })
      .check()
}

const refusal = (message: string) => ({ error: { code: 'forbidden', message, requestId: 'r' } })

const retention = {
  name: 'retention.ms',
  value: '604800000',
  default: '604800000',
  source: 'default',
  readOnly: false,
  sensitive: false,
  documentation: 'How long messages are kept.',
  type: 'long',
}

test('one config of several topics: previewed on the brokers, changed, and each has its own result', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/403/)
  const sent: unknown[] = []
  let isDenied = true
  await mockTopics(page, { items: ['clicks', 'orders', 'weather'].map((name) => topicItem({ name })) })
  await page.route('**/api/clusters/demo/topics/*/config', (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: listOf([retention]) })
    const { dryRun = false, ...change } = route.request().postDataJSON()
    const topic = route.request().url().split('/').at(-2)
    if (!dryRun) sent.push([topic, change])
    if (!dryRun && topic === 'orders' && isDenied) {
      return route.fulfill({ status: 403, json: refusal('Not authorized to alter orders.') })
    }
    const before = topic === 'weather' ? '3600000' : '604800000'
    const effect = before === '3600000' ? 'none' : 'value'
    const changes = [{ name: 'retention.ms', before, after: '3600000', effect }]
    return route.fulfill({ json: { changes, applied: !dryRun, incremental: true } })
  })
  await page.goto('/clusters/demo/topics')
  await select(page, ['clicks', 'orders', 'weather'])
  await main(page).getByRole('button', { name: 'Configuration…' }).click()
  await dialog(page).getByRole('combobox', { name: 'Config' }).fill('retent')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('textbox', { name: 'Value', exact: true }).fill('1 h')
  await expect(dialog(page)).toContainText('--entity-name weather --add-config retention.ms=3600000')
  await dialog(page).getByRole('button', { name: 'Preview' }).click()
  const preview = dialog(page).getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('2 topics will change, 1 topic unchanged.')
  await expect(preview.getByRole('row', { name: /^clicks/ })).toContainText('604800000 (7 days)3600000 (1 hour)')
  expect(sent).toEqual([])
  await expectNoFindings(page, '[role=dialog]')
  await dialog(page).getByRole('button', { name: 'Change 2 topics' }).click()
  await expect(preview.getByRole('row', { name: /^clicks/ })).toContainText('changed')
  await expect(preview.getByRole('row', { name: /^orders/ })).toContainText('Not authorized to alter orders.')
  isDenied = false
  await dialog(page).getByRole('button', { name: 'Change 1 topic' }).click()
  await expect(dialog(page)).toBeHidden()
  const change = { set: { 'retention.ms': '3600000' } }
  expect(sent).toEqual([
    ['clicks', change],
    ['orders', change],
    ['orders', change],
  ])
})

test('what takes long can be stopped, and stays in sight until then', async ({ page }) => {
  const sent: (string | undefined)[] = []
  const first = Promise.withResolvers<void>()
  await mockTopics(page, { items: ['clicks', 'orders'].map((name) => topicItem({ name })) })
  await page.route('**/api/clusters/demo/topics/*/config', async (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: listOf([retention]) })
    const { dryRun = false } = route.request().postDataJSON()
    if (!dryRun) {
      sent.push(route.request().url().split('/').at(-2))
      await first.promise
    }
    const changes = [{ name: 'retention.ms', before: '604800000', after: '604800000', effect: 'override' }]
    return route.fulfill({ json: { changes, applied: !dryRun, incremental: true } })
  })
  await page.goto('/clusters/demo/topics')
  await select(page, ['clicks', 'orders'])
  await main(page).getByRole('button', { name: 'Configuration…' }).click()
  await dialog(page).getByRole('combobox', { name: 'Config' }).fill('retention.ms')
  await dialog(page).getByRole('textbox', { name: 'Value', exact: true }).fill('7 d')
  await dialog(page).getByRole('button', { name: 'Preview' }).click()
  const preview = dialog(page).getByRole('region', { name: 'Preview' })
  await expect(preview.getByRole('row', { name: /^orders/ })).toContainText('604800000 (7 days), now as an override')
  await dialog(page).getByRole('button', { name: 'Change 2 topics' }).click()
  await expect.poll(() => sent).toEqual(['clicks'])
  await page.keyboard.press('Escape')
  await dialog(page).getByRole('button', { name: 'Stop' }).click()
  first.resolve()
  await expect(preview.getByRole('row', { name: /^clicks/ })).toContainText('changed')
  await expect(dialog(page).getByRole('button', { name: 'Change 1 topic' })).toBeEnabled()
  expect(sent).toEqual(['clicks'])
})

const moved = (before: number, after: number) => ({
  rows: [{ topic: 'clicks', partition: 0, before, after, change: after - before, note: null }],
})

test('several groups are reset: those with members are left out, each has its own result, and it is undone', async ({
  page,
}) => {
  const items = ['audit', 'billing', 'report'].map((id) =>
    groupItem({ id, state: 'Empty', memberCount: id === 'report' ? 2 : 0 }),
  )
  const sent: unknown[] = []
  const change = (id: string) => (route: Route) => {
    const { dryRun, ...reset } = route.request().postDataJSON()
    if (!dryRun) sent.push([id, reset])
    const json = reset.to.type === 'rows' ? moved(0, 40) : moved(40, 0)
    return route.fulfill({ json: { ...json, applied: !dryRun } })
  }
  await mockGroups(page, { items })
  for (const item of items) {
    const at = `**/api/clusters/demo/groups/${item.id}`
    await page.route(at, (route) => route.fulfill({ json: { ...item, topics: [] } }))
    await page.route(`${at}/offsets?*`, change(item.id))
  }
  await page.goto('/clusters/demo/groups')
  await select(page, ['audit', 'billing', 'report'])
  await main(page).getByRole('button', { name: 'Reset offsets…' }).click()
  await expect(dialog(page)).toContainText('--reset-offsets --group report --all-topics --to-earliest --dry-run')
  await dialog(page).getByRole('button', { name: 'Preview' }).click()
  const preview = dialog(page).getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText(
    '2 groups will be reset: 80 messages will be consumed again; 1 group cannot be reset.',
  )
  await expect(preview.getByRole('row', { name: /^report/ })).toContainText('2 active members')
  expect(sent).toEqual([])
  await expectNoFindings(page, '[role=dialog]')
  await dialog(page).getByRole('textbox', { name: 'Type reset 2 groups to confirm' }).fill('reset 2 groups')
  await dialog(page).getByRole('button', { name: 'Reset 2 groups' }).click()
  await expect(preview.getByRole('row', { name: /^audit/ })).toContainText('reset, and verified')
  await dialog(page).getByRole('button', { name: 'Undo' }).click()
  await expect(dialog(page)).toBeHidden()
  const back = { to: { type: 'rows', rows: [{ topic: 'clicks', partition: 0, offset: 40 }] } }
  expect(sent).toEqual([
    ['audit', { to: { type: 'earliest' } }],
    ['billing', { to: { type: 'earliest' } }],
    ['audit', back],
    ['billing', back],
  ])
})
