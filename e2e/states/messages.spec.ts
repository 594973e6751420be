import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import type { Message } from '#lib/contract/messages.ts'
import { hostileTexts } from './hostile-texts.ts'
import {
  finished,
  json,
  message,
  messages,
  mockMessages,
  playStream,
  progressed,
  rows,
  started,
  text,
  topic,
} from './messages-api.ts'

// Streams that a broker does not produce on demand: broken off, partial, endless, hostile; played by the browser.

const at = '/clusters/demo/topics/weather/messages'
// Next says aloud where one has gone, beside it.
const main = (page: Page) => page.getByRole('main')
const table = (page: Page) => page.getByRole('table', { name: 'messages' })
const row = (page: Page, id: string) => page.locator(`tr[data-row="${id}"]`)
const panel = (page: Page) => page.getByRole('complementary', { name: /^Record/ })

function endOf(events: object): Parameters<typeof mockMessages>[1] {
  return { streams: [['', [started, progressed(1_000, 1_000, { matched: 0 }), finished({ matched: 0, ...events })]]] }
}

test.describe('the rows', () => {
  test('the newest at once, each with what it is, and what is not there said', async ({ page }) => {
    await mockMessages(page)
    const asked = page.waitForRequest(/\/api\/.*\/messages\?/)
    await page.goto(at)
    expect(new URL((await asked).url()).search).toBe('?from=newest')
    await expect(row(page, '3:48211')).toContainText('48,211')
    await expect(row(page, '3:48211')).toContainText('station-4')
    await expect(row(page, '1:48209').getByText('null', { exact: true })).toBeVisible()
    await expect(row(page, '2:48206').getByText('null', { exact: true })).toBeVisible()
    await expect(row(page, '1:48205').getByText('empty', { exact: true })).toBeVisible()
    await expect(row(page, '3:48203').getByText('aborted')).toBeVisible()
    await expect(row(page, '1:48201')).toContainText('9000000000000000 ms')
    await expect(row(page, '0:48200')).toContainText('no time')
    await expect(table(page)).toHaveAttribute('aria-rowcount', '51')
  })

  test('numbers of partitions stand there with all their digits', async ({ page }) => {
    const found = [message(48_211, { partition: 10 }), message(48_210, { partition: 7 })]
    await mockMessages(page, {
      topic: { ...topic, partitionCount: 16 },
      streams: [['', [started, ...rows(found), finished()]]],
    })
    await page.goto(at)
    const cell = row(page, '10:48211').getByRole('cell').first()
    await expect(cell).toHaveText('10')
    // "1…" stood there.
    expect(await cell.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0)
  })

  test('nothing hides in a value: direction, NUL, tabs and spaces at the ends are seen', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    const hostile = row(page, '0:48204')
    await expect(hostile.getByTitle('right-to-left override')).toHaveText('\\u202e')
    await expect(hostile.getByTitle('NUL')).toHaveText('\\u0000')
    await expect(hostile.getByTitle('tab')).toHaveText('\\t')
    await expect(hostile.getByTitle('space').first()).toHaveText('··')
  })

  test('bytes stand in one line, without marks of line breaks that are not in them', async ({ page }) => {
    const dump = message(48_211, { value: { format: 'hex', text: '00 01 02\n03 04' }, valueBytes: 5 })
    const lines = message(48_210, { value: text('a\nb') })
    await mockMessages(page, { streams: [['', [started, ...rows([dump, lines]), finished()]]] })
    await page.goto(at)
    await expect(row(page, '3:48211')).toContainText('00 01 02 03 04')
    await expect(row(page, '2:48210').getByTitle('line break')).toHaveText('\\n')
  })

  test('a mark that ends a transaction says what it means, and not its bytes', async ({ page }) => {
    const mark = { control: true, transactional: true, producerId: 4001, producerEpoch: 2 } as const
    const bytes = { key: text('\0\0\0\u0001'), value: text('\0\0\0\0\0\0') }
    const found = [
      message(48_211, { ...mark, ...bytes, controlType: 'commit' }),
      message(48_210, { ...mark, ...bytes, controlType: 'abort' }),
    ]
    await mockMessages(page, { streams: [['', [started, ...rows(found), finished()]]] })
    await page.goto(`${at}?control=true`)
    await expect(row(page, '3:48211')).toContainText('The transaction was committed: producer 4001, epoch 2')
    await expect(row(page, '2:48210')).toContainText('The transaction was given up: producer 4001, epoch 2')
    await expect(table(page).getByTitle('NUL')).toHaveCount(0)
  })

  test('any field of JSON is a column, with every digit, and the address remembers it', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await page.getByRole('button', { name: 'Columns' }).click()
    const chooser = page.getByRole('dialog', { name: 'Columns' })
    for (const name of ['station', 'wind.speed', 'city']) await chooser.getByLabel(name, { exact: true }).check()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/columns=.*value\.station/)
    await page.reload()
    await expect(table(page).getByRole('columnheader', { name: 'station' })).toBeVisible()
    await expect(row(page, '3:48211')).toContainText('9007199254741993')
    await expect(row(page, '3:48211').getByText('11.50', { exact: true })).toBeVisible()
  })

  test('as many as one likes: only those in sight are drawn', async ({ page }) => {
    const many = Array.from({ length: 4_000 }, (_, index) => message(48_211 - index))
    await mockMessages(page, { streams: [['', [started, ...rows(many), finished({ matched: 4_000 })]]] })
    await page.goto(at)
    await expect(row(page, '3:48211')).toBeVisible()
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(80)
    await row(page, '3:48211').focus()
    await page.keyboard.press('End')
    await expect(row(page, '0:44212')).toBeFocused()
    await expect(row(page, '0:44212')).toBeInViewport({ ratio: 0.9 })
    await page.keyboard.press('Home')
    await expect(row(page, '3:48211')).toBeFocused()
    // The one below the last that is seen was focused where nobody saw it.
    for (let times = 0; times < 20; times++) await page.keyboard.press('ArrowDown')
    await expect(row(page, '3:48191')).toBeFocused()
    await expect(row(page, '3:48191')).toBeInViewport({ ratio: 0.9 })
    await page.keyboard.press('k')
    await expect(row(page, '0:48192')).toBeInViewport({ ratio: 0.9 })
  })
})

test.describe('what is asked', () => {
  test('stands in the address, field by field, and is asked again as it stands there', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await page.getByLabel('Contains').fill('Toronto')
    await page.getByLabel('Partitions', { exact: true }).fill('0,2-3')
    await page.getByLabel('Filter').fill('value.temperature_f > 70')
    const asked = page.waitForRequest(/\/api\/.*filter=/)
    await page.getByRole('button', { name: 'Run' }).click()
    const { searchParams } = new URL((await asked).url())
    expect(Object.fromEntries(searchParams)).toEqual({
      from: 'newest',
      partitions: '0,2,3',
      contains: 'Toronto',
      filter: 'value.temperature_f > 70',
    })
    const again = page.waitForRequest(/\/api\/.*contains=Toronto/)
    await page.reload()
    await again
    const ignoring = page.waitForRequest(/\/api\/.*case=ignore/)
    await page.getByRole('button', { name: 'Tell capital letters from small ones' }).click()
    await ignoring
    const oldest = page.waitForRequest(/\/api\/.*from=oldest/)
    await page.getByText('Oldest', { exact: true }).click()
    await oldest
    await page.goBack()
    await expect(page).not.toHaveURL(/from=oldest/)
  })

  test('an offset needs its partition, which is said before anything is asked', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=offset&offset=120`)
    await expect(main(page).getByRole('alert')).toContainText('Choose one partition')
    await expect(page.getByRole('textbox', { name: 'Offset' })).toHaveAttribute('aria-invalid', 'true')
    // As if something were being read, it had a Stop and a skeleton.
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
    await expect(main(page).getByRole('status', { name: 'Loading' })).toHaveCount(0)
    await page.getByLabel('Partitions', { exact: true }).fill('3')
    const asked = page.waitForRequest(/\/api\/.*\/messages\?from=offset&offset=120&partitions=3$/)
    await page.keyboard.press('Enter')
    await asked
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })

  const faults = [
    ['from=middle', '“middle” is not known for “from” in the address: it must be newest, oldest, offset, time or live'],
    ['from=offset&offset=abc', '“abc” is no offset'],
    ['from=offset&offset=-5', 'Offsets begin at 0'],
    ['from=time&time=yesterday', '“yesterday” is no time'],
    ['partitions=foo', '“foo” is no list of partitions'],
    ['limit=100000', 'Rows must be between 1 and 500'],
  ] as const
  for (const [address, sentence] of faults) {
    test(`an address with ${address}: its fault is named, and nothing is asked`, async ({ page }) => {
      await mockMessages(page)
      let asked = 0
      page.on('request', (request) => {
        if (/\/api\/.*\/messages\?/.test(request.url())) asked++
      })
      await page.goto(`${at}?${address}`)
      await expect(main(page).getByRole('alert')).toContainText(sentence)
      await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
      await expect(main(page).getByRole('status', { name: 'Loading' })).toHaveCount(0)
      await expect(table(page)).toHaveCount(0)
      expect(asked).toBe(0)
    })
  }

  test('an address that is not understood is put right by asking', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=middle`)
    await expect(main(page).getByRole('alert')).toContainText('“middle”')
    await page.getByRole('button', { name: 'Run' }).click()
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(page).not.toHaveURL(/middle/)
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })

  for (const width of [1400, 1024, 390]) {
    test(`at ${width} pixels there is room for what is typed, and for the whole of a time`, async ({ page }) => {
      await page.setViewportSize({ width, height: 860 })
      await mockMessages(page)
      await page.goto(`${at}?from=time&time=2026-11-21T22:46:47.000Z`)
      // Figures of this type are 7.2 pixels wide.
      const lettersOf = async (name: string) => ((await page.getByLabel(name).boundingBox())?.width ?? 0) / 7.2
      await expect(page.getByLabel('Filter')).toBeVisible()
      expect(await lettersOf('Contains')).toBeGreaterThan(24)
      expect(await lettersOf('Filter')).toBeGreaterThan(36)
      // "11/21/2026, 10:46:47 PM" and the sign behind it; PM was cut.
      expect(await lettersOf('Since')).toBeGreaterThan(width === 390 ? 26 : 30)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    })
  }

  test('more conditions stand under the line as words, and go with a press', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await page.getByRole('button', { name: 'More conditions' }).click()
    await page.getByLabel('Key is exactly').fill('station-1')
    await page.getByLabel('Look for the key in every partition').check()
    await page.getByLabel('Has the header').fill('source=relay')
    await page.getByLabel('Transactions', { exact: true }).selectOption('uncommitted')
    const asked = page.waitForRequest(
      /\/api\/.*key=station-1&keySearch=all&header=source%3Drelay&isolation=uncommitted/,
    )
    await page.getByRole('button', { name: 'Apply' }).click()
    await asked
    const chips = page.getByRole('list', { name: 'Conditions' })
    await expect(chips).toContainText('key is station-1, in every partition')
    await chips.getByRole('button', { name: 'header source=relay' }).click()
    await expect(page).not.toHaveURL(/header=/)
  })

  test('what was typed among the other conditions is asked for by Run, Enter and another start too', async ({
    page,
  }) => {
    await mockMessages(page)
    await page.goto(at)
    const more = page.getByRole('button', { name: 'More conditions' })
    await more.click()
    await page.getByLabel('Has the header').fill('source=relay')
    const asked = page.waitForRequest(/\/api\/.*header=source%3Drelay/)
    await page.getByRole('button', { name: 'Run' }).click()
    await asked
    await more.click()
    await page.getByLabel('Key is exactly').fill('station-1')
    await page.keyboard.press('Escape')
    await expect(more).toHaveAccessibleName('More conditions, 2 set')
    await page.getByLabel('Contains').fill('Toronto')
    const typed = page.waitForRequest(/\/api\/.*contains=Toronto&key=station-1&header=/)
    await page.keyboard.press('Enter')
    await typed
    await more.click()
    await page.getByLabel('Rows at once').selectOption('100')
    const oldest = page.waitForRequest(/\/api\/.*from=oldest.*limit=100/)
    await page.getByText('Oldest', { exact: true }).click()
    await oldest
  })

  test('a filter that is wrong: said at its field, with the place, and nothing else is lost', async ({
    page,
    watch,
  }) => {
    watch.allowConsole(/400/)
    await mockMessages(page)
    const error = {
      code: 'invalid',
      field: 'filter',
      message: 'Unexpected end of the filter, at position 9',
      requestId: 'r',
    }
    await page.route(/\/api\/.*filter=/, (route) => route.fulfill({ status: 400, json: { error } }))
    await page.goto(at)
    await page.getByLabel('Filter').fill('value.a >')
    await page.keyboard.press('Enter')
    await expect(main(page).getByRole('alert')).toContainText('Unexpected end of the filter, at position 9')
    await expect(page.getByLabel('Filter')).toHaveAttribute('aria-invalid', 'true')
    await expect(main(page).getByRole('alert').locator('pre')).toHaveText(/value\.a >\n {8}\^/)
    await page.getByLabel('Filter').fill('value.a > 1')
    await page.unroute(/\/api\/.*filter=/)
    await page.keyboard.press('Enter')
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })
})

test.describe('how far it is', () => {
  test('while it reads: how much, how fast, where each partition stands; Stop leaves the server at once', async ({
    page,
  }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=oldest&contains=Toronto`)
    await stream.isOpen()
    const found = rows(messages.slice(0, 3))
    await stream.send(started, ...found, progressed(1_284_000, 24_606, { matched: 3, cursor: 'here' }))
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress).toContainText('3 matched of 1,284,000 read')
    await expect(progress).toContainText('/s')
    await expect(progress).toContainText('295 MB')
    await expect(progress).toContainText('50%')
    await progress.getByRole('button', { name: '4 partitions' }).click()
    await expect(page.getByRole('list', { name: 'Where each partition stands' })).toContainText(
      'at 24,606 of 1,000 to 48,212',
    )
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(progress).toContainText('Stopped by you.')
    expect(await stream.left()).toBe(1)
    await progress.getByRole('button', { name: 'Continue' }).click()
    // What it had sent since its last report comes twice, and is shown once.
    await stream.send(started, ...rows(messages.slice(2, 5)), finished({ scanned: 10, matched: 3, cursor: null }))
    await expect(table(page)).toHaveAttribute('aria-rowcount', '6')
    await expect(progress).toContainText('6 matched of 1,284,010 read')
  })

  test('leaving the page leaves the stream', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=oldest`)
    await stream.isOpen()
    await stream.send(started)
    await page.getByRole('link', { name: /^Partitions/ }).click()
    await expect.poll(() => stream.left()).toBe(1)
  })

  const stops = [
    [{ reason: 'limit' }, 'Stopped after 50 rows, as many as were asked for.', true],
    [{ reason: 'end', cursor: null }, 'Read back to the beginning: nothing is older.', false],
    [{ reason: 'budget', budget: 'records', scanned: 20_000_000 }, 'Paused after 20,000,000 records', true],
    [{ reason: 'budget', budget: 'time', elapsedMs: 120_000 }, 'Paused after 2 min 00 s', true],
    [{ reason: 'budget', budget: 'bytes' }, 'as many bytes as one request may fetch', true],
    [{ reason: 'deleted', cursor: null }, 'the topic was deleted while it was read', false],
    [{ reason: 'expired', cursor: null }, 'has been removed meanwhile', false],
    [{ reason: 'error', cursor: null }, 'no partition could be read any further', false],
  ] as const
  for (const [stop, sentence, canGoOn] of stops) {
    test(`why it stopped, in words: ${sentence}`, async ({ page }) => {
      await mockMessages(page, { streams: [['', [started, ...rows(messages), finished(stop)]]] })
      await page.goto(at)
      await expect(page.getByText(sentence)).toBeVisible()
      await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(canGoOn ? 1 : 0)
    })
  }

  test('going on asks for exactly what comes next', async ({ page }) => {
    const older = rows([message(48_161), message(48_160)])
    await mockMessages(page, {
      streams: [['cursor=next', [started, ...older, finished({ reason: 'end', cursor: null })]]],
    })
    await page.goto(at)
    const asked = page.waitForRequest(/\/api\/.*\/messages\?from=newest&cursor=next$/)
    await page.getByRole('button', { name: 'Continue' }).click()
    await asked
    await expect(table(page)).toHaveAttribute('aria-rowcount', '53')
    await expect(page.getByText('nothing is older')).toBeVisible()
  })

  test('a partition that fails is shown as failed, with its reason, and the others stay', async ({ page }) => {
    const failure = { type: 'problem', partition: 2, code: 'timeout', message: 'Broker 2 does not answer.' } as const
    await mockMessages(page, { streams: [['', [started, failure, ...rows(messages), finished()]]] })
    await page.goto(at)
    await expect(page.getByText('What you see is incomplete. Partition 2: Broker 2 does not answer.')).toBeVisible()
    await expect(page.getByRole('button', { name: '1 of 4 partitions failed' })).toBeVisible()
    await expect(row(page, '3:48211')).toBeVisible()
  })

  test('what only explains is a note, and where a key is looked for can be widened', async ({ page }) => {
    const note = {
      type: 'problem',
      partition: 1,
      code: 'key-partition',
      message: 'Only partition 1 is searched.',
    } as const
    await mockMessages(page, { streams: [['', [started, note, ...rows(messages), finished()]]] })
    await page.goto(`${at}?key=station-1`)
    await expect(page.getByText('Good to know. Only partition 1 is searched.')).toBeVisible()
    await expect(page.getByRole('button', { name: '4 partitions' })).toBeVisible()
    const asked = page.waitForRequest(/\/api\/.*keySearch=all/)
    await page.getByRole('button', { name: 'Look everywhere' }).click()
    await asked
  })

  test('a connection that breaks off: the rows stay, and it can go on', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=oldest`)
    await stream.isOpen()
    await stream.send(started, ...rows(messages.slice(0, 3)), progressed(3, 1_003, { cursor: 'here' }))
    await expect(row(page, '3:48211')).toBeVisible()
    await stream.breakOff()
    await expect(main(page).getByRole('alert')).toContainText('The connection broke off before the end.')
    await expect(row(page, '3:48211')).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    await stream.send(started, ...rows(messages.slice(3, 4)), finished({ cursor: null }))
    await expect(table(page)).toHaveAttribute('aria-rowcount', '5')
  })

  test('too many scans at once: said, with what to do', async ({ page, watch }) => {
    watch.allowConsole(/429/)
    await mockMessages(page)
    const error = { code: 'busy', message: 'Four scans run already.', requestId: 'r' }
    await page.route(/\/api\/.*\/weather\/messages\?/, (route) => route.fulfill({ status: 429, json: { error } }))
    await page.goto(at)
    await expect(main(page).getByRole('alert')).toContainText('Four scans run already.')
    await page.unroute(/\/api\/.*\/weather\/messages\?/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(row(page, '3:48211')).toBeVisible()
  })
})

test.describe('nothing to show: why, and what next', () => {
  test('a topic without messages', async ({ page }) => {
    const empty = { ...started, partitions: [{ id: 0, startOffset: 7, endOffset: 7 }] }
    const done = finished({ reason: 'end', scanned: 0, matched: 0, cursor: null })
    await mockMessages(page, { topic: { ...topic, messages: 0 }, streams: [['', [empty, done]]] })
    await page.goto(at)
    await expect(page.getByText('This topic has no messages')).toBeVisible()
    await page.getByRole('button', { name: 'Follow it live' }).click()
    await expect(page).toHaveURL(/from=live/)
  })

  test('no record matches', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'end', cursor: null, scanned: 1_000 }))
    await page.goto(`${at}?contains=toronto`)
    await expect(page.getByText('All 1,000 records of this range were looked at. Capital letters count')).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(page).not.toHaveURL(/contains/)
  })

  test('no record has the key where it belongs, which is no failure', async ({ page }) => {
    const note = {
      type: 'problem',
      partition: 1,
      code: 'key-partition',
      message: 'Only partition 1 is searched.',
    } as const
    const nothing = finished({ reason: 'end', matched: 0, cursor: null })
    await mockMessages(page, { streams: [['', [started, note, nothing]]] })
    await page.goto(`${at}?key=station-9`)
    await expect(page.getByText('No record matches in partition 1')).toBeVisible()
    const asked = page.waitForRequest(/\/api\/.*keySearch=all/)
    await page.getByRole('button', { name: 'Look everywhere' }).click()
    await asked
  })

  test('only aborted ones', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'end', cursor: null, aborted: 12 }))
    await page.goto(at)
    await page.getByRole('button', { name: 'Show them' }).click()
    await expect(page).toHaveURL(/isolation=uncommitted/)
  })

  test('aborted ones beside others: how many, and a way to them', async ({ page }) => {
    await mockMessages(page, { streams: [['', [started, ...rows(messages), finished({ aborted: 3 })]]] })
    await page.goto(at)
    await expect(page.getByText('3 records of aborted transactions left out.')).toBeVisible()
    const asked = page.waitForRequest(/\/api\/.*isolation=uncommitted/)
    await page.getByRole('button', { name: 'Show them' }).click()
    await asked
  })

  test('nothing in the range', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'end', cursor: null }))
    await page.goto(`${at}?from=time&time=2126-01-01T00:00:00.000Z`)
    await page.getByRole('button', { name: 'Show the newest' }).click()
    await expect(page).not.toHaveURL(/from=/)
  })

  test('nothing so far', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'budget', budget: 'records', scanned: 20_000_000 }))
    await page.goto(`${at}?contains=x`)
    await expect(page.getByText('20,000,000 records were read, and there are more.')).toBeVisible()
  })
})

test.describe('one record', () => {
  test('opens beside the table, and the keys go from one to the next', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await row(page, '3:48211').focus()
    await page.keyboard.press('j')
    await expect(row(page, '2:48210')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(panel(page)).toBeVisible()
    await expect(page).toHaveURL(/record=2:48210/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(page).toHaveURL(/record=0:48208/)
    await page.keyboard.press('k')
    await expect(page).toHaveURL(/record=1:48209/)
    await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Record 48,209')
    await panel(page).getByRole('button', { name: 'Next record' }).click()
    await expect(row(page, '0:48208')).toHaveAttribute('aria-current', 'true')
    await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(panel(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel(page)).toHaveCount(0)
    await expect(row(page, '0:48208')).toBeFocused()
    await expect(page).not.toHaveURL(/record=/)
  })

  test('the keys go on from a link that was pressed in a row', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await row(page, '3:48211').getByRole('link').click()
    await expect(page).toHaveURL(/record=3:48211/)
    // The focus was on the link, where the keys did nothing.
    await page.keyboard.press('ArrowDown')
    await expect(row(page, '2:48210')).toBeFocused()
    await row(page, '1:48209').getByRole('link').focus()
    await page.keyboard.press('j')
    await expect(page).toHaveURL(/record=0:48208/)
  })

  test('the buttons of the panel bring rows into sight that are not', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=1:48165`)
    await expect(row(page, '1:48165')).toBeInViewport()
    await expect(row(page, '3:48211')).not.toBeInViewport()
    for (const id of ['0:48164', '3:48163', '2:48162']) {
      await panel(page).getByRole('button', { name: 'Next record' }).click()
      await expect(row(page, id)).toBeInViewport()
    }
    await expect(panel(page).getByRole('button', { name: 'Next record' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('what is only the beginning of a record is not copied as if it were all', async ({ page }) => {
    const long = message(48_211, { value: { ...text('the beginning'), truncated: true, reason: 'Text: valid UTF-8' } })
    const ended = finished({ reason: 'end', cursor: null })
    await mockMessages(page, { streams: [['', [started, ...rows([long]), ended]]] })
    await page.goto(`${at}?record=3:48211&columns=offset,value.city,value`)
    await panel(page)
      .getByRole('button', { name: /^text, / })
      .hover()
    await expect(page.getByRole('tooltip')).toContainText('Text: valid UTF-8')
    await expect(row(page, '3:48211')).toContainText('not known')
    await expect(panel(page).getByRole('button', { name: 'Copy value' })).toHaveAttribute('aria-disabled', 'true')
    await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByRole('menuitem', { name: /^Record as JSON/ })).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByRole('menuitem', { name: /^Record as JSON/ })).toContainText('Show all of it first')
    await expect(page.getByRole('menuitem', { name: 'Key', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
  })

  test('all that is known of it, in plain words; headers in their order, twice where they are twice', async ({
    page,
  }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    const shown = panel(page)
    await expect(shown).toContainText('by the producer')
    await expect(shown).toContainText('gzip')
    await expect(shown.getByRole('listitem')).toHaveText([
      'trace-id: 8f2c1d',
      'source: sensor',
      'source: relay',
      'empty: empty',
      'nothing: null',
    ])
    await expect(shown).toContainText('1 name more than once')
    await shown.getByText('How it was written').click()
    await expect(shown).toContainText('id 4001, epoch 0, record 17 of it for this partition')
    await expect(shown.getByText('9007199254748993')).toBeVisible()
    await shown.getByText('Raw', { exact: true }).click()
    await expect(shown.locator('pre')).toContainText('"station":9007199254748993')
    await expect(shown.getByRole('link', { name: 'Download the value' })).toHaveAttribute(
      'href',
      '/api/clusters/demo/topics/weather/messages/0/48208?part=value&as=raw',
    )
  })

  test('its address opens exactly it, with what follows', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208&contains=x`)
    await panel(page).getByRole('button', { name: 'Link' }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/messages\?from=offset&partitions=0&offset=48208&record=0%3A48208$/)
    const asked = page.waitForRequest(/\/api\/.*\/messages\?from=offset&offset=48208&partitions=0$/)
    await page.goto(link)
    await asked
    await expect(panel(page)).toContainText('trace-id')
  })

  test('one that is not among the rows is read by itself; one that is gone says so', async ({ page, watch }) => {
    watch.allowConsole(/404/)
    await mockMessages(page, { streams: [['', [started, finished({ reason: 'end', cursor: null })]]] })
    await page.goto(`${at}?record=0:48208`)
    await expect(panel(page)).toContainText('trace-id')
    await page.goto(`${at}?record=0:5`)
    await expect(panel(page).getByRole('alert')).toContainText('There is no record at this offset.')
    await page.goto(`${at}?record=nonsense`)
    await expect(panel(page)).toContainText('must be PARTITION:OFFSET')
  })

  test('a huge value: its beginning first, the whole on request, and only what is in sight is drawn', async ({
    page,
  }) => {
    const whole = `${'0123456789abcdef'.repeat(1_300_000)}THE END`
    const preview: Message = message(48_211, { value: { ...text(whole.slice(0, 20_000)), truncated: true } })
    const large = { ...preview, valueBytes: whole.length }
    await mockMessages(page, {
      streams: [['', [started, ...rows([large]), finished({ reason: 'end', cursor: null })]]],
      record: { ...large, value: text(whole) },
    })
    await page.goto(`${at}?record=3:48211`)
    await expect(panel(page)).toContainText('Only the beginning.')
    await panel(page).getByRole('button', { name: 'Show all 20.8 MB' }).click()
    const lines = panel(page).getByRole('region', { name: 'The whole text' })
    await expect(lines).toBeVisible()
    await lines.focus()
    await page.keyboard.press('End')
    await expect(lines).toContainText('THE END')
    expect(await lines.locator('pre').count()).toBeLessThan(100)
  })

  test('a field of it becomes a column', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=0:48208`)
    const field = panel(page).getByText('"city"').locator('xpath=ancestor::div[1]')
    await field.hover()
    await field.getByRole('button', { name: 'Show as a column' }).click()
    await expect(table(page).getByRole('columnheader', { name: 'city' })).toBeVisible()
  })
})

test.describe('live', () => {
  test('newest on top, still while one reads further down, and what was not shown is counted', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await expect(page.getByText('Waiting for the next record')).toBeVisible()
    await stream.isOpen()
    await stream.send(started, ...rows(Array.from({ length: 200 }, (_, index) => message(48_212 + index))))
    await expect(row(page, '3:48411')).toBeVisible()
    await row(page, '3:48411').focus()
    await page.keyboard.press('End')
    await expect(row(page, '0:48212')).toBeFocused()
    await stream.send(...rows([message(48_412), message(48_413)]), progressed(202, 48_414, { dropped: 7 }))
    await expect(page.getByText('7 records not shown: too many at once')).toBeVisible()
    await page.getByRole('button', { name: '2 new records: to the newest' }).click()
    await expect(row(page, '1:48413')).toBeVisible()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await stream.send(...rows([message(48_414)]))
    await expect(page.getByRole('button', { name: '1 new record: to the newest' })).toBeVisible()
    await expect(row(page, '2:48414')).toHaveCount(0)
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(row(page, '2:48414')).toBeVisible()
    await row(page, '2:48414').focus()
    await page.keyboard.press('ArrowDown')
    await stream.send(...rows([message(48_415)]))
    await expect(page.getByRole('button', { name: '1 new record: to the newest' })).toBeVisible()
    await expect(row(page, '1:48413')).toBeFocused()
  })

  test('stopped, it can go on: the rows stay, and what went by is counted', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await stream.isOpen()
    const stood = { partitions: [0, 1, 2, 3].map((id) => ({ id, offset: 48_212, endOffset: null })) }
    await stream.send(started, ...rows([message(48_212)]), progressed(1, 48_212, stood))
    await expect(row(page, '0:48212')).toBeVisible()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByText('Stopped by you. What is written now is not read.')).toBeVisible()
    // They stood there although nothing ran.
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
    await expect(page.getByLabel('Keeps')).toHaveCount(0)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    const partitions = started.partitions.map((one) => ({ ...one, endOffset: 48_220 }))
    await stream.send({ ...started, partitions }, ...rows([message(48_220)]))
    await expect(row(page, '0:48220')).toBeVisible()
    await expect(row(page, '0:48212')).toBeVisible()
    await expect(page.getByText('31 offsets went by while it was stopped: not read')).toBeVisible()
  })

  test('keeps as many as was chosen, however many come', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await stream.isOpen()
    await page.getByLabel('Keeps').selectOption({ label: 'the newest 500' })
    await stream.send(started, ...rows(Array.from({ length: 3_000 }, (_, index) => message(50_000 + index))))
    await expect(row(page, '3:52999')).toBeVisible()
    // It began anew with another choice, and what had come was gone.
    expect(await stream.left()).toBe(0)
    const count = Number(await table(page).getAttribute('aria-rowcount'))
    expect(count).toBeGreaterThan(499)
    expect(count).toBeLessThan(640)
  })
})

test.describe('in another time zone than the server', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' })

  test('times of the address are those of the browser, and the server drew none of its own', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=time&time=2026-11-21T10:00:05.000Z&to=2026-11-21T11:00:00.000Z`)
    await expect(page.getByLabel('Since', { exact: true })).toHaveValue('2026-11-21T15:45:05')
    const conditions = page.getByRole('list', { name: 'Conditions' })
    await expect(conditions).toContainText('before 2026-11-21 16:45:00.000 +05:45')
  })
})

test('an export is exactly this query, with the columns shown', async ({ page }) => {
  await mockMessages(page)
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`${at}?contains=Toronto&limit=200&columns=offset,value.city`)
  const exports = [
    ['CSV', '?from=newest&contains=Toronto&format=csv&columns=offset,value.city'],
    ['NDJSON', '?from=newest&contains=Toronto&format=ndjson'],
  ] as const
  for (const [format, query] of exports) {
    await page.getByRole('button', { name: 'Export' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).click()
    const download = await waiting
    const { pathname, search } = new URL(download.url())
    expect(pathname).toBe('/api/clusters/demo/topics/weather/export')
    expect(decodeURIComponent(search)).toBe(query)
    await download.cancel()
  }
})

test('whatever somebody writes into a record is text: nothing of it runs', async ({ page }) => {
  const hostile = hostileTexts.map((attack, index) =>
    message(48_211 - index, {
      partition: 0,
      key: text(attack),
      value: index % 2 === 0 ? text(attack) : json(JSON.stringify({ [attack]: attack, html: attack })),
      headers: [
        { name: attack, value: text(attack) },
        { name: '__proto__', value: text(attack) },
        { name: 'constructor', value: text(attack) },
      ],
    }),
  )
  expect(hostile.length).toBeGreaterThanOrEqual(40)
  await mockMessages(page, { streams: [['', [started, ...rows(hostile), finished({ reason: 'end', cursor: null })]]] })
  const columns = 'timestamp,offset,key,value,headers,value.html,headers.__proto__,headers.constructor'
  await page.goto(`${at}?columns=${columns}`)
  await row(page, '0:48211').focus()
  for (const { offset } of hostile) {
    await expect(row(page, `0:${offset}`)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(panel(page).getByRole('heading', { level: 2 })).toContainText(offset.toLocaleString('en-US'))
    await page.keyboard.press('ArrowDown')
  }
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, '__xss'))).toBeUndefined()
  expect(
    await page.locator('main :is(img, iframe, object, embed, script:not([nonce]), math, form[action])').count(),
  ).toBe(0)
})

test('on a phone: a row has room for its value, and a record covers the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await mockMessages(page)
  await page.goto(at)
  await expect(row(page, '3:48211')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  // Two letters of the value were in sight.
  await expect(table(page).getByRole('columnheader')).toHaveText(['#', 'Offset', 'Value'])
  expect((await row(page, '3:48211').getByRole('cell').last().boundingBox())?.width).toBeGreaterThan(200)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('dialog', { name: 'Columns' }).getByLabel('Key', { exact: true }).check()
  await page.keyboard.press('Escape')
  await expect(table(page).getByRole('columnheader')).toHaveText(['#', 'Offset', 'Key', 'Value'])
  await row(page, '0:48208').click()
  const sheet = page.getByRole('dialog', { name: 'Record 48,208' })
  await expect(sheet).toContainText('trace-id')
  expect((await sheet.boundingBox())?.width).toBe(390)
  await sheet.getByRole('button', { name: 'Next record' }).click()
  await expect(page.getByRole('dialog', { name: 'Record 48,207' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a tape leads to the messages at the place that was pressed', async ({ page }) => {
  await mockMessages(page)
  const partition = {
    id: 2,
    leader: 1,
    leaderEpoch: 3,
    replicas: [1],
    isr: [1],
    offlineReplicas: [],
    replicaSizes: [1],
    startOffset: 1_000,
    endOffset: 3_000,
    lastStableOffset: 3_000,
    messages: 2_000,
    sizeBytes: 1,
    producePerSecond: 0,
    status: 'ok',
    problems: [],
  }
  const reply = {
    items: [partition],
    total: 1,
    page: 1,
    pageSize: 50,
    asOf: topic.lastWriteAt,
    snapshot: 1,
    warnings: [],
  }
  await page.route('**/topics/weather/partitions?*', (route) =>
    route.fulfill({ json: { ...reply, topicId: topic.topicId } }),
  )
  await page.goto('/clusters/demo/topics/weather')
  const tape = page.getByRole('link', { name: /^From offset 1,000 up to 3,000/ })
  await expect(tape).toHaveAttribute('href', `${at}?from=offset&partitions=2&offset=1000`)
  const box = await tape.boundingBox()
  await tape.click({ position: { x: (box?.width ?? 0) / 2, y: 4 } })
  await expect(page).toHaveURL(/from=offset&partitions=2&offset=(199|200)\d$/)
})
