import type { Page } from '@playwright/test'
import { chooseOption } from '#e2e/choose-option.ts'
import { expect, test } from '#e2e/test.ts'
import type { ProduceReply, ProduceRequest } from '#lib/contract/produce.ts'
import { clusterItem, silent } from './connection-api.ts'

// What becomes of messages, played by the browser: brokers refuse single ones only in ways that take long to arrange.

const PAGE = '/clusters/demo/produce?topic=transactions'
const messages = '**/api/clusters/demo/topics/transactions/messages'
const WRITTEN_MS = Date.UTC(2026, 10, 21, 10, 40)

type Result = ProduceReply['results'][number]

const written = (index: number): Result => ({
  index,
  ok: true,
  partition: index % 10,
  offset: 1_200 + index,
  timestampMs: WRITTEN_MS,
})
const refused = (index: number, error: string): Result => ({
  index,
  ok: false,
  partition: 3,
  offset: null,
  timestampMs: null,
  error,
})

/** Answers each production with what `answer` says of it, and keeps what was sent. */
async function mockProduce(page: Page, answer: (request: ProduceRequest, time: number) => Result[]) {
  const sent: ProduceRequest[] = []
  await page.route(messages, (route) => {
    const request: ProduceRequest = route.request().postDataJSON()
    sent.push(request)
    const results = answer(request, sent.length)
    return route.fulfill({ json: { results, failed: results.filter(({ ok }) => !ok).length } })
  })
  return sent
}

const allWritten = ({ records }: ProduceRequest) => records.map((_record, index) => written(index))
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const value = (page: Page) => page.getByRole('textbox', { name: 'Value', exact: true })
const openOptions = (page: Page) => page.getByText('Options', { exact: true }).click()
const outcome = (page: Page) => page.getByRole('region', { name: 'Results' })

test('JSON is checked while it is typed, with the place of the fault', async ({ page }) => {
  const sent = await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await value(page).fill('{\n  "city": "Toronto"\n  "id": 1\n}')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    'Not JSON at line 3, column 3: a comma or } is missing',
  )
  await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'true')
  await button(page, 'Send').hover()
  await expect(page.getByRole('tooltip')).toContainText('The value: Not JSON at line 3')
  await page.keyboard.press('Control+Enter')
  await value(page).fill('{"city": "Toronto"}')
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  await expect(page.getByText('19 B', { exact: true })).toBeVisible()
  expect(sent).toEqual([])
})

test('that empty text is no JSON is said only once something was typed, or is to be sent', async ({ page }) => {
  const empty = page.getByText('Empty text is not valid JSON')
  await page.goto(PAGE)
  await expect(value(page)).toHaveAttribute('aria-invalid', 'false')
  await expect(empty).toHaveCount(0)
  await value(page).fill('{}')
  await value(page).fill('')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Empty text is not valid JSON')
  const pressed = () => button(page, 'Send').click({ force: true })
  for (const send of [() => value(page).press('Control+Enter'), pressed]) {
    await page.goto(PAGE)
    await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'true')
    await expect(empty).toHaveCount(0)
    await send()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText('Empty text is not valid JSON')
  }
})

test('one message: sent by the keyboard, with all that can be said of it, and linked to', async ({ page }) => {
  const sent = await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await chooseOption(page.getByRole('combobox', { name: 'Format of the value' }), 'string')
  await value(page).fill('two\nlines')
  await page.getByRole('group', { name: 'Key or null' }).getByText('Key', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Key', exact: true }).fill('account-7')
  await openOptions(page)
  await button(page, 'Add header').click()
  await page.getByRole('textbox', { name: 'Name of header 1' }).fill('trace')
  await page.getByRole('textbox', { name: 'Value of header 1' }).fill('00ff')
  await chooseOption(page.getByRole('combobox', { name: 'Format of header 1' }), 'hex')
  await button(page, 'Add header').click()
  await page.getByRole('textbox', { name: 'Name of header 2' }).fill('trace')
  await page.getByRole('checkbox', { name: 'Header 2 is null' }).check()
  await chooseOption(page.getByRole('combobox', { name: 'Partition' }), 'Partition…')
  await page.getByRole('textbox', { name: 'Number of the partition' }).fill('10')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Enter a partition: 0 to 9')
  await page.getByRole('textbox', { name: 'Number of the partition' }).fill('9')
  await page.getByRole('textbox', { name: 'Timestamp' }).fill('2026-11-21T10:40:00Z')
  await chooseOption(page.getByRole('combobox', { name: 'Acks' }), '1')
  await chooseOption(page.getByRole('combobox', { name: 'Compression' }), 'zstd')
  await value(page).press('Control+Enter')
  await expect(outcome(page)).toContainText('Sent.')
  await expect(outcome(page).getByRole('link', { name: 'partition 0, offset 1,200' })).toHaveAttribute(
    'href',
    '/clusters/demo/topics/transactions/messages?from=offset&partitions=0&offset=1200&record=0%3A1200',
  )
  expect(sent).toEqual([
    {
      records: [
        {
          key: { format: 'string', data: 'account-7' },
          value: { format: 'string', data: 'two\nlines' },
          headers: [
            { name: 'trace', value: { format: 'hex', data: '00ff' } },
            { name: 'trace', value: null },
          ],
          partition: 9,
          timestampMs: WRITTEN_MS,
        },
      ],
      partitioner: 'key',
      acks: 'leader',
      compression: 'zstd',
    },
  ])
})

test('a row of headers without anything is not sent, and a value without a name stops', async ({ page }) => {
  const sent = await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await value(page).fill('{}')
  await openOptions(page)
  await button(page, 'Add header').click()
  await button(page, 'Add header').click()
  await page.getByRole('textbox', { name: 'Value of header 2' }).fill('x')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Enter a name')
  await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: 'Name of header 2' }).fill('trace')
  await button(page, 'Send').click()
  await expect(outcome(page)).toContainText('Sent.')
  expect(sent[0]?.records[0]?.headers).toEqual([{ name: 'trace', value: { format: 'string', data: 'x' } }])
})

// Where the form was long, the result came above the screen, and under the bar at its top.
for (const [screen, width] of [
  ['wide', 1_200],
  ['narrow', 600],
] as const) {
  test(`what became of it is in sight and told beside the button, on a ${screen} screen`, async ({ page }) => {
    await page.setViewportSize({ width, height: 500 })
    await mockProduce(page, allWritten)
    await page.goto(PAGE)
    await value(page).fill('{}')
    await button(page, 'Send').scrollIntoViewIfNeeded()
    await button(page, 'Send').click()
    await expect(page.getByRole('status', { name: 'Result' })).toHaveText('Sent.')
    const notice = outcome(page).getByText('Sent.', { exact: true })
    await expect(notice).toBeInViewport({ ratio: 1 })
    const { y = 0 } = (await notice.boundingBox()) ?? {}
    const bar = await page.getByRole('banner').boundingBox()
    expect(y).toBeGreaterThanOrEqual(bar?.height ?? 0)
  })
}

// At 1440 by 900 the button was below the fold, and options that few messages need were above it.
test('Send is in sight on the page and in the dialog, and the options say what is set', async ({ page }) => {
  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto('/clusters/demo/topics/transactions')
  await button(page, 'Produce messages').click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 })
  await page.goto(PAGE)
  await expect(button(page, 'Send')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('combobox', { name: 'Acks' })).toBeHidden()
  await openOptions(page)
  await chooseOption(page.getByRole('combobox', { name: 'Acks' }), '1')
  await chooseOption(page.getByRole('combobox', { name: 'Compression' }), 'gzip')
  await expect(button(page, 'Send')).toBeInViewport({ ratio: 1 })
  await openOptions(page)
  await expect(page.getByText('acks=1, gzip')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Acks' })).toBeHidden()
})

test('no result stands beside an error, or beside a form that was changed since', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await value(page).fill('{}')
  await button(page, 'Send').click()
  const sent = page.getByText('Sent.', { exact: true }).filter({ visible: true })
  await expect(sent).toHaveCount(2)
  await value(page).fill('{')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not JSON')
  await expect(sent).toHaveCount(0)
  await value(page).fill('{}')
  await expect(sent).toHaveCount(0)
  const error = { code: 'unreachable', message: 'Cannot reach kafka-1:9092: connection refused.', requestId: 'r' }
  await page.route(messages, (route) => route.fulfill({ status: 502, json: { error } }))
  await button(page, 'Send').click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Cannot reach kafka-1:9092')
  await expect(sent).toHaveCount(0)
  await expect(outcome(page).getByText('Earlier results (1)')).toBeVisible()
})

test('JSON is formatted and made compact again without losing a digit', async ({ page }) => {
  await page.goto(PAGE)
  const format = button(page, 'Format JSON of the value')
  await expect(format).toHaveAttribute('aria-disabled', 'true')
  await value(page).fill('{"id":9007199254740993,"price":1.10')
  await format.hover()
  await expect(page.getByRole('tooltip')).toContainText('a comma or } is missing')
  await value(page).fill('{"id":9007199254740993,"price":1.10}')
  await format.click()
  await expect(value(page)).toHaveValue('{\n  "id": 9007199254740993,\n  "price": 1.10\n}')
  await button(page, 'Compact JSON of the value').click()
  await expect(value(page)).toHaveValue('{"id":9007199254740993,"price":1.10}')
  await chooseOption(page.getByRole('combobox', { name: 'Format of the value' }), 'string')
  await expect(format).toHaveCount(0)
})

test('null and empty are not the same', async ({ page }) => {
  const sent = await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await chooseOption(page.getByRole('combobox', { name: 'Format of the value' }), 'string')
  await expect(page.getByText('Empty: 0 bytes, which differs from null')).toBeVisible()
  await button(page, 'Send').click()
  await page.getByRole('group', { name: 'Value or null' }).getByText('Null', { exact: true }).click()
  await expect(page.getByText('Null is a tombstone')).toBeVisible()
  await button(page, 'Send').click()
  await expect(outcome(page).getByText('Sent.', { exact: true })).toHaveCount(2)
  expect(sent.map(({ records }) => records[0]?.value)).toEqual([{ format: 'string', data: '' }, null])
})

test('many: counted, wrong lines named; those that fail say why, and are tried again alone', async ({ page }) => {
  const tooLarge = 'It is larger than this topic or its brokers take.'
  const sent = await mockProduce(page, ({ records }, time) =>
    records.map((_record, index) => (time === 1 && index % 2 === 1 ? refused(index, tooLarge) : written(index))),
  )
  await page.goto(PAGE)
  await page.getByText('Batch', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Key separator' }).fill(':')
  const lines = page.getByRole('textbox', { name: 'Messages, one per line' })
  await lines.fill('a:1\nb 2\n\nc:3\nd:4')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Line 2: the separator “:” is missing')
  await expect(page.getByText('3 messages, 6 B; 1 empty line ignored')).toBeVisible()
  await lines.fill('a:1\nb:2\nc:3\nd:4\n')
  await openOptions(page)
  await chooseOption(page.getByRole('combobox', { name: 'Partition' }), 'Round robin')
  await button(page, 'Send').click()
  await expect(outcome(page)).toContainText('2 of 4 messages sent, 2 not.')
  await expect(outcome(page).getByRole('listitem').first()).toHaveText(`Message 2: partition 3: ${tooLarge}`)
  await button(page, 'Retry 2 messages').click()
  await expect(outcome(page)).toContainText('2 messages sent.')
  await expect(outcome(page).getByRole('listitem').nth(1)).toContainText('Message 4: partition 1, offset 1,201')
  await outcome(page).getByText('Earlier results (1)').click()
  await expect(button(page, 'Retry 2 messages')).toHaveAttribute('aria-disabled', 'true')
  expect(sent.map(({ records, partitioner }) => [partitioner, records.map(({ key }) => key?.data)])).toEqual([
    ['roundrobin', ['a', 'b', 'c', 'd']],
    ['roundrobin', ['b', 'd']],
  ])
})

// Many began as text, so that broken JSON went out unchecked.
test('the format is chosen once for one and for many', async ({ page }) => {
  await page.goto(PAGE)
  await page.getByText('Batch', { exact: true }).click()
  const format = page.getByRole('combobox', { name: 'Format of the values' })
  await expect(format).toHaveText('JSON')
  await page.getByRole('textbox', { name: 'Messages, one per line' }).fill('{"a": 1}\n{"a": }')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Line 2: Not JSON at column 7: ')
  await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'true')
  await chooseOption(format, 'string')
  await expect(button(page, 'Send')).toHaveAttribute('aria-disabled', 'false')
  await page.getByText('One message', { exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Format of the value' })).toHaveText('Text')
})

test('nothing at all could be sent: said, and what was typed stays', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  const error = { code: 'unreachable', message: 'Cannot reach kafka-1:9092: connection refused.', requestId: 'r' }
  await page.route(messages, (route) => route.fulfill({ status: 502, json: { error } }))
  await page.goto(PAGE)
  await value(page).fill('{}')
  await button(page, 'Send').click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Cannot reach kafka-1:9092')
  await expect(value(page)).toHaveValue('{}')
})

test('a broker that tells no offset', async ({ page }) => {
  await mockProduce(page, () => [{ ...written(0), offset: null }])
  await page.goto(PAGE)
  await value(page).fill('{}')
  await openOptions(page)
  await chooseOption(page.getByRole('combobox', { name: 'Acks' }), '0')
  await button(page, 'Send').click()
  await expect(outcome(page)).toContainText('partition 0, offset not reported')
})

test('what does the same by hand, for each tool', async ({ page }) => {
  await page.goto(PAGE)
  await value(page).fill('{"a": 1}')
  const tools = page.getByRole('group', { name: 'Equivalent command' })
  await expect(page.getByText(`printf %s '{"a": 1}' | kcat -b`)).toContainText('-P -t transactions')
  await tools.getByText('Console producer').click()
  await expect(page.getByText('kafka-console-producer.sh')).toBeVisible()
  await tools.getByText('Python').click()
  await expect(page.getByText('from confluent_kafka import Producer')).toBeVisible()
  await tools.getByText('kafkajs').click()
  await expect(page.getByText("require('kafkajs')")).toBeVisible()
})

test('a choice of a few is one stop for the tab key, and the arrows choose', async ({ page }) => {
  await page.goto(PAGE)
  const one = page.getByRole('radio', { name: 'One message' })
  const many = page.getByRole('radio', { name: 'Batch' })
  await one.focus()
  await page.keyboard.press('ArrowRight')
  await expect(many).toBeChecked()
  await expect(many).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('combobox', { name: 'Topic' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(many).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(one).toBeChecked()
})

test('a topic that is not there, and a cluster that is read-only', async ({ page }) => {
  await page.goto('/clusters/demo/produce?topic=nope')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    'There is no topic “nope” in this cluster; sending does not create it',
  )
  const items = [clusterItem({ readOnly: true })]
  await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
  await page.goto(PAGE)
  await expect(page.getByText('This cluster is read-only.')).toBeVisible()
  await value(page).fill('{}')
  await expect(button(page, 'Send')).toBeDisabled()
  await button(page, 'Send').hover()
  await expect(page.getByRole('tooltip')).toContainText('read-only')
})

test('a read-only cluster that has never answered is said to be read-only, too', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  await page.route('**/api/clusters/demo', (route) => route.fulfill({ status: 502, json: { error: silent.error } }))
  const items = [{ ...silent, readOnly: true }]
  await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
  await page.goto(PAGE)
  await expect(page.getByText('This cluster is read-only.')).toBeVisible()
})

// A press of Escape, or beside the dialog, lost a message that took long to type.
test('what was typed in the dialog and not sent is there when it is opened again', async ({ page }) => {
  await mockProduce(page, allWritten)
  await page.goto('/clusters/demo/topics/transactions')
  const dialog = page.getByRole('dialog')
  const open = () => button(page, 'Produce messages').click()
  await open()
  await value(page).fill('{"typed": true}')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await open()
  await expect(value(page)).toHaveValue('{"typed": true}')
  await dialog.getByRole('button', { name: 'Discard draft' }).click()
  await expect(value(page)).toHaveValue('')
  await expect(dialog.getByText('Unsent draft restored')).toHaveCount(0)
  await value(page).fill('{"sent": true}')
  await value(page).press('Control+Enter')
  await expect(outcome(page)).toContainText('Sent.')
  await expect(value(page)).toHaveValue('{"sent": true}')
  await page.keyboard.press('Escape')
  await open()
  await expect(value(page)).toHaveValue('')
})

test('a form is saved by name, and fills another one', async ({ page }) => {
  await page.goto(PAGE)
  await value(page).fill('{"saved": true}')
  await openOptions(page)
  await chooseOption(page.getByRole('combobox', { name: 'Compression' }), 'zstd')
  await button(page, 'Templates').click()
  await expect(button(page, 'Save template')).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('account opened')
  await page.keyboard.press('Enter')
  await expect(button(page, /^account opened/)).toContainText('for transactions')
  await page.goto('/clusters/demo/produce')
  await button(page, 'Templates').click()
  await button(page, /^account opened/).click()
  await expect(value(page)).toHaveValue('{"saved": true}')
  await expect(page.getByRole('combobox', { name: 'Topic' })).toHaveValue('transactions')
  await expect(page.getByText('acks=all, zstd')).toBeVisible()
  await button(page, 'Templates').click()
  await button(page, 'Delete account opened').click()
  await expect(page.getByText('None yet. A template keeps every field')).toBeVisible()
})

test('fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await mockProduce(page, allWritten)
  await page.goto(PAGE)
  await value(page).fill(`{"long": "${'x'.repeat(200)}"}`)
  await openOptions(page)
  await button(page, 'Add header').click()
  await button(page, 'Send').click()
  await expect(outcome(page)).toContainText('Sent.')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
})
