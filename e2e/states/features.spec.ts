import { openCommands } from '#e2e/commands.ts'
import { expect, test } from '#e2e/test.ts'
import type { Features } from '#lib/contract/features.ts'

// What the brokers of the demo never report: no feature levels at all, levels that are unknown, and features to come.

const features = '**/api/clusters/demo/features'

test('a cluster without feature levels says why, and offers no command for them', async ({ page }) => {
  const message = 'These brokers report no feature levels: Kafka supports them since 3.3, and only with KRaft.'
  const problems = [{ field: 'metadataVersion', code: 'unsupported', message }]
  const none: Features = { metadataVersion: null, features: [], problems }
  await page.route(features, (route) => route.fulfill({ json: none }))
  await page.goto('/clusters/demo/brokers')
  await expect(page.getByRole('main').getByText(message)).toBeVisible()
  const commands = await openCommands(page)
  await expect(commands.getByText('kafka-log-dirs.sh')).toBeVisible()
  await expect(commands.getByText('kafka-features.sh')).toHaveCount(0)
})

test('a level that no broker reports is unknown and not 0, and a feature to come is listed by its name', async ({
  page,
}) => {
  const listed: Features = {
    metadataVersion: 'newer than 4.4-IV2',
    features: [
      { name: 'metadata.version', finalized: 40, supportedMin: 9, supportedMax: 41 },
      { name: 'share.version', finalized: null, supportedMin: null, supportedMax: null },
      { name: 'tomorrow.version', finalized: 0, supportedMin: 0, supportedMax: 1 },
    ],
    problems: [],
  }
  await page.route(features, (route) => route.fulfill({ json: listed }))
  await page.goto('/clusters/demo/brokers')
  const table = page.getByRole('table', { name: 'Features' })
  await expect(table.getByRole('row', { name: /^metadata\.version/ })).toContainText('409 to 41')
  await expect(table.getByRole('row', { name: /^share\.version/ }).getByText('unknown')).toHaveCount(2)
  await expect(table.getByRole('row', { name: /^tomorrow\.version/ })).toContainText('tomorrow.version00 to 1')
  await expect(page.getByText('metadata.version newer than 4.4-IV2')).toBeVisible()
})
