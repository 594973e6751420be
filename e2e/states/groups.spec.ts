import type { Page } from '@playwright/test'
import { chooseOption } from '#e2e/choose-option.ts'
import { openCommands } from '#e2e/commands.ts'
import { expect, test } from '#e2e/test.ts'
import { history, mockGroups, movingMembers, partition, partitions, resetPlan, states } from './groups-api.ts'

// Every way a group can be, played by the browser: most last too long, or too short, to wait for them.

const main = (page: Page) => page.getByRole('main')
const withoutOwner = { memberId: null, clientId: null, host: null }
const stopped = { group: states.stopped, partitions: partitions.map((row) => ({ ...row, ...withoutOwner })) }

test.describe('the list of groups', () => {
  test('asks for those furthest behind first, and says of each how it is', async ({ page }) => {
    await mockGroups(page)
    const asked = page.waitForRequest(/\/groups\?/)
    await page.goto('/clusters/demo/groups')
    expect((await asked).url()).toContain('sort=totalLag&order=desc')
    const row = page.getByRole('row', { name: /slow-reporter/ })
    await expect(row).toContainText('falling behind')
    await expect(row).toContainText('48,210')
    await expect(row).toContainText('≥ 1 h 12 min')
    await expect(row.getByRole('button', { name: 'At least' }).last()).toBeVisible()
    await expect(row.getByRole('img', { name: /Recent lag: from .* to / })).toBeVisible()
    await expect(row.getByRole('button', { name: 'Unknown: The lag does not shrink.' })).toBeVisible()
    await expect(page.getByRole('row', { name: /weather-logger/ })).toContainText('up to date')
    const unknown = page.getByRole('row', { name: /audit-tail/ })
    await expect(unknown.getByRole('button', { name: 'Unknown: The group has not committed anything.' })).toHaveCount(5)
  })

  test('is narrowed and sorted in the address, which shows another person the same', async ({ page }) => {
    await mockGroups(page)
    await page.goto('/clusters/demo/groups')
    await chooseOption(page.getByRole('combobox', { name: 'Lag status' }), 'stopped')
    await chooseOption(page.getByRole('combobox', { name: 'State', exact: true }), 'Empty')
    await chooseOption(page.getByRole('combobox', { name: 'Type' }), 'classic')
    await page.getByRole('columnheader', { name: 'Time lag' }).getByRole('button').click()
    await expect(page).toHaveURL(/status=stopped/)
    await expect(page).toHaveURL(/state=Empty/)
    await expect(page).toHaveURL(/type=classic/)
    await expect(page).toHaveURL(/sort=timeLagMs/)
    const asked = page.waitForRequest(/\/groups\?.*sort=timeLagMs.*state=Empty.*type=classic.*status=stopped/)
    await page.reload()
    await asked
    await page.getByRole('combobox', { name: 'Consumes topic' }).fill('transactions')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/topic=transactions/)
    await page.getByRole('button', { name: /^consumes transactions/ }).click()
    await expect(page).not.toHaveURL(/topic=/)
  })

  test('truly empty: what to do next', async ({ page }) => {
    await mockGroups(page, { items: [] })
    await page.goto('/clusters/demo/groups')
    await expect(page.getByText('No groups yet')).toBeVisible()
    await expect(page.getByText('kafka-console-consumer.sh')).toBeVisible()
  })

  test('fits a phone, with status and time where there is room', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await mockGroups(page)
    await page.goto('/clusters/demo/groups')
    const row = page.getByRole('row', { name: /nightly-batch/ })
    await expect(row.getByText('stopped').first()).toBeVisible()
    await expect(row.getByText('44 min 00 s').first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  })
})

test.describe('the page of a group', () => {
  const cases = [
    ['catching-up', 'Catching up ·', 'Now consuming 104/s, producing 98/s · ETA about 23 min 17 s.'],
    ['falling-behind', 'Falling behind ·', 'Now consuming 14/s, producing 98/s.'],
    ['stopped', 'Stopped ·', '· lag 31,044.'],
    ['stalled', 'Stalled ·', 'though 2 members are active · lag 1,902.'],
    ['caught-up', 'Healthy ·', 'Up to date.'],
    ['rebalancing', 'Healthy ·', 'The group is rebalancing.'],
    ['unknown', 'Unknown ·', 'No committed offsets yet, so the lag is unknown.'],
  ] as const

  for (const [state, title, reason] of cases) {
    test(`${state}: said in a sentence, with the reason`, async ({ page }) => {
      await mockGroups(page, { group: states[state] })
      await page.goto(`/clusters/demo/groups/${states[state].id}`)
      await expect(page.getByRole('heading', { level: 1, name: states[state].id })).toBeVisible()
      await expect(main(page).getByText(title, { exact: true })).toBeVisible()
      await expect(main(page).getByText(reason).first()).toBeVisible()
      // Times come as ISO 8601, and are shown by the reader's clock.
      await expect(main(page).getByText(/T\d\d:\d\d:\d\d.*Z/)).toHaveCount(0)
    })
  }

  test('each partition says where it stands, and how that is known', async ({ page }) => {
    await mockGroups(page)
    await page.goto('/clusters/demo/groups/balance-service')
    const row = (number: number) =>
      page
        .getByRole('table', { name: 'partitions' })
        .getByRole('row')
        .nth(number + 1)
    await expect(row(0)).toContainText('40,812')
    await expect(row(0)).toContainText('1 min 07 s')
    await expect(row(0).getByRole('img', { name: /; committed offset of the group 55,457$/ })).toBeVisible()
    await expect(row(1)).toContainText('estimated')
    await expect(row(3)).toContainText('no committed offset')
    await expect(row(3)).toContainText('up to 97,315')
    await expect(row(5)).toContainText('1,204 expired before being read')
    await expect(row(6)).toContainText('up to date')
    await expect(row(7)).toContainText('beyond the end')
    await expect(main(page).getByText('1,011 offsets are held back by open transactions')).toBeVisible()
    await expect((await openCommands(page)).getByText('kafka-consumer-groups.sh --bootstrap-server')).toContainText(
      '--describe --group balance-service',
    )
  })

  test('the lag over time, with what happened, as far back as is known', async ({ page }) => {
    await mockGroups(page)
    await page.goto('/clusters/demo/groups/balance-service')
    const chart = page.getByRole('img', { name: /^Lag: / })
    await expect(chart).toBeVisible()
    await expect(chart.getByText('member left, rebalance', { exact: true }).first()).toBeAttached()
    await chart.hover({ position: { x: 300, y: 80 } })
    await expect(page.getByText(/^\d\d:\d\d:\d\d · lag [\d,]+ · produced .*\/s · consumed /)).toBeVisible()
    // An hour is known, so a longer range would show the same.
    await expect(page.getByText(/^history since \d\d:\d\d/)).toBeVisible()
    await expect(page.getByText('6 h', { exact: true })).toHaveCount(0)
    await page.getByText('15 min', { exact: true }).click()
    await expect(page).toHaveURL(/range=15m/)
    await expect(chart.getByText('member left, rebalance', { exact: true })).toHaveCount(0)
  })

  test('a part of the time is enlarged by dragging, for as long as the address says so', async ({ page }) => {
    await mockGroups(page)
    await page.goto('/clusters/demo/groups/balance-service')
    const chart = page.getByRole('img', { name: /^Lag: / })
    const box = await chart.boundingBox()
    const [x, y] = [box?.x ?? 0, (box?.y ?? 0) + 80]
    await page.mouse.move(x + 200, y)
    await page.mouse.down()
    await page.mouse.move(x + 400, y, { steps: 4 })
    await page.mouse.up()
    await expect(page).toHaveURL(/chartFrom=.*&chartTo=/)
    await page.reload()
    await page.getByRole('button', { name: 'Reset zoom' }).click()
    await expect(page).not.toHaveURL(/chartFrom/)
    await expect(chart).toBeVisible()
  })

  test('no points yet: said, not drawn', async ({ page }) => {
    await mockGroups(page, { history: { ...history, points: [], events: [] } })
    await page.goto('/clusters/demo/groups/balance-service')
    await expect(page.getByText('Not enough samples yet. The chart starts after a few seconds.')).toBeVisible()
  })

  test('no commits and no assignment: what to do next', async ({ page }) => {
    await mockGroups(page, { group: states.unknown, partitions: [] })
    await page.goto('/clusters/demo/groups/audit-tail')
    await expect(page.getByText('No committed offsets and no assignment')).toBeVisible()
  })

  test('not there: how it could come to be', async ({ page, watch }) => {
    watch.allowConsole(/404/)
    await mockGroups(page)
    const error = { code: 'not-found', message: 'There is no group "nope".', requestId: 'r' }
    await page.route('**/api/clusters/demo/groups/nope', (route) => route.fulfill({ status: 404, json: { error } }))
    await page.goto('/clusters/demo/groups/nope')
    await expect(page.getByText('Group not found')).toBeVisible()
    await page.getByRole('button', { name: 'Set start offsets…' }).click()
    await expect(page.getByRole('dialog', { name: 'Set start offsets of nope' })).toBeVisible()
  })

  test('an id that is hard to put into an address is taken as it is', async ({ page }) => {
    const id = 'a/b c?d'
    await mockGroups(page, { group: { ...states['catching-up'], id }, items: [{ ...states['catching-up'], id }] })
    await page.goto('/clusters/demo/groups')
    await page.getByRole('link', { name: id }).click()
    await expect(page.getByRole('heading', { level: 1, name: id })).toBeVisible()
  })
})

test.describe('the members', () => {
  test('who they are, where they run, and who has which partitions', async ({ page }) => {
    await mockGroups(page)
    await page.goto('/clusters/demo/groups/balance-service/members')
    const row = page.getByRole('row', { name: /balance-service-2/ })
    await expect(row).toContainText('10.0.0.2')
    await expect(row).toContainText('transactions: 1, 3, 5, 7')
    await expect(main(page).getByTitle('Partition 4 of transactions: assigned')).toBeVisible()
    await expect((await openCommands(page)).getByText('--members --verbose')).toBeVisible()
  })

  test('on the way from one assignment to the next: what each gives and gets', async ({ page }) => {
    await mockGroups(page, { group: states.rebalancing, members: movingMembers })
    await page.goto('/clusters/demo/groups/clickstream/members')
    await expect(main(page).getByTitle('Partition 2 of clicks: about to be revoked')).toBeVisible()
    await expect(main(page).getByTitle('Partition 2 of clicks: about to be assigned')).toBeVisible()
    await expect(page.getByRole('row', { name: /clickstream-3/ })).toContainText('clicks: 2, 5')
  })

  test('nobody: what to do next', async ({ page }) => {
    await mockGroups(page, stopped)
    await page.goto('/clusters/demo/groups/nightly-batch/members')
    await expect(page.getByText('No active members', { exact: true })).toBeVisible()
    await expect(page.getByText('--group nightly-batch').first()).toBeVisible()
  })
})

test.describe('what changes a group', () => {
  const openReset = async (page: Page) => {
    await page.goto('/clusters/demo/groups/nightly-batch')
    await page.getByRole('button', { name: 'Reset offsets…' }).click()
    return page.getByRole('dialog')
  }

  test('a reset shows what would happen, is applied with the name typed, and can be undone', async ({ page }) => {
    const sent: unknown[] = []
    await mockGroups(page, {
      ...stopped,
      onChange: (route) => {
        const body = route.request().postDataJSON()
        sent.push({ ...body, confirm: new URL(route.request().url()).searchParams.get('confirm') })
        return route.fulfill({ json: { rows: resetPlan, applied: !body.dryRun } })
      },
    })
    const dialog = await openReset(page)
    await expect(dialog.getByText(/--reset-offsets .*--all-topics --to-earliest --dry-run/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await expect(
      dialog.getByText(/^88,674 messages will be consumed again, 2,861 messages will be skipped/),
    ).toBeVisible()
    const row = dialog.getByRole('row', { name: /transactions 0 / })
    await expect(row).toContainText('90,000')
    await expect(row).toContainText('1,326')
    await expect(row).toContainText('88,674 messages consumed again')
    await expect(dialog.getByRole('row', { name: /transactions 3 / })).toContainText(
      'Moved into the log, which begins at 2,226.',
    )
    await expect(dialog.getByText(/--to-earliest --execute/)).toBeVisible()
    const apply = dialog.getByRole('button', { name: 'Reset offsets', exact: true })
    await expect(apply).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Type nightly-batch to confirm').fill('nightly-batch')
    await apply.click()
    await expect(dialog).toBeHidden()
    await expect(main(page).getByText('Offsets of 4 partitions were reset.')).toBeVisible()
    expect(sent).toEqual([
      { to: { type: 'earliest' }, dryRun: true, confirm: null },
      { to: { type: 'earliest' }, dryRun: false, confirm: 'nightly-batch' },
    ])

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save previous offsets' }).click()
    expect((await download).suggestedFilename()).toBe('offsets-before.json')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(main(page).getByText('Undone: offsets of 4 partitions restored.')).toBeVisible()
    expect(sent.at(-1)).toEqual({
      to: {
        type: 'rows',
        rows: [
          { topic: 'transactions', partition: 0, offset: 90_000 },
          { topic: 'transactions', partition: 1, offset: 97_000 },
          { topic: 'transactions', partition: 2, offset: null },
          { topic: 'transactions', partition: 3, offset: 5 },
        ],
      },
      dryRun: false,
      confirm: 'nightly-batch',
    })
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(main(page).getByText('Undone: offsets')).toBeHidden()
  })

  const choices: [to: string, act: (page: Page) => Promise<void>, body: unknown][] = [
    ['latest', async () => {}, { to: { type: 'latest' } }],
    [
      'offset',
      (page) => page.getByLabel('Offset', { exact: true }).fill('1,234'),
      { to: { type: 'offset', offset: 1_234 } },
    ],
    [
      'duration',
      (page) => page.getByLabel('Duration').fill('2 hours'),
      { to: { type: 'duration', durationMs: 7_200_000 } },
    ],
    ['shift', (page) => page.getByLabel('Number of messages').fill('-100'), { to: { type: 'shift', by: -100 } }],
    [
      'group',
      (page) => page.getByLabel('Group', { exact: true }).fill('other'),
      { to: { type: 'group', group: 'other' } },
    ],
    [
      'rows',
      (page) => page.getByLabel('Topic, partition, offset').fill('transactions,0,5\ntransactions,1,none'),
      {
        to: {
          type: 'rows',
          rows: [
            { topic: 'transactions', partition: 0, offset: 5 },
            { topic: 'transactions', partition: 1, offset: null },
          ],
        },
      },
    ],
    [
      'earliest',
      async (page) => {
        await page.getByText('Some partitions', { exact: true }).click()
        await page.getByLabel('Topics and partitions').fill('transactions:0,3-5')
      },
      { to: { type: 'earliest' }, topics: [{ topic: 'transactions', partitions: [0, 3, 4, 5] }] },
    ],
    [
      'current',
      async (page) => {
        await page.getByText('Some topics', { exact: true }).click()
        await page.getByRole('checkbox', { name: /transactions/ }).check()
        await page.getByLabel('Other topics').fill('orders, payments')
      },
      { to: { type: 'current' }, topics: [{ topic: 'transactions' }, { topic: 'orders' }, { topic: 'payments' }] },
    ],
  ]
  for (const [to, act, body] of choices) {
    test(`a reset to ${to} is asked as it was entered`, async ({ page }) => {
      await mockGroups(page, stopped)
      const dialog = await openReset(page)
      await chooseOption(dialog.getByLabel('To', { exact: true }), to)
      await act(page)
      const asked = page.waitForRequest((request) => request.method() === 'POST')
      await dialog.getByRole('button', { name: 'Preview' }).click()
      expect((await asked).postDataJSON()).toEqual({ ...Object(body), dryRun: true })
      await expect(dialog.getByRole('region', { name: 'Preview' })).toBeVisible()
    })
  }

  test('an active group is not reset: its members are named, before and by the server', async ({ page, watch }) => {
    watch.allowConsole(/409/)
    await mockGroups(page)
    await page.goto('/clusters/demo/groups/balance-service')
    await page.getByRole('button', { name: 'Reset offsets…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('The group has active members.')).toBeVisible()
    await expect(dialog.getByText('balance-service-1 on 10.0.0.1')).toBeVisible()
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await expect(dialog.getByRole('button', { name: 'Reset offsets', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await page.keyboard.press('Escape')

    const message = 'The group "nightly-batch" is active: batch-1 on 10.0.0.7.'
    await mockGroups(page, {
      ...stopped,
      onChange: (route) =>
        route.request().postDataJSON().dryRun
          ? route.fulfill({ json: { rows: resetPlan, applied: false } })
          : route.fulfill({ status: 409, json: { error: { code: 'conflict', message, requestId: 'r' } } }),
    })
    await openReset(page)
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await dialog.getByLabel('Type nightly-batch to confirm').fill('nightly-batch')
    await dialog.getByRole('button', { name: 'Reset offsets', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText(message)
    await expect(dialog.getByRole('alert')).toContainText('Resolve it, then try again.')
  })

  test('a share group says why it has no offsets to reset, a read-only cluster why nothing can be changed', async ({
    page,
  }) => {
    await mockGroups(page, { group: states.share })
    await page.goto('/clusters/demo/groups/click-sampler')
    const button = page.getByRole('button', { name: 'Reset offsets…' })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await button.hover()
    await expect(page.getByRole('tooltip')).toContainText('A share group has no single committed offset per partition')
    await expect((await openCommands(page)).getByText('kafka-share-groups.sh')).toBeVisible()

    await mockGroups(page, { ...stopped, readOnly: true })
    await page.goto('/clusters/demo/groups/nightly-batch')
    for (const name of ['Reset offsets…', 'Actions']) {
      await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-disabled', 'true')
    }
  })

  test('a group is deleted with its name typed; commits on one topic too', async ({ page }) => {
    const rows = [partition(0, withoutOwner), partition(0, { ...withoutOwner, topic: 'orders' })]
    await mockGroups(page, { ...stopped, partitions: rows })
    const deleted: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'DELETE') deleted.push(request.url().replace(/^.*\/groups\//, ''))
    })
    await page.goto('/clusters/demo/groups/nightly-batch')
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete offsets for a topic…' }).click()
    const dialog = page.getByRole('dialog')
    await chooseOption(dialog.getByLabel('Topic'), 'orders')
    await expect(dialog.getByText(/--delete-offsets --group nightly-batch --topic orders/)).toBeVisible()
    await dialog.getByLabel('Type nightly-batch to confirm').fill('nightly-batch')
    await dialog.getByRole('button', { name: 'Delete offsets' }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete group…' }).click()
    await dialog.getByLabel('Type nightly-batch to confirm').fill('nightly-batch')
    await dialog.getByRole('button', { name: 'Delete group', exact: true }).click()
    await expect(page).toHaveURL('/clusters/demo/groups')
    expect(deleted).toEqual([
      'nightly-batch/offsets?confirm=nightly-batch&topic=orders',
      'nightly-batch?confirm=nightly-batch',
    ])
  })
})
