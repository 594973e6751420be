import type { APIRequestContext, Page } from '@playwright/test'
import { connectToDemo, type Kafka } from '#e2e/demo-kafka.ts'
import { isFull } from '#e2e/full.ts'
import { groupsWrittenBetween, offsetsTopicEnds } from '#e2e/offsets-topic.ts'
import { expect, test } from '#e2e/test.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { routes } from '#lib/contract/routes.ts'

// The first promise: whoever only looks changes nothing. Everything is looked at, and then the cluster is held against
// what it was.

/** One round of everything, or for ten minutes. */
const BROWSE_FOR_MS = isFull ? 600_000 : 0
/** Of the demo: these join, leave and commit, whether anybody looks or not. */
const AT_WORK = [
  'audit-tail',
  'balance-service',
  'click-sampler',
  'clickstream',
  'consumer_group_1',
  'movie-recommender',
  'slow-reporter',
  'weather-logger',
]
/** Nobody is at work here, so not a single commit may move. */
const IDLE = 'browsing.idle'
const MISSING = 'browsing.never'

test.describe.configure({ timeout: BROWSE_FOR_MS + 300_000 })

test.beforeEach(({ request }) =>
  request.post(`/api/clusters/demo/groups/${IDLE}/offsets?confirm=${IDLE}`, {
    data: { topics: [{ topic: 'weather' }, { topic: 'transactions' }], to: { type: 'earliest' }, dryRun: false },
  }),
)
test.afterEach(({ request }) => request.delete(`/api/clusters/demo/groups/${IDLE}?confirm=${IDLE}`))

/** All that Kafka keeps of groups and topics, without the commits of those at work. */
async function takeStock(kafka: Kafka) {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const groupIds = (await admin.listGroups()).groups.map(({ groupId }) => groupId).toSorted()
    const commits = new Map<string, unknown>()
    for (const groupId of groupIds.filter((id) => !AT_WORK.includes(id))) {
      commits.set(groupId, await admin.fetchOffsets({ groupId }))
    }
    return { groupIds, commits, topics: (await admin.listTopics()).toSorted() }
  } finally {
    await admin.disconnect()
  }
}

const pages = (topics: readonly string[], groups: readonly string[]): string[] => [
  pagePaths.clusters,
  pagePaths.overview('demo'),
  pagePaths.topics('demo'),
  `${pagePaths.topics('demo')}?internal=true&q=o`,
  ...topics.flatMap((name) => [
    pagePaths.topic('demo', name),
    pagePaths.topicGroups('demo', name),
    pagePaths.topicConfig('demo', name),
  ]),
  `${pagePaths.groups('demo')}?status=stopped`,
  pagePaths.groups('demo'),
  ...groups.flatMap((id) => [pagePaths.group('demo', id), pagePaths.groupMembers('demo', id)]),
  pagePaths.brokers('demo'),
  pagePaths.broker('demo', 1),
  pagePaths.brokerConfig('demo', 1),
]

const answers = (topic: string, group: string): string[] => {
  const values: Record<string, string> = { c: 'demo', t: topic, g: encodeURIComponent(group), id: '1' }
  return routes
    .filter(({ method, path }) => method === 'GET' && !path.endsWith('/events'))
    .map(({ path }) => `/api${path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name)}`)
    .flatMap((path) => [path, ...(path.endsWith('/metrics') ? [`${path}?detail=partition`] : [])])
    .map((path) => (path.endsWith('/search') ? `${path}?q=${group.slice(0, 4)}` : path))
}

/** Opens everything, in the browser and by itself, until the time is over; a round is never left half done. */
async function browse(page: Page, request: APIRequestContext, topics: string[], groups: string[]): Promise<number> {
  const endMs = Date.now() + BROWSE_FOR_MS
  let rounds = 0
  do {
    for (const path of pages(topics, groups)) {
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      await expect(page.getByRole('main').getByRole('status', { name: 'Loading' })).toHaveCount(0)
    }
    for (const topic of topics) {
      for (const group of groups) for (const path of answers(topic, group)) await request.get(path)
    }
    // What a person would try before doing it, too.
    for (const type of ['earliest', 'latest', 'current']) {
      const data = { topics: [{ topic: 'weather' }], to: { type } }
      for (const group of groups) await request.post(`/api/clusters/demo/groups/${group}/offsets`, { data })
    }
    await page.goto('/clusters/demo')
    await page.keyboard.press('/')
    await page.keyboard.type(groups[rounds % groups.length] ?? '')
    await expect(page.getByRole('dialog')).toBeVisible()
    rounds++
  } while (Date.now() < endMs)
  return rounds
}

test('browsing changes nothing: no group, no commit, no topic, nothing written down', async ({
  page,
  request,
  watch,
}) => {
  watch.allowConsole(/404/)
  const { access } = await (await request.get('/api/clusters/demo')).json()
  const kafka = await connectToDemo(request, 'witness')
  // The workloads come one after the other, and the job that works at night has its first night now.
  await expect
    .poll(async () => (await takeStock(kafka)).groupIds, { timeout: 240_000 })
    .toEqual(expect.arrayContaining([...AT_WORK, IDLE, 'nightly-batch']))
  const nightly = async () => (await request.get('/api/clusters/demo/groups/nightly-batch')).json()
  await expect.poll(nightly, { timeout: 240_000 }).toMatchObject({ state: 'Empty', topicCount: 1 })
  const before = await takeStock(kafka)
  const endsBefore = await offsetsTopicEnds(kafka)

  const groups = [IDLE, 'weather-logger', 'clickstream', 'click-sampler', MISSING]
  expect(await browse(page, request, ['transactions', '__consumer_offsets'], groups)).toBeGreaterThan(0)
  await page.goto('about:blank')

  const endsAfter = await offsetsTopicEnds(kafka)
  expect(await takeStock(kafka)).toEqual(before)
  const written = await groupsWrittenBetween(access.bootstrap, endsBefore, endsAfter)
  expect([...written].filter((id) => !AT_WORK.includes(id))).toEqual([])
  // Whoever finds nothing at all has not looked.
  expect(written).toContain('weather-logger')
})
