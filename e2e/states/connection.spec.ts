import type { Page } from '@playwright/test'
import { openCommands } from '#e2e/commands.ts'
import { expectNoFindings } from '#e2e/no-findings.ts'
import { expect, test } from '#e2e/test.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import type { ConnectionCheck } from '#lib/contract/connection.ts'
import { accessFacts } from '#lib/contract/testing/samples.ts'
import {
  checkOf,
  clusterItem,
  failing,
  failingCodes,
  mockConnection,
  partly,
  secured,
  slow,
  spare,
  well,
} from './connection-api.ts'
import { hostileTexts } from './hostile-texts.ts'

const at = '/clusters/demo/connection'
const main = (page: Page) => page.getByRole('main')
const verdict = (page: Page) => page.getByRole('region', { name: 'Result' })

async function open(page: Page, check: ConnectionCheck, next = check): Promise<void> {
  await mockConnection(page, { check, next })
  await page.goto(at)
  await expect(verdict(page)).toBeVisible()
}

test.describe('the page', () => {
  test('all is well: one sentence, every address closed, and each of its steps explained on demand', async ({
    page,
  }) => {
    await open(page, well)
    await expect(verdict(page)).toContainText('All 3 brokers can be reached')
    await expect(page.getByText('Opens a connection to the port').first()).toBeHidden()
    await page.getByText('broker 3, advertised address').click()
    const broker = page.getByRole('group').filter({ hasText: 'broker 3' })
    await expect(broker.getByText('Opens a connection to the port')).toBeVisible()
    await expect(broker.getByText('SCRAM-SHA-512 as alice')).toBeVisible()
  })

  for (const code of failingCodes) {
    test(`${code}: what it is, what to do, and where the chain ends`, async ({ page }) => {
      const check = failing(code)
      const failed = check.steps.find(({ status }) => status === 'failed')
      await open(page, check)
      await expect(verdict(page)).toContainText(failed?.advice ?? '')
      if (failed?.fix) await expect(verdict(page).getByText(failed.fix)).toBeVisible()
      // It lies open without a click, and its advice is not said twice.
      await expect(main(page).getByText(failed?.detail ?? '')).toBeVisible()
      await expect(main(page).getByText(failed?.advice ?? '')).toHaveCount(1)
      await expect(main(page).getByRole('img', { name: /: failed$/ })).toHaveCount(1)
    })
  }

  test('a broker that is lost beside a dead address is told of first, the other with its own advice', async ({
    page,
  }) => {
    await open(page, partly)
    await expect(verdict(page)).toContainText('1 of 3 brokers cannot be reached')
    await expect(verdict(page)).toContainText('Start broker 2.')
    await expect(main(page).getByText('Check the spelling of the name.')).toBeVisible()
  })

  test('a dead address among those that are configured is no catastrophe', async ({ page }) => {
    await open(page, spare)
    await expect(verdict(page)).toContainText('Connected, but not through every address')
  })

  test('slow steps are named', async ({ page }) => {
    await open(page, slow)
    await expect(verdict(page)).toContainText('Connected, but slowly.')
    await expect(main(page).getByRole('img', { name: 'TLS: slow' })).toBeVisible()
  })

  test('checked again on demand, which is said while it lasts', async ({ page }) => {
    await mockConnection(page, { check: failing('refused'), next: well })
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/connection/check', async (route) => {
      await released
      await route.fallback()
    })
    await page.goto(at)
    await expect(verdict(page)).toContainText('Not connected')
    await page.getByRole('button', { name: 'Check again' }).click()
    await expect(page.getByRole('button', { name: 'Checking…' })).toHaveAttribute('aria-busy', 'true')
    await expect(verdict(page)).toContainText('Not connected')
    release()
    await expect(verdict(page)).toContainText('Connected.')
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
  })

  test('what is configured, the files of other tools with gaps for secrets, and the same in a terminal', async ({
    page,
  }) => {
    await open(page, checkOf(well.steps, { access: { ...secured, hasClientCertificate: true } }))
    await expect(main(page).getByRole('definition').filter({ hasText: 'SCRAM-SHA-512 as alice' })).toBeVisible()
    await expect(main(page).getByText('certificates and host names are verified')).toBeVisible()
    const java = page.getByRole('figure', { name: 'client.properties' })
    await expect(java).toContainText('security.protocol=SASL_SSL')
    await expect(java).toContainText('username="alice" password="<password>"')
    await expect(page.getByRole('figure', { name: 'kcat.conf' })).toContainText('sasl.password=<password>')
    await expect((await openCommands(page)).getByText('npm start -- --check')).toBeVisible()
  })

  test('files that are known are named, not written again', async ({ page }) => {
    const files = { java: '/home/alice/client.properties', librdkafka: null }
    await open(page, checkOf(well.steps, { access: { ...secured, files } }))
    await expect(page.getByRole('figure', { name: 'client.properties' })).toBeHidden()
    await expect(main(page).getByText('The cluster is configured with this file')).toBeVisible()
    await expect((await openCommands(page)).getByText('npm start -- --check --properties')).toContainText(files.java)
  })

  test('a cluster in plain needs no file', async ({ page }) => {
    await open(page, checkOf(well.steps, { access: accessFacts() }))
    await expect(main(page).getByText('none (PLAINTEXT)')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Configuration files for other tools' })).toBeHidden()
  })

  test('what cannot be checked, as the configuration is wrong, says so', async ({ page, watch }) => {
    watch.allowConsole(/503/)
    const message = 'highwater.yaml line 12, clusters[0].tls.ca: there is no such file.'
    const error = { code: 'unavailable', message, requestId: 'r' }
    await page.route('**/api/clusters/demo/connection', (route) => route.fulfill({ status: 503, json: { error } }))
    await page.goto(at)
    await expect(main(page).getByRole('alert')).toContainText(message)
    await expect(main(page).getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(main(page).getByRole('button')).toHaveCount(1)
  })

  test('where the configuration is wrong, what to do about it, and one button', async ({ page, watch }) => {
    watch.allowConsole(/503/)
    const message = 'highwater.yaml line 12, clusters[0].tls.ca: there is no such file.'
    await mockConnection(page, { items: [clusterItem({ status: 'offline', error: { code: 'invalid', message } })] })
    const error = { code: 'unavailable', message, requestId: 'r' }
    await page.route('**/api/clusters/demo/connection', (route) => route.fulfill({ status: 503, json: { error } }))
    await page.goto(at)
    await expect(main(page).getByRole('alert')).toContainText(
      `${message} The connection can be checked once this is corrected`,
    )
    await expect(main(page).getByRole('button')).toHaveCount(1)
  })

  test('a check that failed before the cluster answered again says when it is from', async ({ page }) => {
    await open(page, failing('refused'))
    await expect(main(page).getByText('The cluster is responding now.')).toBeVisible()
    await expect(main(page).getByText(/The check below is from \d\d:\d\d:\d\d/)).toBeVisible()
  })

  test('a detour that works is no loss', async ({ page }) => {
    await page.route('**/api/clusters/demo', async (route) => {
      const cluster: Cluster = await (await route.fetch()).json()
      const problems = [...cluster.problems, { field: 'bootstrap', code: 'advertised-unreachable', message: '' }]
      await route.fulfill({ json: { ...cluster, problems } })
    })
    await open(page, { ...failing('advertised-unreachable'), ok: true })
    await expect(verdict(page)).toContainText('Highwater uses kafka-1.example.com:9093 instead.')
    await expect(verdict(page)).not.toContainText('read or written')
    await expect(main(page).getByText('The cluster is responding now.')).toBeHidden()
  })

  test('by keyboard alone', async ({ page }) => {
    await open(page, well)
    await page.getByRole('button', { name: 'Check again' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Opens a connection to the port').first()).toBeVisible()
  })

  test('texts of the cluster are only ever text', async ({ page }) => {
    const [steps = []] = [failing('refused').steps]
    const hostile = hostileTexts.map((text, place) => ({
      ...steps[0],
      ...failing('refused').steps[1],
      target: text,
      brokerId: place,
      kind: 'advertised' as const,
      step: 'tcp' as const,
      status: 'failed' as const,
      ms: 1,
      detail: text,
      advice: text,
      fix: text,
    }))
    const [text = ''] = hostileTexts
    const access = {
      ...secured,
      username: text,
      ssh: text,
      bootstrap: [...hostileTexts],
      hostMap: [{ from: text, to: text }],
    }
    await open(page, checkOf(hostile, { access }))
    await expect(main(page).getByText(text).first()).toBeVisible()
    expect(await page.evaluate(() => '__xss' in window)).toBe(false)
  })

  for (const width of [1400, 390]) {
    test(`no barriers, ${width} wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 860 })
      for (const check of [well, partly, failing('advertised-unreachable')]) {
        await open(page, check)
        await expectNoFindings(page)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
        await page.unrouteAll()
      }
    })
  }
})

test.describe('the ways there', () => {
  test('from the switcher', async ({ page }) => {
    await mockConnection(page, {})
    await page.goto('/clusters/demo')
    await page.getByRole('button', { name: /^Cluster: Embedded demo/ }).click()
    await page.getByRole('menuitem', { name: 'Connection' }).click()
    await expect(page).toHaveURL(at)
    await expect(verdict(page)).toBeVisible()
  })

  test('from the palette', async ({ page }) => {
    await mockConnection(page, {})
    await page.goto('/clusters/demo')
    await page.keyboard.press('/')
    await page.keyboard.type('connec')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(at)
  })

  test('from every error of a connection', async ({ page, watch }) => {
    watch.allowConsole(/50\d/)
    await mockConnection(page, {})
    for (const [status, code] of [
      [502, 'unreachable'],
      [504, 'timeout'],
    ] as const) {
      const error = { code, message: 'It does not answer.', requestId: 'r' }
      await page.route('**/api/clusters/demo/topics?*', (route) => route.fulfill({ status, json: { error } }))
      await page.goto('/clusters/demo/topics')
      await main(page).getByRole('link', { name: 'Diagnose the connection' }).click()
      await expect(page).toHaveURL(at)
      await page.unroute('**/api/clusters/demo/topics?*')
    }
  })

  test('from a detour, which is told quietly', async ({ page }) => {
    await mockConnection(page, {})
    const message = 'The broker names kafka:29092, which is dialled at 127.0.0.1:9092 instead.'
    await page.route('**/api/clusters/demo', async (route) => {
      const cluster: Cluster = await (await route.fetch()).json()
      const problems = [...cluster.problems, { field: null, code: 'advertised-unreachable', message }]
      await route.fulfill({ json: { ...cluster, problems } })
    })
    await page.goto('/clusters/demo')
    await expect(main(page).getByText(message)).toBeVisible()
    await main(page).getByRole('link', { name: 'Diagnose the connection' }).click()
    await expect(page).toHaveURL(at)
  })
})
