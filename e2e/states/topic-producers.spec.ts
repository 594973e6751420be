import { expect, test } from '#e2e/test.ts'
import { listOf } from './groups-api.ts'
import { mockTopics } from './topics-api.ts'

test('where leaders did not report their producers, it is not said that there are none', async ({ page }) => {
  await mockTopics(page)
  const warnings = [{ code: 'partial', message: 'Not authorized to describe producers.', scope: 'weather-0' }]
  const asOf = new Date().toISOString()
  const groupsUnknown = [{ code: 'partial', message: 'Broker 2 did not respond.', scope: 'broker 2' }]
  await page.route('**/api/clusters/demo/topics/weather/producers', (route) =>
    route.fulfill({ json: { items: [], asOf, warnings } }),
  )
  await page.route('**/api/clusters/demo/topics/weather/groups?*', (route) =>
    route.fulfill({ json: { ...listOf([]), warnings: groupsUnknown } }),
  )
  await page.goto('/clusters/demo/topics/weather/producers')
  const main = page.getByRole('main')
  await expect(main.getByText('Not authorized to describe producers.')).toBeVisible()
  await expect(main.getByText('No producer is known, as part of the list is missing.')).toBeVisible()
  await expect(main.getByText('Not known')).toHaveCount(2)
  await expect(main.getByText(/No producer with an ID|No group consumes/)).toHaveCount(0)
})
