import { expect, test } from '#e2e/test.ts'
import { hostileTexts } from './hostile-texts.ts'
import { finished, json, message, mockMessages, rows, started, text, topic } from './messages-api.ts'
import { at, panel, row, table } from './messages-page.ts'

// Streams that a broker does not produce on demand: broken off, partial, endless, hostile; played by the browser.

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
    await expect(row(page, '1:48201')).toContainText('9223372036854775807')
    await expect(row(page, '0:48200')).toContainText('none')
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
    await expect(row(page, '3:48211')).toContainText('control record COMMIT')
    await expect(row(page, '2:48210')).toContainText('control record ABORT')
    await expect(row(page, '3:48211')).toContainText('Transaction committed: producer 4001, epoch 2')
    await expect(row(page, '2:48210')).toContainText('Transaction aborted: producer 4001, epoch 2')
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
    await expect(row(page, '3:48211').getByRole('cell', { name: '11.50', exact: true })).toBeVisible()
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

test.describe('in another time zone than the server', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' })

  test('times of the address are those of the browser, and the server drew none of its own', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=time&time=2026-11-21T10:00:05.000Z&to=2026-11-21T11:00:00.000Z`)
    await expect(page.getByLabel('Since', { exact: true })).toHaveValue('2026-11-21 15:45:05')
    const conditions = page.getByRole('list', { name: 'Filters' })
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

test('whatever a user writes into a record is text: nothing of it runs', async ({ page }) => {
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
  await expect(table(page).getByRole('columnheader')).toHaveText(['Timestamp', 'Key', 'Value'])
  expect((await row(page, '3:48211').getByRole('cell').last().boundingBox())?.width).toBeGreaterThan(200)
  await page.getByRole('button', { name: 'Query fields' }).click()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('dialog', { name: 'Columns' }).getByLabel('Offset', { exact: true }).check()
  await page.keyboard.press('Escape')
  await expect(table(page).getByRole('columnheader')).toHaveText(['Timestamp', 'Offset', 'Key', 'Value'])
  await row(page, '0:48208').click()
  const sheet = page.getByRole('dialog', { name: 'Message 48,208' })
  await expect(sheet).toContainText('trace-id')
  expect((await sheet.boundingBox())?.width).toBe(390)
  await sheet.getByRole('button', { name: 'Next message' }).click()
  await expect(page.getByRole('dialog', { name: 'Message 48,207' })).toBeVisible()
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
  const tape = page.getByRole('link', { name: /^Start offset 1,000, end offset 3,000/ })
  await expect(tape).toHaveAttribute('href', `${at}?from=offset&partitions=2&offset=1000`)
  const box = await tape.boundingBox()
  await tape.click({ position: { x: (box?.width ?? 0) / 2, y: 4 } })
  await expect(page).toHaveURL(/from=offset&partitions=2&offset=(199|200)\d$/)
})

test.describe('room', () => {
  test('only the rows scroll, and what stands above them stays', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?record=3:48211`)
    await expect(row(page, '3:48211')).toBeVisible()
    const hidden = () =>
      page.evaluate(() => {
        const content = document.querySelector('main')
        if (!content) throw new Error('no main')
        const root = document.documentElement
        return [root.scrollHeight - root.clientHeight, content.scrollHeight - content.clientHeight]
      })
    expect(await hidden()).toEqual([0, 0])
    await row(page, '3:48211').focus()
    await page.keyboard.press('End')
    await expect(row(page, '2:48162')).toBeInViewport({ ratio: 0.9 })
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toBeInViewport({ ratio: 1 })
    expect(await hidden()).toEqual([0, 0])
  })

  test('on a phone the first row is above the middle, with its time and key; the fields are a press away', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await mockMessages(page)
    await page.goto(`${at}?contains=station&filter=value.temperature_f > 0`)
    const first = row(page, '3:48211')
    await expect(first).toBeVisible()
    const box = await first.boundingBox()
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(422)
    await expect(first.getByRole('rowheader').locator('time')).toBeInViewport()
    await expect(first.getByText('station-4')).toBeInViewport()
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toBeHidden()
    const fields = page.getByRole('button', { name: 'Query fields, 2 set' })
    await fields.click()
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible()
    await fields.click()
    await expect(page.getByRole('combobox', { name: 'Filter', exact: true })).toBeHidden()
  })
})
