import type { ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'
import { findBarriers } from '#e2e/no-findings.ts'
import { CLUSTERS_PORT } from '#e2e/ports.ts'
import { expect, test } from '#e2e/test.ts'
import { clusterItem, clusters, failing, mockConnection } from './connection-api.ts'
import { hostileTexts } from './hostile-texts.ts'

// With a single cluster nobody gets to the page of all of them, so a dashboard that has two stands behind these.

const URL = `http://127.0.0.1:${CLUSTERS_PORT}`
const NOBODY = '127.0.0.1:1'

test.use({ baseURL: URL })
test.describe.configure({ mode: 'serial' })

let server: ChildProcess

test.beforeAll(async ({ playwright }) => {
  server = startDashboard(CLUSTERS_PORT, '127.0.0.1', {
    HIGHWATER_BROKERS: NOBODY,
    HIGHWATER_DEMO_CONTROL: `http://${NOBODY}`,
    HIGHWATER_DEMO_TOKEN: 'none',
  })
  const request = await playwright.request.newContext()
  const health = async () => (await request.get(`${URL}/api/health`).catch(() => null))?.status()
  await expect.poll(health, { timeout: 60_000 }).toBe(200)
  await request.dispose()
})

// None of the clusters that are played is there to be looked at beforehand.
test.beforeEach(({ watch }) => watch.allowConsole(/404/))

test.afterAll(() => endDashboard(server))

const row = (page: Page, name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name })

test('every cluster in the order of the configuration, with how it is and what it has', async ({ page }) => {
  await mockConnection(page, { items: clusters })
  await page.goto('/')
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('Clusters')
  await expect(
    page.getByText('6 clusters · 1 not responding · 1 with failed authentication · 1 misconfigured · 1 unhealthy'),
  ).toBeVisible()
  const links = page
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('link')
    .filter({ hasNotText: /details|Diagnose/ })
  await expect(links).toHaveText(clusters.map(({ name }) => name))
  await expect(row(page, 'Production')).toContainText(/online.*read-only.*Brokers3Topics1,249Groups312/)
  await expect(row(page, 'Staging')).toContainText(/unhealthy.*Broker 2 is down\. Show details/)
  await expect(row(page, 'Far away')).toContainText(
    /connecting.*Waiting for the first response of the cluster\..*Brokers–Topics–Groups–/,
  )
  await expect(row(page, 'Laboratory')).toContainText(/not responding.*connection refused\. Since .*, for \d+\smin/)
  await expect(row(page, 'Shared')).toContainText(/authentication failed.*Highwater does not retry by itself\./)
  await expect(row(page, 'Broken')).toContainText('misconfigured')
  await expect(row(page, 'Broken')).toContainText('highwater.yaml line 31, clusters[5].tls.keystorePassword')
  await expect(row(page, 'Broken').getByRole('link')).toHaveCount(1)
})

test('a mistake in what is written now is told of a cluster that goes on as it was', async ({ page }) => {
  const message =
    'The configuration was changed, but cannot be used; the one before goes on. highwater.yaml line 3: no.'
  await mockConnection(page, { items: [clusterItem({ name: 'Production', error: { code: 'invalid', message } })] })
  await page.goto('/')
  await expect(row(page, 'Production')).toContainText(/online.*the one before goes on/)
  await expect(row(page, 'Production').getByRole('link')).toHaveCount(1)
})

test('no barriers, wide and narrow', async ({ page }) => {
  await mockConnection(page, { items: clusters })
  for (const width of [1400, 390]) {
    await page.setViewportSize({ width, height: 860 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto('/')
      await expect(row(page, 'Production')).toBeVisible()
      expect(await findBarriers(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
  }
})

test('it keeps up by itself', async ({ page }) => {
  let items = [clusterItem({ name: 'Laboratory', status: 'offline' })]
  await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
  await page.goto('/')
  await expect(row(page, 'Laboratory')).toContainText('not responding')
  items = [clusterItem({ name: 'Laboratory' })]
  await expect(row(page, 'Laboratory')).toContainText('online')
})

test('the row leads to the cluster, and its connection has a link of its own', async ({ page, watch }) => {
  watch.allowConsole(/50\d/)
  const items = clusters.map((item) => (item.id === 'lab' ? { ...item, id: 'default' } : item))
  await mockConnection(page, { items, check: failing('refused') })
  await page.goto('/')
  await row(page, 'Laboratory').getByRole('link', { name: 'Diagnose the connection' }).click()
  await expect(page).toHaveURL('/clusters/default/connection')
  await page.getByRole('button', { name: /^Cluster: / }).click()
  await page.getByRole('menuitem', { name: 'All clusters' }).click()
  await row(page, 'Laboratory').click({ position: { x: 400, y: 8 } })
  await expect(page).toHaveURL('/clusters/default')
})

test('names and colours are only ever what they are', async ({ page }) => {
  const items = hostileTexts.map((text, place) => clusterItem({ id: `c${place}`, name: text, color: text }))
  await mockConnection(page, { items })
  await page.goto('/')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(hostileTexts.length)
  expect(await page.evaluate(() => '__xss' in window)).toBe(false)
})
