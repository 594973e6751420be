import type { ChildProcess } from 'node:child_process'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'
import { findBarriers } from '#e2e/no-findings.ts'
import { E2E_PORT, SECOND_PORT } from '#e2e/ports.ts'
import { expect, test } from '#e2e/test.ts'

// Another dashboard beside the one of the other tests, started as the launcher would for: two clusters, of which one is
// not there, everything read-only, and listening on more than this machine.

const URL = `http://127.0.0.1:${SECOND_PORT}`

test.use({ baseURL: URL })
test.describe.configure({ mode: 'serial' })

let server: ChildProcess

test.beforeAll(async ({ playwright }) => {
  const request = await playwright.request.newContext()
  const { access } = await (await request.get(`http://127.0.0.1:${E2E_PORT}/api/clusters/demo`)).json()
  server = startDashboard(SECOND_PORT, '0.0.0.0', {
    HIGHWATER_ALLOWED_HOSTS: 'kafka.example.com',
    HIGHWATER_READ_ONLY: 'true',
    HIGHWATER_BROKERS: access.bootstrap.join(),
    HIGHWATER_DEMO_CONTROL: 'http://127.0.0.1:1',
    HIGHWATER_DEMO_TOKEN: 'none',
  })
  await expect
    .poll(async () => (await request.get(`${URL}/api/clusters/default`).catch(() => null))?.status(), {
      timeout: 60_000,
    })
    .toBe(200)
  await request.dispose()
})

test.afterAll(() => endDashboard(server))

test('the start lists the clusters with what is wrong, and leads to each', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Clusters' })).toBeVisible()
    expect(await findBarriers(page)).toEqual([])
  }
  await expect(page.getByRole('listitem').filter({ hasText: 'Embedded demo' })).toContainText('has ended')
  await expect(page.getByRole('listitem').filter({ hasText: 'Kafka' })).toContainText('read-only')
  await page.getByRole('link', { name: 'Kafka', exact: true }).click()
  await expect(page).toHaveURL('/clusters/default')
  await expect(page.getByText('Healthy', { exact: true })).toBeVisible()
})

test('every page says that everybody can use it', async ({ page }) => {
  for (const path of ['/', '/clusters/default/topics']) {
    await page.goto(path)
    await expect(page.getByRole('alert').filter({ hasText: 'it has no login' })).toBeVisible()
  }
})

test('it answers to the names it was given, and to no other', async ({ request }) => {
  const statusAs = async (host: string) => (await request.get('/api/health', { headers: { host } })).status()
  expect(await statusAs('kafka.example.com')).toBe(200)
  expect(await statusAs(`127.0.0.1:${SECOND_PORT}`)).toBe(200)
  expect(await statusAs('evil.example.com')).toBe(403)
})

test('read-only: changes are refused by the server', async ({ request }) => {
  const reply = await request.post('/api/demo/brokers/1', { data: { action: 'kill' } })
  expect(reply.status()).toBe(405)
  expect((await reply.json()).error.code).toBe('read-only')
  const topics = '/api/clusters/default/topics'
  const calls: [string, string, unknown][] = [
    ['POST', topics, { name: 'x' }],
    ['DELETE', `${topics}/weather?confirm=weather`, undefined],
    ['POST', `${topics}/weather/partitions`, { count: 9 }],
    ['POST', `${topics}/weather/truncate?confirm=weather`, { all: true }],
    ['PATCH', `${topics}/weather/config`, { set: { 'retention.ms': '1' } }],
  ]
  for (const [method, path, data] of calls) {
    const refused = await request.fetch(path, { method, ...(data !== undefined && { data }) })
    expect(`${method} ${path} ${refused.status()}`).toBe(`${method} ${path} 405`)
  }
})

test('read-only: the buttons say why they do nothing', async ({ page }) => {
  await page.goto('/clusters/default/topics/weather')
  const change = page.getByRole('button', { name: 'Actions', exact: true })
  await expect(change).toHaveAttribute('aria-disabled', 'true')
  await change.focus()
  await expect(page.getByRole('tooltip')).toContainText('read-only')
})
