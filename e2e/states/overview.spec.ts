import { expect, test } from '#e2e/test.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import type { ClusterHistory } from '#lib/contract/history.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('all of it is on a screen of 1440 by 900, once the tour is dismissed', async ({ page }) => {
  await page.goto('/clusters/demo')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  for (const name of ['Highest lag', 'Total lag', 'Brokers', 'Latest events']) {
    await expect(page.getByRole('heading', { name, exact: true })).toBeInViewport()
  }
  await expect(page.getByRole('button', { name: 'Kill broker 3' })).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('img', { name: /^Start offset .* committed offset of nightly-batch/ })).toBeInViewport()
})

test('what is wrong with brokers and with groups is in one strip, and each event leads to what it happened to', async ({
  page,
}) => {
  const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1_000).toISOString()
  const point = { lag: 10, producePerSecond: 1, consumePerSecond: null, underReplicated: 0 }
  const history: ClusterHistory = {
    resolutionMs: 10_000,
    points: [90, 80, 70, 60].map((secondsAgo) => ({ at: at(secondsAgo), ...point })),
    events: [
      { at: at(85), kind: 'broker-down', text: 'Broker 2 went down.', subject: { kind: 'broker', id: '2' } },
      {
        at: at(70),
        kind: 'topic-created',
        text: 'Topic orders was created.',
        subject: { kind: 'topic', id: 'orders' },
      },
    ],
  }
  await page.route('**/api/clusters/demo/history?*', (route) => route.fulfill({ json: history }))
  await page.route('**/api/clusters/demo', async (route) => {
    const cluster: Cluster = await (await route.fetch()).json()
    const groupsByStatus = { stopped: 1, stalled: 2 }
    await route.fulfill({ json: { ...cluster, status: 'degraded', underReplicated: 3, groupsByStatus } })
  })
  await page.goto('/clusters/demo')
  const strip = page.getByRole('status').filter({ hasText: 'Under-replicated partitions.' }).locator('..')
  await expect(strip).toContainText('3 partitions are under-replicated; none is offline')
  await expect(strip).toContainText('1 group is stopped, 2 are stalled')
  await expect(page.getByText('Healthy', { exact: true })).toBeHidden()
  const events = page.getByRole('listitem').filter({ hasText: /Broker 2 went down|Topic orders was created/ })
  await expect(events).toContainText([/Topic orders was created\./, /Broker 2 went down\./])
  await events.getByRole('link', { name: 'Broker 2 went down.' }).click()
  await expect(page).toHaveURL('/clusters/demo/brokers/2')
})
