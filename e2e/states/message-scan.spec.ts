import { chooseOption } from '#e2e/choose-option.ts'
import { expect, test } from '#e2e/test.ts'
import {
  finished,
  message,
  messages,
  mockMessages,
  playStream,
  progressed,
  rows,
  started,
  topic,
} from './messages-api.ts'
import { at, main, row, table } from './messages-page.ts'

// Streams that a broker does not produce on demand: broken off, partial, endless, hostile; played by the browser.

function endOf(events: object): Parameters<typeof mockMessages>[1] {
  return { streams: [['', [started, progressed(1_000, 1_000, { matched: 0 }), finished({ matched: 0, ...events })]]] }
}

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
    await expect(progress).toContainText('3 matched of 1,284,000 searched')
    await expect(progress).toContainText('/s')
    await expect(progress).toContainText('282 MiB')
    await expect(progress).toContainText('50%')
    await progress.getByRole('button', { name: '4 partitions' }).click()
    await expect(page.getByRole('list', { name: 'Progress by partition' })).toContainText(
      'at 24,606 of 1,000 to 48,212',
    )
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(progress).toContainText('Stopped.')
    expect(await stream.left()).toBe(1)
    await progress.getByRole('button', { name: 'Continue' }).click()
    // What it had sent since its last report comes twice, and is shown once.
    await stream.send(started, ...rows(messages.slice(2, 5)), finished({ scanned: 10, matched: 3, cursor: null }))
    await expect(table(page)).toHaveAttribute('aria-rowcount', '6')
    await expect(progress).toContainText('6 matched of 1,284,010 searched')
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
    [{ reason: 'limit' }, 'Limit of 50 reached.', true],
    [{ reason: 'end', cursor: null }, 'Start of the topic reached.', false],
    [{ reason: 'budget', budget: 'records', scanned: 20_000_000 }, 'Paused after 20,000,000 messages', true],
    [{ reason: 'budget', budget: 'time', elapsedMs: 120_000 }, 'Paused after 2 min 00 s', true],
    [{ reason: 'budget', budget: 'bytes' }, 'Paused at the limit of bytes that one request may fetch', true],
    [{ reason: 'deleted', cursor: null }, 'the topic was deleted during the search', false],
    [{ reason: 'expired', cursor: null }, 'were deleted meanwhile', false],
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
    await expect(page.getByText('Start of the topic reached.')).toBeVisible()
  })

  test('a partition that fails is shown as failed, with its reason, and the others stay', async ({ page }) => {
    const failure = { type: 'problem', partition: 2, code: 'timeout', message: 'Broker 2 does not answer.' } as const
    await mockMessages(page, { streams: [['', [started, failure, ...rows(messages), finished()]]] })
    await page.goto(at)
    await expect(page.getByText('The result is incomplete. Partition 2: Broker 2 does not answer.')).toBeVisible()
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
    await expect(page.getByText('Note. Only partition 1 is searched.')).toBeVisible()
    await expect(page.getByRole('button', { name: '4 partitions' })).toBeVisible()
    const asked = page.waitForRequest(/\/api\/.*keySearch=all/)
    await page.getByRole('button', { name: 'Search all partitions' }).click()
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
    await expect(
      page.getByText('All 1,000 messages in this range were searched. The search matches case'),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(page).not.toHaveURL(/contains/)
  })

  test('no record has the key where it belongs: all partitions are searched, and it says so', async ({ page }) => {
    const note = {
      type: 'problem',
      partition: 1,
      code: 'key-partition',
      message: 'Only partition 1 is searched.',
    } as const
    const nothing = finished({ reason: 'end', matched: 0, cursor: null })
    const everywhere = finished({ reason: 'end', cursor: null })
    await mockMessages(page, {
      streams: [
        ['keySearch=all', [started, ...rows(messages), everywhere]],
        ['', [started, note, nothing]],
      ],
    })
    await page.goto(`${at}?key=station-9`)
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(
      page.getByText(/Partition 1, to which .* has no such message, so all partitions are searched/),
    ).toBeVisible()
    await expect(page).toHaveURL(/keySearch=all/)
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
    await expect(page.getByText('3 messages of aborted transactions hidden.')).toBeVisible()
    const asked = page.waitForRequest(/\/api\/.*isolation=uncommitted/)
    await page.getByRole('button', { name: 'Show them' }).click()
    await asked
  })

  test('nothing in the range', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'end', cursor: null }))
    await page.goto(`${at}?from=time&time=2126-01-01T00:00:00.000Z`)
    await page.getByRole('button', { name: 'Show newest' }).click()
    await expect(page).not.toHaveURL(/from=/)
  })

  test('nothing so far', async ({ page }) => {
    await mockMessages(page, endOf({ reason: 'budget', budget: 'records', scanned: 20_000_000 }))
    await page.goto(`${at}?contains=x`)
    await expect(page.getByText('20,000,000 messages searched; there are more.')).toBeVisible()
  })
})

test.describe('live', () => {
  test('newest on top, still while one reads further down, and what was not shown is counted', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await stream.isOpen()
    await expect(page.getByText('Waiting for the next message')).toHaveCount(0)
    await stream.send(started)
    await expect(page.getByText('Waiting for the next message')).toBeVisible()
    await stream.send(...rows(Array.from({ length: 200 }, (_, index) => message(48_212 + index))))
    await expect(row(page, '3:48411')).toBeVisible()
    await row(page, '3:48411').focus()
    await page.keyboard.press('End')
    await expect(row(page, '0:48212')).toBeFocused()
    await stream.send(...rows([message(48_412), message(48_413)]), progressed(202, 48_414, { dropped: 7 }))
    await expect(page.getByText('7 messages dropped: rate too high')).toBeVisible()
    await page.getByRole('button', { name: '2 new messages: show newest' }).click()
    await expect(row(page, '1:48413')).toBeVisible()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await stream.send(...rows([message(48_414)]))
    await expect(page.getByRole('button', { name: '1 new message: show newest' })).toBeVisible()
    await expect(row(page, '2:48414')).toHaveCount(0)
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(row(page, '2:48414')).toBeVisible()
    await row(page, '2:48414').focus()
    await page.keyboard.press('ArrowDown')
    await stream.send(...rows([message(48_415)]))
    await expect(page.getByRole('button', { name: '1 new message: show newest' })).toBeVisible()
    await expect(row(page, '1:48413')).toBeFocused()
  })

  test('broken off, it can go on: the rows stay, and what went by is counted', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await stream.isOpen()
    const stood = { partitions: [0, 1, 2, 3].map((id) => ({ id, offset: 48_212, endOffset: null })) }
    await stream.send(started, ...rows([message(48_212)]), progressed(1, 48_212, stood))
    await expect(row(page, '0:48212')).toBeVisible()
    // Beside Pause, which keeps what arrives, it had a Stop, which lost it.
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
    await stream.breakOff()
    await expect(main(page).getByRole('alert')).toContainText('The connection broke off')
    // They stood there although nothing ran.
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
    await expect(page.getByLabel('Buffer')).toHaveCount(0)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    const partitions = started.partitions.map((one) => ({ ...one, endOffset: 48_220 }))
    await stream.send({ ...started, partitions }, ...rows([message(48_220)]))
    await expect(row(page, '0:48220')).toBeVisible()
    await expect(row(page, '0:48212')).toBeVisible()
    await expect(page.getByText('31 offsets skipped while disconnected')).toBeVisible()
  })

  test('keeps as many as was chosen, however many come', async ({ page }) => {
    await mockMessages(page)
    const stream = await playStream(page)
    await page.goto(`${at}?from=live`)
    await stream.isOpen()
    await chooseOption(page.getByLabel('Buffer'), '500 messages')
    await stream.send(started, ...rows(Array.from({ length: 3_000 }, (_, index) => message(50_000 + index))))
    await expect(row(page, '3:52999')).toBeVisible()
    // It began again with another choice, and what had come was gone.
    expect(await stream.left()).toBe(0)
    const count = Number(await table(page).getAttribute('aria-rowcount'))
    expect(count).toBeGreaterThan(499)
    expect(count).toBeLessThan(640)
  })
})
