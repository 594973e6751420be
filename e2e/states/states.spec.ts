import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'

// What a healthy broker does not produce on demand: slow, failing, half-failing and empty answers, played by the browser.

const cluster = '**/api/clusters/demo'
const topics = '**/api/clusters/demo/topics?*'

function mockError(page: Page, url: string, status: number, code: string, message: string, more = {}) {
  const body = { error: { code, message, requestId: 'request-1' }, ...more }
  return page.route(url, (route) => route.fulfill({ status, json: body }))
}

test('slow: the place of the rows is held, then they come', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(topics, async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('table', { name: 'topics' })).toHaveAttribute('aria-busy', 'true')
  release()
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
})

test('failing from the start: what happened, what it means, what to do; asked again on demand, and by itself', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/502/)
  await mockError(page, topics, 502, 'unreachable', 'Cannot reach kafka-1:9092: connection refused.')
  await page.goto('/clusters/demo/topics')
  const alert = page.getByRole('alert').filter({ hasText: 'The cluster cannot be reached' })
  await expect(alert).toContainText('Cannot reach kafka-1:9092: connection refused.')
  await expect(alert).toContainText('Check that its brokers are running')
  const again = page.waitForRequest(topics)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await again
  await expect(alert).toBeVisible()
  await page.unroute(topics)
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
})

test('failing later: the rows stay, under a banner', async ({ page, watch }) => {
  watch.allowConsole(/504/)
  await page.goto('/clusters/demo/topics?q=weather')
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await mockError(page, topics, 504, 'timeout', '127.0.0.1:9092 does not answer.')
  await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').first().click()
  await expect(page.getByText('The data below is stale')).toBeVisible()
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
})

test('a proxy that answers in our place', async ({ page, watch }) => {
  watch.allowConsole(/502/)
  await page.route(topics, (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  )
  await page.goto('/clusters/demo/topics')
  await expect(page.getByText('The server answered 502 without saying why.')).toBeVisible()
})

test('a bug in the dashboard shows its request id', async ({ page, watch }) => {
  watch.allowConsole(/500/)
  await mockError(page, topics, 500, 'internal', 'Something went wrong in the dashboard itself.')
  await page.goto('/clusters/demo/topics')
  await expect(page.getByText('request-1')).toBeVisible()
})

test('still connecting: neither empty nor an error', async ({ page, watch }) => {
  watch.allowConsole(/503/)
  const progress = { stage: 'connecting', done: 0, of: 1 }
  const list = { items: [], total: null, page: 1, pageSize: 50, asOf: null, snapshot: null, progress, warnings: [] }
  await page.route(topics, (route) => route.fulfill({ json: list }))
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('table', { name: 'topics' })).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByText('No topics yet')).toBeHidden()
  await mockError(page, cluster, 503, 'unavailable', 'Connecting to the cluster.', {
    progress,
  })
  await page.goto('/clusters/demo')
  await expect(page.getByText('Connecting to the cluster.')).toBeVisible()
})

test('never reached: the list says why instead of being empty', async ({ page }) => {
  const warnings = [{ code: 'unreachable', message: 'Cannot reach a:1: connection refused.', scope: null }]
  const list = { items: [], total: null, page: 1, pageSize: 50, asOf: null, snapshot: null, warnings }
  await page.route(topics, (route) => route.fulfill({ json: list }))
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Cannot reach a:1: connection refused.')
  await expect(page.getByText('No topics yet')).toBeHidden()
})

test('truly empty: what to do next', async ({ page }) => {
  const now = new Date().toISOString()
  const list = { items: [], total: 0, page: 1, pageSize: 50, asOf: now, snapshot: 1, warnings: [] }
  await page.route(topics, (route) => route.fulfill({ json: list }))
  await page.goto('/clusters/demo/topics')
  await expect(page.getByText('No topics yet')).toBeVisible()
  await expect(page.getByText('kafka-topics.sh --create')).toBeVisible()
})

test('a topic that may not be seen: its row says so, the others have their figures', async ({ page }) => {
  await page.route(topics, async (route) => {
    const response = await route.fetch()
    const list = await response.json()
    const problems = [
      {
        field: null,
        code: 'TOPIC_AUTHORIZATION_FAILED',
        message: 'The account lacks the permission (ACL) for this on the topic.',
      },
    ]
    const nothing = {
      topicId: null,
      partitionCount: null,
      replicationFactor: null,
      underReplicated: null,
      leaderless: null,
      messages: null,
      sizeBytes: null,
      producePerSecond: null,
      retentionMs: null,
      cleanupPolicy: null,
    }
    list.items[0] = { ...list.items[0], ...nothing, name: 'forbidden', problems }
    await route.fulfill({ json: list })
  })
  await page.goto('/clusters/demo/topics?q=movielog')
  const row = page.getByRole('row', { name: /forbidden/ })
  await expect(row).toContainText('lacks the permission')
  await expect(row.getByRole('button', { name: /^Unknown: The account/ })).toHaveCount(6)
  await expect(page.getByRole('row', { name: /movielog2/ })).toContainText('healthy')
})

test('part of a list is old: said once above the rows, in the clock of the reader, and on the figures', async ({
  page,
}) => {
  const at = new Date(Date.now() - 600_000).toISOString()
  const warnings = [
    { code: 'timeout', message: `Sizes are as of ${at}: broker 2 does not answer.`, scope: 'logDirs' },
    { code: 'no-quorum', message: `No controller quorum: leadership is as of ${at}.`, scope: null },
  ]
  const problems = [{ field: 'sizeBytes', code: 'timeout', message: `Broker 2 has not answered since ${at}.` }]
  await page.route(topics, async (route) => {
    const list = await (await route.fetch()).json()
    list.items[0] = { ...list.items[0], sizeBytes: 15_100_000, problems }
    await route.fulfill({ json: { ...list, warnings } })
  })
  await page.goto('/clusters/demo/topics?q=movielog')
  const notice = page.getByRole('status').filter({ hasText: 'Part of this list is stale or missing.' })
  await expect(notice).toContainText(/Sizes are as of (.* )?\d\d:\d\d:\d\d: broker 2 does not answer\./)
  await expect(page.getByRole('main').getByText('No controller quorum')).toBeHidden()
  await expect(page.locator('tbody tr')).toHaveCount(5)
  const size = page.getByRole('button', {
    name: /14\.4 MiB ?\(uncertain: Broker 2 has not answered since (.* )?\d\d:\d\d:\d\d\.\)/,
  })
  await size.click()
  await expect(page.getByRole('tooltip')).toContainText('15,100,000 bytes')
})

test('a slow reply about a topic does not hold up its partitions', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/clusters/demo/topics/transactions', async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/clusters/demo/topics/transactions')
  await expect(page.locator('tbody tr')).toHaveCount(10)
  await expect(page.getByRole('button', { name: 'Actions', exact: true })).toBeHidden()
  release()
  await expect(page.getByRole('button', { name: 'Actions', exact: true })).toBeVisible()
  await expect(page.locator('tbody tr')).toHaveCount(10)
})

test('partitions of another topic of that name are not shown under the figures of this one', async ({ page }) => {
  let isAnother = true
  await page.route('**/api/clusters/demo/topics/transactions/partitions?*', async (route) => {
    const list = await (await route.fetch()).json()
    await route.fulfill({ json: isAnother ? { ...list, topicId: 'another' } : list })
  })
  await page.goto('/clusters/demo/topics/transactions')
  await expect(page.getByRole('button', { name: 'Actions', exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: 'partitions' })).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('img', { name: /^Start offset/ })).toBeHidden()
  isAnother = false
  await expect(page.getByRole('img', { name: /^Start offset/ })).toHaveCount(10)
})

test('some of the chosen topics could not be deleted: these stay, each with its reason', async ({ page, watch }) => {
  watch.allowConsole(/504/)
  await page.route('**/api/clusters/demo/topics/*?confirm=*', (route) => {
    if (!route.request().url().includes('movielog2')) return route.fulfill({ json: { deleted: 'it' } })
    const error = { code: 'timeout', message: 'Broker 2 does not answer.', requestId: 'request-1' }
    return route.fulfill({ status: 504, json: { error } })
  })
  await page.goto('/clusters/demo/topics?q=movielog')
  for (const topic of ['movielog1', 'movielog2']) await page.getByRole('checkbox', { name: `Select ${topic}` }).check()
  await page.getByRole('button', { name: 'Delete 2…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('list', { name: 'Last message' }).getByText('last message')).toHaveCount(2)
  await page.keyboard.type('delete 2 topics')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('1 topic could not be deleted.')
  await expect(dialog.getByRole('alert').getByRole('listitem')).toHaveText('movielog2: Broker 2 does not answer.')
  await expect(page.getByRole('dialog', { name: 'Delete movielog2' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Delete 1…' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Select movielog2' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Select movielog1' })).not.toBeChecked()
})

test('messages could not be deleted everywhere: the dialog stays and names each partition', async ({ page }) => {
  const failures = [
    { scope: 'weather-1', message: 'Broker 2 does not answer.' },
    { scope: 'weather-2', message: 'The account lacks the permission (ACL) for this on the topic.' },
  ]
  await page.route('**/topics/weather/truncate?*', (route) =>
    route.fulfill({ json: { partitions: [{ id: 0, startOffset: 7 }], failures } }),
  )
  await page.goto('/clusters/demo/topics/weather')
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete messages…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/to confirm/).fill('weather')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Messages deleted in 1 partition')).toBeVisible()
  await expect(dialog.getByRole('alert')).toContainText('Messages of 2 partitions could not be deleted.')
  await expect(dialog.getByRole('alert').getByRole('listitem')).toHaveText(
    failures.map(({ scope, message }) => `${scope}: ${message}`),
  )
})

test('a broker that can only replace the whole configuration is said to have done so', async ({ page }) => {
  const path = '**/api/clusters/demo/topics/weather/config'
  await page.route(path, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ json: { changes: [], applied: true, incremental: false } })
      : route.continue(),
  )
  await page.goto('/clusters/demo/topics/weather/config')
  await page.getByRole('button', { name: 'Edit retention.ms' }).click()
  await page.getByLabel('Value').fill('3 days')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This broker can only replace the whole configuration of the topic')).toBeVisible()
})

test('several clusters: the switcher lists them, with what is wrong', async ({ page }) => {
  const base = { readOnly: false, color: null, brokerCount: 3, topicCount: 24, partitionCount: 124 }
  const nothing = { brokerCount: null, topicCount: null, partitionCount: null }
  const error = { code: 'unreachable', message: 'Cannot reach kafka.example:9092: this name is not known here.' }
  const items = [
    { ...base, id: 'demo', name: 'Embedded demo', status: 'online' },
    { ...base, ...nothing, id: 'far', name: 'Far away', status: 'offline', readOnly: true, error },
  ]
  // The proxy leads past this page while there is only one cluster, so it is reached from within.
  await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
  await page.goto('/clusters/demo')
  await page.getByRole('button', { name: /^Cluster: Embedded demo/ }).click()
  await expect(page.getByRole('menuitem', { name: /Far away/ })).toBeVisible()
  await expect(
    page.getByRole('menuitem', { name: /Far away/ }).getByRole('img', { name: 'not responding' }),
  ).toBeVisible()
})

test('the dashboard itself is gone: said on every page with the age of what is shown, until it is back', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/ERR_FAILED/)
  const events = '**/api/clusters/demo/events'
  const now = new Date().toISOString()
  const snapshot = { snapshot: 1, asOf: now, sentAt: now, publishedAt: now, changed: [] }
  let isGone = false
  await page.route(events, async (route) => {
    if (isGone) return route.abort()
    isGone = true
    const body = `event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`
    return route.fulfill({ contentType: 'text/event-stream', body })
  })
  await page.goto('/clusters/demo/topics?q=weather')
  const banner = page.getByRole('alert').filter({ hasText: 'The dashboard is not responding.' })
  await expect(banner).toContainText(/The data on this page is stale since \d\d:\d\d:\d\d\./)
  await expect(page.getByRole('button', { name: /^Not connected/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await page.unroute(events)
  await expect(banner).toBeHidden()
  await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible()
})
