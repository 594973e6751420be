import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KafkaCluster } from '#demo/cluster.ts'
import { Highwater } from '#demo/highwater.ts'
import { openCommands } from '#e2e/commands.ts'
import { isFull } from '#e2e/full.ts'
import { SECOND_PORT } from '#e2e/ports.ts'
import { expect, test } from '#e2e/test.ts'

// The three uses, against releases that people still run: topics, reading and sending, and how far a group has come.

const DATA = join(import.meta.dirname, '..', '..', '.highwater')
const URL = `http://127.0.0.1:${SECOND_PORT}`
const TOPIC = 'old-orders'
const GROUP = 'old-readers'
const START_MS = 180_000

for (const version of ['3.1.2', '3.9.2']) {
  test.describe(`Kafka ${version}`, () => {
    test.skip(!isFull, 'npm run test:full runs it')
    test.use({ baseURL: URL })
    test.describe.configure({ mode: 'serial' })

    let cluster: KafkaCluster
    let highwater: Highwater

    test.beforeAll(async () => {
      test.setTimeout(START_MS)
      const folder = join(DATA, `old-${version}`)
      cluster = new KafkaCluster({ version, folder, jarsFolder: DATA, ports: 'temporary', fresh: true })
      await cluster.start()
      const args = ['--brokers', cluster.bootstrap, '--no-demo']
      highwater = new Highwater({ port: SECOND_PORT, data: join(tmpdir(), `highwater-old-${version}`), args })
      await highwater.untilOpen()
      await highwater.untilOnline('default')
    })

    test.afterAll(async () => {
      await highwater?.stop()
      await cluster?.stop()
    })

    test('a topic is created, described, and its configuration changed', async ({ page, request }) => {
      await page.goto('/clusters/default/topics')
      await page.getByRole('button', { name: 'Create topic' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill(TOPIC)
      await page.getByRole('dialog').getByRole('button', { name: 'Create topic', exact: true }).click()
      await expect(page).toHaveURL(`/clusters/default/topics/${TOPIC}`)
      await expect(page.getByRole('row', { name: /^0 / })).toBeVisible()
      const topic = `/api/clusters/default/topics/${TOPIC}`
      const changed = await request.patch(`${topic}/config`, { data: { set: { 'retention.ms': '3600000' } } })
      expect(changed.status()).toBe(200)
      const config = await (await request.get(`${topic}/config`)).json()
      const retention = config.items.find((item: { name: string }) => item.name === 'retention.ms')
      expect(retention).toMatchObject({ value: '3600000', source: 'topic' })
    })

    test('a message is sent, and found again', async ({ page }) => {
      await page.goto(`/clusters/default/produce?topic=${TOPIC}`)
      await page.getByRole('textbox', { name: 'Value', exact: true }).fill('{"city": "Toronto"}')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(page.getByRole('link', { name: /^partition \d, offset 0$/ })).toBeVisible()
      await page.goto(`/clusters/default/topics/${TOPIC}/messages?contains=Toronto`)
      const rows = page.getByRole('table', { name: 'messages' }).locator('tr[data-row]')
      await expect(rows).toHaveCount(1)
      await expect(rows).toContainText('Toronto')
    })

    test('a group is seen, with its lag, and moved', async ({ page, request }) => {
      const address = ['--bootstrap-server', cluster.bootstrap]
      const from = ['--topic', TOPIC, '--group', GROUP, '--from-beginning', '--max-messages', '1']
      await cluster.tool('kafka-console-consumer.sh', [...address, ...from, '--timeout-ms', '30000'])
      await page.goto('/clusters/default/groups')
      await expect(page.getByRole('row', { name: new RegExp(GROUP) })).toContainText('0')
      await page.goto(`/clusters/default/groups/${GROUP}`)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(GROUP)
      const group = `/api/clusters/default/groups/${GROUP}`
      await expect
        .poll(async () => {
          const reset = { to: { type: 'earliest' }, dryRun: false }
          return (await request.post(`${group}/offsets?confirm=${GROUP}`, { data: reset })).status()
        })
        .toBe(200)
      await expect.poll(async () => (await (await request.get(group)).json()).totalLag).toBe(1)
    })

    test('what this release cannot do says so', async ({ page }) => {
      await page.goto('/clusters/default/brokers')
      const controllers = version === '3.1.2' ? 'its metadata is in ZooKeeper' : 'voter'
      await expect(page.getByRole('main').getByText(controllers).first()).toBeVisible()
      const features = version === '3.1.2' ? 'report no feature levels' : 'Format of the cluster metadata'
      await expect(page.getByRole('main').getByText(features)).toBeVisible()
      const commands = await openCommands(page)
      await expect(commands.getByText('kafka-log-dirs.sh')).toBeVisible()
      for (const script of ['kafka-metadata-quorum.sh', 'kafka-features.sh'])
        await expect(commands.getByText(script)).toHaveCount(version === '3.1.2' ? 0 : 1)
      await page.goto('/clusters/default')
      await expect(page.getByText('Healthy', { exact: true })).toBeVisible()
      // Only brokers that agree among themselves tell which release they are.
      const facts = version === '3.1.2' ? '3 brokers' : '3 brokers · Kafka 3.9'
      await expect(page.getByText(facts, { exact: true })).toBeVisible()
    })
  })
}
