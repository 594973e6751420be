import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import { listOf, members, mockGroups, partition, states } from './groups-api.ts'
import { mockTopics, partitionItem, topicItem } from './topics-api.ts'

// The longest name that Kafka allows pushed tables out of their cards, and pages out of the window.

const long = 'warehouse.europe-west.returns.'.repeat(9).slice(0, 249)
const longTopic = topicItem({ name: long, furthestBehind: { group: long, lag: 31_044, timeLagMs: 2_640_000 } })
const longGroup = { ...states['falling-behind'], id: long }
const widths = [360, 390, 640, 768, 1024, 1280, 1440]

const topicPath = `/clusters/demo/topics/${long}`
const groupPath = `/clusters/demo/groups/${long}`

async function mockLongNames(page: Page): Promise<void> {
  await mockGroups(page, {
    group: longGroup,
    items: [longGroup, states.stopped],
    partitions: [0, 1].map((id) => ({ ...partition(id), topic: long })),
    members: members.map((member) => ({
      ...member,
      clientId: long,
      host: `/${long}`,
      assignment: [{ topic: long, partitions: [0] }],
    })),
  })
  await mockTopics(page, {
    topic: longTopic,
    items: [longTopic, topicItem()],
    partitions: [partitionItem(0, { isr: [1, 2], status: 'under-replicated' }), partitionItem(1)],
  })
  await page.route(`**/api/clusters/demo/topics/${long}/groups?*`, (route) =>
    route.fulfill({ json: listOf([{ ...longGroup, lag: 31_044, partitionCount: 2 }]) }),
  )
}

/** What reaches beyond the right edge of the window, or of the card that it is in. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const beyond = document.documentElement.scrollWidth - window.innerWidth
    if (beyond > 0) found.push(`the page by ${beyond} px`)
    for (const table of document.querySelectorAll('main table')) {
      const card = table.parentElement
      if (!card || getComputedStyle(card).overflowX === 'auto') continue
      const over = Math.round(table.getBoundingClientRect().right - card.getBoundingClientRect().right)
      if (over > 0) found.push(`a table by ${over} px`)
    }
    return found
  })
}

const pages = [
  ['the list of topics', '/clusters/demo/topics'],
  ['a topic', topicPath],
  ['the groups of a topic', `${topicPath}/groups`],
  ['the list of groups', '/clusters/demo/groups'],
  ['a group', groupPath],
  ['the members of a group', `${groupPath}/members`],
] as const

for (const [name, path] of pages) {
  test(`${name}: the longest name widens neither page nor card, from 360 to 1440 px`, async ({ page }) => {
    await mockLongNames(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(path)
    await expect(page.locator('main tr[data-row]').first()).toBeVisible()
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(() => overflowing(page), `at ${width} px`).toEqual([])
    }
  })
}

/** The left edges of the heads of the columns. */
function edges(page: Page): Promise<number[]> {
  return page
    .locator('main thead th')
    .evaluateAll((heads) => heads.map((head) => Math.round(head.getBoundingClientRect().left)))
}

const late = { sizeBytes: null, messages: null, producePerSecond: null }
const stages = {
  topics: [[topicItem(late)], [topicItem()]],
  groups: [[states.unknown], [states['catching-up'], states.stopped]],
} as const

for (const [list, [early, complete]] of Object.entries(stages)) {
  test(`the columns of the list of ${list} keep their places when rows and late values come`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const url = `**/api/clusters/demo/${list}?*`
    let reply: unknown = null
    // Without a reply it is awaited for as long as the page is open.
    await page.route(url, (route) => (reply === null ? undefined : route.fulfill({ json: reply })))
    const seen: number[][] = []
    for (const items of [null, early, complete]) {
      reply = items && listOf<unknown>([...items])
      await page.goto(`/clusters/demo/${list}`)
      await expect(
        page.locator(items ? 'main tr[data-row]' : 'main table[aria-busy=true] tbody tr').first(),
      ).toBeVisible()
      seen.push(await edges(page))
    }
    const [waiting = [], ...later] = seen
    expect(waiting.length).toBeGreaterThan(5)
    for (const places of later) {
      expect(places.length).toBe(waiting.length)
      const moved = places.map((place, index) => Math.abs(place - (waiting[index] ?? 0)))
      expect(Math.max(...moved), `from ${waiting} to ${places}`).toBeLessThan(4)
    }
  })
}
