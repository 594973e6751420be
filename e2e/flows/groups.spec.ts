import type { APIRequestContext, Page } from '@playwright/test'
import type { Consumer } from 'kafkajs'
import { chooseOption } from '#e2e/choose-option.ts'
import { openCommands } from '#e2e/commands.ts'
import { committedBy, connectToDemo, type Kafka } from '#e2e/demo-kafka.ts'
import { expect, test } from '#e2e/test.ts'

const GROUPS = '/api/clusters/demo/groups'
const TOPICS = '/api/clusters/demo/topics'
const MESSAGES_EACH = 30
/** How far each of them has read, of thirty messages on each of two partitions. */
const STANDING = { near: 25, far: 5, middle: 15 } as const
const PATIENT = { timeout: 60_000 }

let topic = ''
let kafka: Kafka
let reader: Consumer | null = null

const groupOf = (name: string) => `${topic}.${name}`

test.beforeEach(async ({ request }, { testId }) => {
  topic = `flow.shore.${testId.slice(-8)}`
  await request.post(TOPICS, { data: { name: topic, partitions: 2, replicationFactor: 2 } })
  kafka = await connectToDemo(request, 'walker')
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const messages = Array.from({ length: 2 * MESSAGES_EACH }, (_, index) => ({ partition: index % 2, value: 'shell' }))
  await producer.send({ topic, messages })
  await producer.disconnect()
})
test.afterEach(async ({ page, request }) => {
  await page.goto('about:blank')
  await reader?.disconnect()
  reader = null
  for (const name of [...Object.keys(STANDING), 'read', 'new']) {
    const id = groupOf(name)
    await request.delete(`${GROUPS}/${id}?confirm=${id}`)
  }
  await request.delete(`${TOPICS}/${topic}?confirm=${topic}`)
})

const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')

async function commitStanding(request: APIRequestContext): Promise<void> {
  for (const [name, offset] of Object.entries(STANDING)) {
    const id = groupOf(name)
    const data = { topics: [{ topic }], to: { type: 'offset', offset }, dryRun: false }
    expect(await (await request.post(`${GROUPS}/${id}/offsets?confirm=${id}`, { data })).json()).toMatchObject({
      applied: true,
    })
  }
}

/** Resolves when everything is read and committed, and the dashboard knows the group. */
async function startReader(request: APIRequestContext): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId: groupOf('read') })
  reader = consumer
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ autoCommitInterval: 500, eachMessage: async () => {} })
  await expect.poll(() => commitsOf('read'), PATIENT).toEqual([MESSAGES_EACH, MESSAGES_EACH])
  await expect.poll(async () => (await request.get(`${GROUPS}/${groupOf('read')}`)).status(), PATIENT).toBe(200)
  return consumer
}

async function commitsOf(name: string): Promise<number[]> {
  return [...(await committedBy(kafka, groupOf(name), topic)).values()]
}

/** By their titles, as a long name is shown in two parts. */
async function expectGroups(page: Page, ids: readonly string[]): Promise<void> {
  const names = page.locator('tbody tr th a')
  await expect
    .poll(() => names.evaluateAll((links) => links.map((link) => link.getAttribute('title'))), PATIENT)
    .toEqual(ids)
}

test('the groups are found: the highest lag first, by name, by state, by topic', async ({ page, request }) => {
  await commitStanding(request)
  await startReader(request)
  await page.goto('/clusters/demo')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' }).click()
  await expect(page).toHaveURL('/clusters/demo/groups')
  await expect(page.getByRole('columnheader', { name: 'Lag', exact: true })).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('searchbox', { name: 'Search groups' }).fill(topic)
  await expectGroups(page, ['far', 'middle', 'near', 'read'].map(groupOf))
  await expect(page.getByRole('row', { name: new RegExp(groupOf('far')) })).toContainText('stopped')
  await page.getByRole('columnheader', { name: 'Group' }).getByRole('button').click()
  await page.getByRole('columnheader', { name: 'Group' }).getByRole('button').click()
  await expectGroups(page, ['read', 'near', 'middle', 'far'].map(groupOf))

  await chooseOption(page.getByRole('combobox', { name: 'State', exact: true }), 'Stable')
  await expectGroups(page, [groupOf('read')])
  await chooseOption(page.getByRole('combobox', { name: 'State', exact: true }), '')
  await chooseOption(page.getByRole('combobox', { name: 'Lag status' }), 'stopped')
  await expectGroups(page, ['near', 'middle', 'far'].map(groupOf))
  await page.goto('/clusters/demo/groups')
  await page.getByRole('combobox', { name: 'Consumes topic' }).fill(topic)
  await page.keyboard.press('Enter')
  await expectGroups(page, ['far', 'middle', 'near', 'read'].map(groupOf))
})

test('one group: where it stands on each partition, and who its members are', async ({ page, request }) => {
  await startReader(request)
  await page.goto(`/clusters/demo/groups?q=${topic}`)
  await page.getByRole('link', { name: groupOf('read') }).click()
  await expect(page).toHaveTitle(`${groupOf('read')} · Highwater`)
  const rows = page.getByRole('table', { name: 'partitions' }).locator('tbody tr')
  await expect(rows).toHaveCount(2)
  const tape = `Start offset 0, end offset ${MESSAGES_EACH}: ${MESSAGES_EACH} messages; committed offset of the group ${MESSAGES_EACH}`
  await expect(rows.first().getByRole('img', { name: tape })).toBeVisible()
  await expect(rows.first()).toContainText('up to date')
  await expect(rows.first()).toContainText('walker')
  await expect((await openCommands(page)).getByText(`--describe --group ${groupOf('read')}`)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: /^Members/ }).click()
  await expect(page).toHaveURL(/\/members$/)
  const member = page.getByRole('table', { name: 'members' }).locator('tbody tr')
  await expect(member).toHaveCount(1)
  await expect(member).toContainText('walker')
  await expect(member).toContainText('127.0.0.1')
  await expect(member).toContainText(`${topic}: 0-1`)
  await expect(main(page).getByTitle(`Partition 1 of ${topic}: assigned`)).toBeVisible()
})

test('a topic tells who reads it, and its tapes where they stand', async ({ page, request }) => {
  await commitStanding(request)
  await page.goto(`/clusters/demo/topics/${topic}`)
  await expect(page.getByRole('img', { name: `committed offset of ${groupOf('far')} 5` }).first()).toBeVisible()
  await page
    .getByRole('link', { name: /^Groups/ })
    .last()
    .click()
  await expect(page).toHaveURL(`/clusters/demo/topics/${topic}/groups`)
  await expectGroups(page, ['far', 'middle', 'near'].map(groupOf))
  await expect(page.getByRole('row', { name: new RegExp(groupOf('middle')) })).toContainText('30')
})

test('offsets are reset: shown first, refused while a consumer reads, done, and undone', async ({
  page,
  request,
  watch,
}) => {
  watch.allowConsole(/409/)
  const id = groupOf('read')
  const consumer = await startReader(request)
  await page.goto(`/clusters/demo/groups/${id}`)
  await page.getByRole('button', { name: 'Reset offsets…' }).click()
  await expect(dialog(page).getByText('The group has active members.')).toBeVisible()
  await expect(dialog(page).getByText('walker on 127.0.0.1')).toBeVisible()
  await chooseOption(dialog(page).getByLabel('To', { exact: true }), 'offset')
  await dialog(page).getByLabel('Offset', { exact: true }).fill('12')
  await dialog(page).getByRole('button', { name: 'Preview' }).click()
  const preview = dialog(page).getByRole('region', { name: 'Preview' })
  await expect(
    preview.getByRole('row', { name: new RegExp(`^${topic} 1 30 12 −18 18 messages consumed again`) }),
  ).toBeVisible()
  const apply = dialog(page).getByRole('button', { name: 'Reset offsets', exact: true })
  await dialog(page).getByLabel(`Type ${id} to confirm`).fill(id)
  await expect(apply).toHaveAttribute('aria-disabled', 'true')
  const data = { to: { type: 'offset', offset: 12 }, dryRun: false }
  const refused = await request.post(`${GROUPS}/${id}/offsets?confirm=${id}`, { data })
  expect(refused.status()).toBe(409)
  expect((await refused.json()).error.message).toContain('walker on 127.0.0.1')
  expect(await commitsOf('read')).toEqual([MESSAGES_EACH, MESSAGES_EACH])

  await consumer.disconnect()
  await expect(dialog(page).getByText('The group has active members.')).toBeHidden(PATIENT)
  await apply.click()
  await expect(dialog(page)).toBeHidden()
  await expect(main(page).getByText('Offsets of 2 partitions were reset.')).toBeVisible()
  expect(await commitsOf('read')).toEqual([12, 12])
  await expect(main(page).getByText(/No active members since .* · lag 36\./)).toBeVisible()
  await main(page).getByRole('button', { name: 'Undo' }).click()
  await expect(main(page).getByText('Undone: offsets of 2 partitions restored.')).toBeVisible()
  expect(await commitsOf('read')).toEqual([MESSAGES_EACH, MESSAGES_EACH])
})

test('a group that is not there yet is told where to begin, and can be deleted', async ({ page, watch }) => {
  watch.allowConsole(/404/)
  const id = groupOf('new')
  await page.goto(`/clusters/demo/groups/${id}`)
  await page.getByRole('button', { name: 'Set start offsets…' }).click()
  await dialog(page).getByLabel('Topics', { exact: true }).fill(topic)
  await dialog(page).getByRole('button', { name: 'Preview' }).click()
  await expect(dialog(page).getByRole('row', { name: new RegExp(`^${topic} 0 none 0`) })).toBeVisible()
  await dialog(page).getByLabel(`Type ${id} to confirm`).fill(id)
  await dialog(page).getByRole('button', { name: 'Reset offsets', exact: true }).click()
  await expect(main(page).getByText(/No active members · lag 60\./)).toBeVisible(PATIENT)
  expect(await commitsOf('new')).toEqual([0, 0])
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete group…' }).click()
  await dialog(page).getByLabel(`Type ${id} to confirm`).fill(id)
  await dialog(page).getByRole('button', { name: 'Delete group', exact: true }).click()
  await expect(page).toHaveURL('/clusters/demo/groups')
  expect(await commitsOf('new')).toEqual([])
})
