import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'

test('the start leads to the only cluster, which says how it is', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/clusters/demo')
  await expect(page.getByRole('heading', { name: 'Embedded demo' })).toBeVisible()
  await expect(page.getByText('Healthy', { exact: true })).toBeVisible()
  await expect(page.getByText('3 brokers · Kafka 4.4')).toBeVisible()
  const brokers = page.getByRole('listitem').filter({ hasText: '127.0.0.1:' })
  await expect(brokers).toHaveCount(3)
  await expect(brokers.filter({ hasText: 'controller' })).toHaveCount(1)
})

test('the navigation leads to every page and shows where one is', async ({ page }) => {
  await page.goto('/clusters/demo')
  const main = page.getByRole('navigation', { name: 'Main' })
  for (const name of ['Topics', 'Brokers', 'Connection', 'Overview']) {
    await main.getByRole('link', { name }).click()
    await expect(main.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    await expect(page).toHaveTitle(`${name} · Highwater`)
    await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText(name)
  }
})

test('a page is loaded ahead when the pointer is on a link to it, and not for being linked', async ({ page }) => {
  const ahead: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (searchParams.has('_rsc')) ahead.push(pathname)
  })
  await page.goto('/clusters/demo/topics')
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  const age = page.getByRole('button', { name: /Pause or change the refresh rate/ })
  await expect(age).toHaveText(/^\d s ago$/)
  await page.waitForLoadState('load')
  expect(ahead).toEqual([])
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Brokers' }).hover()
  await expect.poll(() => ahead).toContain('/clusters/demo/brokers')
})

test('the age of what is shown grows and starts again, and can be paused', async ({ page }) => {
  await page.goto('/clusters/demo')
  const freshness = page.getByRole('button', { name: /Pause or change the refresh rate/ })
  await expect(freshness).toHaveText(/^\d s ago$/)
  await freshness.click()
  await page.getByRole('menuitem', { name: 'Pause' }).click()
  await expect(freshness).toHaveText(/^paused · ([3-9]|\d\d) s ago$/)
  await freshness.click()
  await page.getByRole('menuitem', { name: 'Resume' }).click()
  await expect(freshness).toHaveText(/^[0-2] s ago$/)
})

test.describe('the palette', () => {
  test('opens with / and jumps to a topic by a part of its name, by keyboard alone', async ({ page }) => {
    await page.goto('/clusters/demo')
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('movielog3')
    await expect(page.getByRole('option', { name: 'Topic movielog3' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/topics\/movielog3$/)
    await expect(page.getByRole('heading', { name: 'movielog3' })).toBeVisible()
  })

  test('opens with Ctrl-K, finds pages and brokers, and closes with Escape', async ({ page, request }) => {
    const { items } = await (await request.get('/api/clusters/demo/brokers')).json()
    await page.goto('/clusters/demo/topics')
    await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('brok')
    await expect(page.getByRole('option', { name: 'Page Brokers' })).toBeVisible()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(`127.0.0.1:${items[0].port}`)
    await expect(page.getByRole('option', { name: /^Broker 1/ })).toBeVisible()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('no such thing')
    await expect(page.getByText('No results for “no such thing”')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  test('a slash typed into a field stays a slash', async ({ page }) => {
    await page.goto('/clusters/demo/topics')
    const search = page.getByRole('searchbox', { name: 'Search topics' })
    await search.pressSequentially('a/b')
    await expect(search).toHaveValue('a/b')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
})

test.describe('light and dark', () => {
  // At first, a document has no root.
  const isDark = () => document.documentElement?.classList.contains('dark')

  test('follow the system, until one is chosen, which outlives a reload', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto('/clusters/demo')
    expect(await page.evaluate(isDark)).toBe(true)
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(() => page.evaluate(isDark)).toBe(false)
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await expect.poll(() => page.evaluate(isDark)).toBe(true)
    await page.reload()
    expect(await page.evaluate(isDark)).toBe(true)
  })

  test('are decided before the first paint', async ({ page, watch }) => {
    watch.allowConsole(/ERR_FAILED/)
    await page.emulateMedia({ colorScheme: 'dark' })
    // Without any script of ours but the one in the head.
    await page.route('**/_next/static/**/*.js', (route) => route.abort())
    await page.goto('/clusters/demo', { waitUntil: 'commit' })
    await expect.poll(() => page.evaluate(isDark)).toBe(true)
  })
})

test('an address that leads nowhere says so, in the shell of no cluster', async ({ page, watch }) => {
  watch.allowConsole(/404/)
  await page.goto('/nowhere')
  await expect(page.getByText('Page not found')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(page).toHaveURL('/clusters/demo')
})

test('one below a cluster says so within its frame, and a cluster that is not configured is no page', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/404/)
  await page.goto('/clusters/demo/nothing')
  await expect(page.getByText('Page not found')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect((await page.goto('/clusters/nope/topics'))?.status()).toBe(404)
  await expect(page.getByText('Page not found')).toBeVisible()
  await expect(page.getByText('The dashboard is not responding')).toBeHidden()
})

const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } })

  test('the navigation is a drawer', async ({ page }) => {
    await page.goto('/clusters/demo')
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Open navigation' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Topics' }).click()
    await expect(page.getByRole('heading', { name: 'Topics' })).toBeVisible()
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(await tooWide(page)).toBe(0)
  })

  for (const path of [
    '',
    '/topics',
    '/topics/transactions',
    '/topics/weather/config',
    '/topics/transactions/groups',
    '/groups',
    '/groups/nightly-batch',
    '/groups/nightly-batch/members',
    '/brokers',
    '/brokers/1',
    '/brokers/1/config',
  ]) {
    test(`nothing is wider than the screen on ${path || 'the overview'}, loading and loaded`, async ({ page }) => {
      const api = '**/api/clusters/demo/**'
      await page.route(api, () => {})
      await page.goto(`/clusters/demo${path}`)
      await expect(page.locator('main .animate-pulse').first()).toBeVisible()
      expect(await tooWide(page)).toBe(0)
      await page.unroute(api)
      await page.goto(`/clusters/demo${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('main .animate-pulse')).toHaveCount(0)
      expect(await tooWide(page)).toBe(0)
    })
  }
})

test('several tabs share one event stream, and another takes over when its tab is closed', async ({
  context,
  page,
}) => {
  const streams: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/events')) streams.push(request.url())
  })
  await page.goto('/clusters/demo')
  const second = await context.newPage()
  await second.goto('/clusters/demo')
  await expect(second.getByRole('button', { name: /Pause or change the refresh rate/ })).toHaveText(/^\d s ago$/)
  expect(streams).toHaveLength(1)
  await page.close()
  await expect.poll(() => streams.length).toBe(2)
  await expect(second.getByRole('button', { name: /Pause or change the refresh rate/ })).toHaveText(/^[0-2] s ago$/)
})
