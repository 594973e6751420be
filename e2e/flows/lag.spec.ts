import type { Page } from '@playwright/test'
import { connectToDemo } from '#e2e/demo-kafka.ts'
import { isFull } from '#e2e/full.ts'
import { Stream } from '#e2e/stream.ts'
import { expect, test } from '#e2e/test.ts'

// The lag on the screen follows a consumer of a real Kafka that is stopped and started again. Nothing is reloaded.

const STOPPED_FOR_MS = isFull ? 60_000 : 15_000
/** How far a time lag may be from the truth. */
const WITHIN_MS = 2_000
const PATIENT = { timeout: 60_000 }

test.describe.configure({ timeout: isFull ? 480_000 : 240_000 })

let stream: Stream

test.beforeEach(async ({ request }, { testId }) => {
  const name = `flow.stream.${testId.slice(-8)}`
  await request.post('/api/clusters/demo/topics', { data: { name, partitions: 3, replicationFactor: 2 } })
  stream = new Stream(await connectToDemo(request, 'stream'), name)
  await stream.startWriting()
  await stream.startReading()
})
test.afterEach(async ({ page, request }) => {
  await page.goto('about:blank')
  await stream.stopReading()
  await stream.stopWriting()
  const { group, topic } = stream
  await request.delete(`/api/clusters/demo/groups/${group}?confirm=${group}`)
  await request.delete(`/api/clusters/demo/topics/${topic}?confirm=${topic}`)
})

const main = (page: Page) => page.getByRole('main')
const fact = (page: Page, name: string) =>
  main(page)
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')

/** As it stands on the screen, with its exact value where that is only on hover. */
async function shownLag(page: Page): Promise<number> {
  const text = await fact(page, 'Lag').innerText()
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''))
}

async function shownTimeLagMs(page: Page): Promise<number> {
  const shown = fact(page, 'Oldest unconsumed').getByTitle(/^Oldest unconsumed message: .* ago/)
  if ((await shown.count()) === 0) return 0
  const title = (await shown.getAttribute('title')) ?? ''
  const parts = [...title.matchAll(/([\d.]+) (h|min|s)\b/g)]
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS_MS[unit] ?? 0), 0)
}

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1_000 }

test('a consumer that stops and comes back: lag, time, cause, how long it will take, and the end', async ({ page }) => {
  await page.goto('/clusters/demo')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' }).click()
  await page.getByRole('searchbox', { name: 'Search groups' }).fill(stream.group)
  await page.getByRole('link', { name: stream.group }).click()
  await expect(page).toHaveURL(`/clusters/demo/groups/${stream.group}`)
  await expect(fact(page, 'Members')).toHaveText('1', PATIENT)
  await expect(main(page).getByText('Stable').first()).toBeVisible()
  await expect(fact(page, 'Consumed')).toContainText(/[1-9].*\/s/, PATIENT)

  await stream.stopReading()
  await expect(main(page).getByText('Stopped ·', { exact: true })).toBeVisible(PATIENT)
  await expect(main(page).getByText(/No active members since .*\d\d:\d\d.* · lag [\d,]+\./)).toBeVisible()
  await expect(fact(page, 'Members')).toHaveText('0')
  const waitingSinceMs = await stream.waitingSinceMs()
  const lagAtFirst = await shownLag(page)
  // What is shown gets older until the next look, so it is exact for a moment only, and never too much.
  const errors: number[] = []
  const sample = async () => {
    const shownMs = await shownTimeLagMs(page)
    errors.push(shownMs - (Date.now() - waitingSinceMs))
    return shownMs
  }
  const often = { intervals: [100], timeout: 2 * STOPPED_FOR_MS + PATIENT.timeout }
  await expect.poll(sample, often).toBeGreaterThan(STOPPED_FOR_MS)
  expect(Math.max(...errors)).toBeLessThan(WITHIN_MS)
  expect(Math.min(...errors.map(Math.abs))).toBeLessThan(WITHIN_MS)
  await expect.poll(() => shownLag(page)).toBeGreaterThan(lagAtFirst + 50)
  const chart = main(page).getByRole('img', { name: /^Lag: / })
  await expect(chart.getByText(/member left/).first()).toBeAttached()

  const lagAtMost = await shownLag(page)
  await stream.startReading()
  await expect(main(page).getByText('Stopped ·', { exact: true })).toBeHidden(PATIENT)
  if (isFull) {
    await expect(main(page).getByText('Catching up ·', { exact: true })).toBeVisible({ timeout: 240_000 })
    await expect(main(page).getByText(/Lag draining by .*\/s over the last .* ETA about /)).toBeVisible()
  }
  await expect(fact(page, 'ETA')).toContainText(/^about [\d.]+ (s|min)/, { timeout: 240_000 })
  await expect.poll(() => shownLag(page), { timeout: 240_000 }).toBeLessThan(lagAtMost / 2)

  await stream.stopWriting()
  await expect(fact(page, 'Lag')).toContainText(/^0/, { timeout: 240_000 })
  await expect(fact(page, 'Oldest unconsumed')).toHaveText('none')
  await expect(fact(page, 'ETA')).toHaveText('up to date')
  await expect(main(page).getByText('Healthy ·', { exact: true })).toBeVisible()
})
