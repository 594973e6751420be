import type { Page } from '@playwright/test'
import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { clusterItem, failing, mockConnection, mockSilence, refusedLogin, silent, well } from './connection-api.ts'

const at = '/clusters/demo/connection'
const main = (page: Page) => page.getByRole('main')
const verdict = (page: Page) => page.getByRole('region', { name: 'What was found' })

test.describe('a cluster that does not answer', () => {
  const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'The cluster does not answer.' })

  test('what is known stays; since when, why, what to do first, and that it goes on by itself', async ({ page }) => {
    await mockConnection(page, { check: failing('refused'), items: [silent] })
    await page.goto('/clusters/demo/topics?q=weather')
    await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()
    await expect(banner(page)).toContainText(/Since \d\d:\d\d:\d\d, for \d+\smin/)
    await expect(banner(page)).toContainText('Start the broker, or correct the port.')
    await expect(banner(page)).toContainText('goes on by itself')
    await expect(banner(page)).toContainText(/What you see is as of \d\d:\d\d:\d\d\./)
    await expect(banner(page).getByRole('button')).toBeHidden()
    await expectNoFindings(page)
    await banner(page).getByRole('link').click()
    await expect(page).toHaveURL(at)
    await expect(verdict(page)).toBeVisible()
    await expect(banner(page)).toBeHidden()
  })

  test('after a refused login: nothing is tried until somebody asks for it', async ({ page }) => {
    await mockConnection(page, { check: failing('auth-failed'), next: well, items: [refusedLogin] })
    await page.route('**/connection/check', async (route) => {
      await page.route('**/api/clusters', (list) => list.fulfill({ json: { items: [clusterItem()] } }))
      await route.fallback()
    })
    await page.goto('/clusters/demo')
    await expect(banner(page)).toContainText('does not try again by itself')
    await banner(page).getByRole('button', { name: 'Try again' }).click()
    await expect(banner(page)).toBeHidden()
  })

  test('nothing was ever known: the pages and the shell still stand', async ({ page, watch }) => {
    watch.allowConsole(/502/)
    await mockConnection(page, { check: failing('refused'), items: [{ ...silent, brokerCount: null }] })
    await mockSilence(page, 'Cannot reach kafka-1.example.com:9093: connection refused.')
    await page.goto('/clusters/demo')
    await expect(banner(page)).toContainText('Start the broker, or correct the port.')
    await expect(banner(page)).not.toContainText('What you see is as of')
    await page.goto(at)
    await expect(verdict(page)).toContainText('Not connected')
    await expect(page.getByRole('link', { name: 'Topics' })).toBeVisible()
  })
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

test('a cluster that cannot be used as it is configured says so on its pages, and nothing is waited for', async ({
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
  const banner = page.getByRole('alert').filter({ hasText: 'cannot be used as it is configured' })
  await expect(banner).toContainText(message)
  await expect(banner).not.toContainText('keeps trying')
  await expect(banner.getByRole('link')).toHaveCount(0)
})
