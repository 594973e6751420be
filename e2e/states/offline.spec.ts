import type { Page } from '@playwright/test'
import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { clusterItem, failing, mockConnection, mockSilence, refusedLogin, silent, well } from './connection-api.ts'

const at = '/clusters/demo/connection'
const main = (page: Page) => page.getByRole('main')
const verdict = (page: Page) => page.getByRole('region', { name: 'Result' })

test.describe('a cluster that does not answer', () => {
  const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'The cluster is not responding.' })

  test('what is known stays; since when, why, what to do first, and that it goes on by itself', async ({ page }) => {
    await mockConnection(page, { check: failing('refused'), items: [silent] })
    await page.goto('/clusters/demo/topics?q=weather')
    await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
    await expect(banner(page)).toContainText(/Since \d\d:\d\d:\d\d, for \d+\smin/)
    await expect(banner(page)).toContainText('Start the broker, or correct the port.')
    await expect(banner(page)).toContainText('reconnects when the cluster is back')
    await expect(banner(page)).toContainText(/The data on this page is stale since \d\d:\d\d:\d\d\./)
    await expect(banner(page).getByRole('button')).toBeHidden()
    await expectNoFindings(page)
    await banner(page).getByRole('link').click()
    await expect(page).toHaveURL(at)
    await expect(verdict(page)).toBeVisible()
    await expect(banner(page)).toBeHidden()
  })

  test('after a refused login: nothing is tried until a user asks for it', async ({ page }) => {
    await mockConnection(page, { check: failing('auth-failed'), next: well, items: [refusedLogin] })
    await page.route('**/connection/check', async (route) => {
      await page.route('**/api/clusters', (list) => list.fulfill({ json: { items: [clusterItem()] } }))
      await route.fallback()
    })
    await page.goto('/clusters/demo')
    await expect(banner(page)).toContainText('does not retry by itself')
    await banner(page).getByRole('button', { name: 'Try again' }).click()
    await expect(banner(page)).toBeHidden()
  })

  test('nothing was ever known: the pages and the shell still stand', async ({ page, watch }) => {
    watch.allowConsole(/502/)
    await mockConnection(page, { check: failing('refused'), items: [{ ...silent, brokerCount: null }] })
    await mockSilence(page, 'Cannot reach kafka-1.example.com:9093: connection refused.')
    await page.goto('/clusters/demo')
    await expect(banner(page)).toContainText('Start the broker, or correct the port.')
    await expect(banner(page)).not.toContainText('The data on this page is stale since')
    await page.goto(at)
    await expect(verdict(page)).toContainText('Not connected')
    await expect(page.getByRole('link', { name: 'Topics' })).toBeVisible()
  })
})

test('a cluster whose id changed: nothing is written, for a reason that names both ids, until a user confirms it', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/502/)
  const message =
    'kafka-1.example.com:9093 now leads to another Kafka cluster: its id is bluefishredfish, and before it was ' +
    'reefreefreef. Nothing is read from it or written to it until you confirm that it is the right one.'
  const error = { code: 'unreachable', message, reason: 'other-cluster' } as const
  const made = { name: 'coral', topicId: null, partitions: 3, replicationFactor: 3, created: false }
  let isConfirmed = false
  await mockConnection(page, { check: failing('other-cluster'), next: well, items: [{ ...silent, error }] })
  await page.route('**/api/clusters/demo/topics', (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    if (isConfirmed) return route.fulfill({ json: made })
    return route.fulfill({ status: 502, json: { error: { code: 'unreachable', message, requestId: 'r' } } })
  })
  await page.goto('/clusters/demo/topics?q=weather')
  const banner = page.getByRole('alert').filter({ hasText: 'A different cluster is responding.' })
  for (const id of ['bluefishredfish', 'reefreefreef']) await expect(banner).toContainText(id)
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
  await expectNoFindings(page)

  await page.getByRole('button', { name: 'Create topic' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(made.name)
  await dialog.getByRole('button', { name: 'Validate', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText(message)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const confirming = page.waitForRequest((request) => request.url().includes('/connection/check'))
  await page.route('**/connection/check*', async (route) => {
    isConfirmed = true
    await page.route('**/api/clusters', (list) => list.fulfill({ json: { items: [clusterItem()] } }))
    await route.fulfill({ json: well })
  })
  await banner.getByRole('button', { name: 'Use this cluster' }).click()
  const request = await confirming
  expect(request.method()).toBe('POST')
  const { pathname, search } = new URL(request.url())
  expect(pathname + search).toBe('/api/clusters/demo/connection/check?acceptsCluster=true')
  await expect(banner).toBeHidden()
  await page.getByRole('button', { name: 'Create topic' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill(made.name)
  await dialog.getByRole('button', { name: 'Validate', exact: true }).click()
  await expect(dialog).toContainText('Valid.')
})

test('a mistake in what is configured now is told on the overview', async ({ page }) => {
  await mockConnection(page, {})
  const message = 'The configuration was changed, but cannot be used; the one before goes on.'
  await page.route('**/api/clusters/demo', async (route) => {
    const cluster: Cluster = await (await route.fetch()).json()
    const problems = [{ field: 'access', code: 'invalid', message }, ...cluster.problems]
    await route.fulfill({ json: { ...cluster, problems } })
  })
  await page.goto('/clusters/demo')
  await expect(main(page).getByText(message)).toBeVisible()
})

test('a cluster whose configuration is invalid says so on its pages, and nothing is waited for', async ({
  page,
  watch,
}) => {
  watch.allowConsole(/503/)
  const message = 'highwater.yaml line 12, clusters[0].tls.ca: there is no such file.'
  const error = { code: 'invalid', message } as const
  await mockConnection(page, { items: [clusterItem({ status: 'offline', brokerCount: null, error })] })
  const reply = { code: 'unavailable', message, requestId: 'r' }
  await page.route('**/api/clusters/demo', (route) => route.fulfill({ status: 503, json: { error: reply } }))
  await page.goto('/clusters/demo/topics')
  const banner = page.getByRole('alert').filter({ hasText: 'configuration of this cluster is invalid' })
  await expect(banner).toContainText(message)
  await expect(banner).not.toContainText('keeps trying')
  await expect(banner.getByRole('link')).toHaveCount(0)
})
