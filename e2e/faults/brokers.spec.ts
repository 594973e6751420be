import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'

// The failures of the labs, made with the buttons of the page and seen on it. Nothing is reloaded in between.

test.describe.configure({ mode: 'serial', timeout: 600_000 })

/** How soon each is noticed on an idle machine is what bench/failover measures. */
const PATIENT = { timeout: 120_000 }

const row = (page: Page, id: number) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${id} `) })

async function expectAllWell(page: Page): Promise<void> {
  await expect(page.getByText('Healthy', { exact: true })).toBeVisible(PATIENT)
}

test.afterEach(async ({ request }) => {
  for (const id of [1, 2, 3]) await request.post(`/api/demo/brokers/${id}`, { data: { action: 'start' } })
  await expect.poll(async () => (await (await request.get('/api/clusters/demo')).json()).status, PATIENT).toBe('online')
})

test('a broker is killed: said at once, its partitions move; started: all is well again', async ({ page }) => {
  await page.goto('/clusters/demo')
  await expectAllWell(page)
  await page.getByRole('button', { name: 'Kill broker 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kill broker 2?' })
  await expect(dialog).toContainText('It stops at once, as in a power cut.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Kill broker 2' }).click()
  await dialog.getByRole('button', { name: 'Kill broker 2' }).click()
  await expect(page.getByText('Broker 2 was killed')).toBeVisible(PATIENT)
  await expect(page.getByRole('alert').filter({ hasText: 'Broker 2 has been down for' })).toBeVisible(PATIENT)
  await expect(page.getByText(/\d+ partitions are under-replicated; none is offline/)).toBeVisible(PATIENT)
  await expect(row(page, 2)).toContainText('down for')
  await expect(row(page, 1)).toContainText('leaders')
  await expect(page.getByRole('definition').filter({ hasText: 'of 3' })).toHaveText('2of 3')

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Topics' }).click()
  await page.getByText('Unhealthy').click()
  await expect(page.getByRole('row', { name: /^Select transactions / })).toContainText('under-replicated', PATIENT)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Brokers' }).click()
  const broker = page.getByRole('row', { name: /^2/ })
  await expect(broker).toContainText('down for')
  await broker.getByRole('button', { name: 'Start broker 2' }).click()
  await expect(broker).toContainText('up', PATIENT)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click()
  await expectAllWell(page)
})

test('a second one: asked for by name, then no quorum, and leadership is as of a time', async ({ page, request }) => {
  await page.goto('/clusters/demo')
  await expectAllWell(page)
  await request.post('/api/demo/brokers/1', { data: { action: 'kill' } })
  await expect(page.getByText('Broker 1 has been down for')).toBeVisible(PATIENT)

  await page.getByRole('button', { name: 'Kill broker 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kill broker 2?' })
  await expect(dialog).toContainText('too few for a quorum')
  await page.keyboard.type('broker-3')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await dialog.getByLabel(/to confirm/).fill('broker-2')
  await dialog.getByRole('button', { name: 'Kill broker 2' }).click()

  const banner = page
    .getByRole('alert')
    .filter({ hasText: /No controller quorum: leadership is as of \d\d:\d\d:\d\d\./ })
  await expect(banner).toBeVisible(PATIENT)
  await expect(page.getByText('Brokers 1 and 2 are down')).toBeVisible()
  await expect(page.getByText(/led by a broker that is down, and can be neither read nor written/)).toBeVisible(PATIENT)
  await expect(page.getByText('everything can still be read and written')).toBeHidden()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Topics' }).click()
  await expect(banner).toBeVisible()
  await expect(page.getByRole('row', { name: /weather/ })).toBeVisible()

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Brokers' }).click()
  await page.getByRole('button', { name: 'Start broker 1' }).click()
  await page.getByRole('button', { name: 'Start broker 2' }).click()
  await expect(banner).toBeHidden(PATIENT)
})

test('one that is stopped leaves in order; the second is asked for by name', async ({ page }) => {
  await page.goto('/clusters/demo/brokers')
  const broker = (id: number) => page.getByRole('row', { name: new RegExp(`^${id}`) })
  await broker(3).getByRole('button', { name: 'Stop broker 3' }).click()
  const first = page.getByRole('dialog', { name: 'Stop broker 3?' })
  await expect(first).toContainText('hands its leader partitions to the other brokers')
  await first.getByRole('button', { name: 'Stop broker 3' }).click()
  await expect(page.getByText('Broker 3 was stopped')).toBeVisible(PATIENT)
  await expect(broker(3)).toContainText('down for', PATIENT)
  await broker(2).getByRole('button', { name: 'Stop broker 2' }).click()
  await page
    .getByRole('dialog', { name: 'Stop broker 2?' })
    .getByLabel(/to confirm/)
    .fill('broker-2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Broker 2 was stopped')).toBeVisible(PATIENT)
  await expect(broker(2)).toContainText('down for', PATIENT)
})

test('all of them: one banner, what was known stays, and it heals without a reload', async ({ page, request }) => {
  await page.goto('/clusters/demo/topics?q=movielog')
  await expect(page.locator('tbody tr')).toHaveCount(5)
  for (const id of [1, 2, 3]) await request.post(`/api/demo/brokers/${id}`, { data: { action: 'kill' } })
  const alerts = page.getByRole('main').getByRole('alert')
  await expect(alerts.filter({ hasText: 'The cluster is not responding.' })).toBeVisible(PATIENT)
  await expect(alerts).toHaveCount(1)
  await expect(page.locator('tbody tr')).toHaveCount(5)
  for (const id of [1, 2, 3]) await request.post(`/api/demo/brokers/${id}`, { data: { action: 'start' } })
  await expect(alerts).toHaveCount(0, PATIENT)
})
