import { expectNoFindings, findBarriers } from '#e2e/no-findings.ts'
import { mockGroups, movingMembers, states } from '#e2e/states/groups-api.ts'
import { finished, mockMessages, playStream, rows, messages as shown, started } from '#e2e/states/messages-api.ts'
import { expect, test } from '#e2e/test.ts'

const pages = {
  overview: '/clusters/demo',
  topics: '/clusters/demo/topics',
  'topics as a tree': '/clusters/demo/topics?view=tree&internal=true&open=__',
  'topics, none found': '/clusters/demo/topics?q=no-such-topic',
  'topics side by side': '/clusters/demo/compare/topics?ids=weather&ids=transactions',
  'groups side by side': '/clusters/demo/compare/groups?ids=nightly-batch&ids=nope',
  brokers: '/clusters/demo/brokers',
  topic: '/clusters/demo/topics/transactions',
  'groups of a topic': '/clusters/demo/topics/transactions/groups',
  'messages of a topic': '/clusters/demo/topics/weather/messages',
  groups: '/clusters/demo/groups',
  'groups, none found': '/clusters/demo/groups?q=no-such-group',
  group: '/clusters/demo/groups/nightly-batch',
  'members of a group': '/clusters/demo/groups/nightly-batch/members',
  'a group that is not there': '/clusters/demo/groups/nope',
  'configuration of a topic': '/clusters/demo/topics/weather/config',
  'a topic that is not there': '/clusters/demo/topics/nope',
  broker: '/clusters/demo/brokers/1',
  // Of more than 300, those that look in every way they can.
  'configuration of a broker': '/clusters/demo/brokers/1/config?q=log.',
  produce: '/clusters/demo/produce?topic=weather',
  'no such page': '/clusters/demo/nothing',
}

for (const [name, path] of Object.entries(pages)) {
  test(`${name}, wide and narrow`, async ({ page, watch }) => {
    watch.allowConsole(/404/)
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /Pause or change the refresh rate/ })).toHaveText(/^\d s ago$/)
    await expectNoFindings(page)
    await page.setViewportSize({ width: 390, height: 860 })
    await expect(page.getByRole('button', { name: 'Open navigation' })).toBeVisible()
    // What is there at this width only has the colours of the rest, so that one scheme shows them all.
    expect(await findBarriers(page)).toEqual([])
  })
}

test('a select that is open', async ({ page }) => {
  await page.goto('/clusters/demo/groups')
  await page.getByRole('combobox', { name: 'Lag status' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  // The rest of the page is hidden from readers meanwhile; Tab does not lead there, which axe cannot know.
  await expectNoFindings(page, '[role=listbox]')
})

test('the dialogs', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await page.getByRole('button', { name: 'Create topic' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFindings(page, '[role=dialog]')
  await page.keyboard.press('Escape')
  for (const name of ['Add partitions…', 'Delete messages…', 'Delete topic…']) {
    await page.goto('/clusters/demo/topics/weather')
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFindings(page, '[role=dialog]')
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Produce messages' }).click()
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('{"a": }')
  await page.getByText('Options', { exact: true }).click()
  await page.getByRole('button', { name: 'Add header' }).click()
  await expectNoFindings(page)
  await page.goto('/clusters/demo/topics/weather/config')
  await page.getByRole('button', { name: 'Edit retention.ms' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFindings(page, '[role=dialog]')
})

for (const [state, group] of Object.entries(states)) {
  test(`a group that is ${state}`, async ({ page }) => {
    await mockGroups(page, { group })
    await page.goto(`/clusters/demo/groups/${group.id}`)
    await expect(page.getByRole('img', { name: /^Lag: / })).toBeVisible()
    await expectNoFindings(page)
  })
}

test('the members of a group that rebalances, and what changes a group', async ({ page }) => {
  await mockGroups(page, { group: states.rebalancing, members: movingMembers })
  await page.goto(`/clusters/demo/groups/${states.rebalancing.id}/members`)
  await expect(page.getByTitle(/about to be revoked/).first()).toBeVisible()
  await expectNoFindings(page)
  await page.getByRole('button', { name: 'Reset offsets…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible()
  await expectNoFindings(page)
  for (const name of ['Delete offsets for a topic…', 'Delete group…']) {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFindings(page, '[role=dialog]')
  }
})

const messages = '/clusters/demo/topics/weather/messages'

test('messages, one of them, and what narrows them', async ({ page }) => {
  await mockMessages(page)
  await page.goto(`${messages}?key=station-1&columns=timestamp,offset,key,value.city,headers,value&record=0:48208`)
  await expect(page.getByRole('table', { name: 'messages' })).toBeVisible()
  await page.getByRole('button', { name: '4 partitions' }).click()
  await expectNoFindings(page)
  for (const name of ['Columns', 'More filters, 1 set', 'CEL cheat sheet', 'Recent and saved']) {
    await page.getByRole('button', { name }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFindings(page, '[role=dialog]')
    await page.keyboard.press('Escape')
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('dialog', { name: /^Message/ })).toBeVisible()
  expect(await findBarriers(page)).toEqual([])
})

test('messages, one of them chosen, and what is offered for it', async ({ page }) => {
  await mockMessages(page)
  await page.goto(messages)
  await page.getByRole('combobox', { name: 'Filter', exact: true }).fill('value.')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectNoFindings(page)
  await page.keyboard.press('Escape')
  const first = page.locator('tr[data-row="3:48211"]')
  await first.getByRole('checkbox').check()
  await first.focus()
  await page.keyboard.press('f')
  await expect(page.getByRole('menu')).toBeVisible()
  await expectNoFindings(page)
})

test('messages as they come, and none that match', async ({ page }) => {
  await mockMessages(page)
  const stream = await playStream(page)
  await page.goto(`${messages}?from=live`)
  await stream.isOpen()
  await stream.send(started, ...rows(shown))
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'station-1' }).first()).toBeVisible()
  await expectNoFindings(page)
  await page.goto(`${messages}?contains=x`)
  await stream.isOpen()
  await stream.send(started, finished({ reason: 'end', scanned: 9, matched: 0, cursor: null }))
  await expect(page.getByText('No message matches')).toBeVisible()
  await expectNoFindings(page)
})

test('the palette, the menus and the drawer', async ({ page }) => {
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('balances')
  await expect(page.getByRole('option', { name: 'Topic balances' })).toBeVisible()
  await expectNoFindings(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible()
  await expectNoFindings(page)
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFindings(page, '[role=dialog]')
})

test('an error in the place of a list', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  const error = { code: 'unreachable', message: 'Cannot reach a:1.', requestId: 'r' }
  await page.route('**/topics?*', (route) => route.fulfill({ status: 502, json: { error } }))
  await page.goto('/clusters/demo/topics')
  await expect(page.getByText('The cluster cannot be reached')).toBeVisible()
  await expectNoFindings(page)
})
