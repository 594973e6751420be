import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { Highwater } from '#demo/highwater.ts'
import { commandLine, until } from '#demo/processes.ts'
import { browserOptions } from '#e2e/browser.ts'
import { readResidentMb } from './process-figures.ts'
import { LAST_TOPIC, startReferenceCluster, TOPICS } from './reference-cluster.ts'
import { startTraffic } from './reference-traffic.ts'
import { measureRefresh, type Refresh } from './refresh.ts'
import type { Figure } from './report.ts'

const PORT = 3193
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench')
const PROBE = join(DATA, 'probe.ndjson')
const READY_MS = 180_000
const WINDOW_MS = 20_000
/** Well within the shortest pause between two refreshes. */
const QUIET_MS = 500
/** What counts as the same number of requests: rounds do not fall into two windows in quite the same way. */
const SAME = 1.25
const IDLE_AFTER_MS = 65_000
const BROKERS = 3

/** How Highwater is with the reference cluster: as a table of every budget that concerns topics. */
export async function measureScale(): Promise<Figure[]> {
  const cluster = await startReferenceCluster()
  const stopTraffic = await startTraffic(cluster.bootstrap)
  const refresh = await measureRefresh(cluster.bootstrap)
  rmSync(PROBE, { force: true })
  const startedMs = Date.now()
  const highwater = new Highwater({
    port: PORT,
    data: DATA,
    args: ['--brokers', cluster.bootstrap, '--no-demo'],
    environment: {
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'probe.mjs')}`,
      HIGHWATER_PROBE: PROBE,
      HIGHWATER_PROBE_PORT: String(PORT),
    },
  })
  try {
    return await measure(highwater, startedMs, refresh)
  } finally {
    await highwater.stop()
    await stopTraffic()
    await cluster.stop()
  }
}

async function measure(highwater: Highwater, startedMs: number, refresh: Refresh): Promise<Figure[]> {
  await untilAnswering(highwater)
  const progressMs = Date.now() - startedMs
  await until('all topics to be listed', READY_MS, async () => (await topics(highwater, '')).total === TOPICS)
  const namesMs = Date.now() - startedMs
  await until('everything to be known of every topic', READY_MS, () => isComplete(highwater))
  const completeMs = Date.now() - startedMs
  const viewer = await follow(highwater)
  await sleep(WINDOW_MS / 2)

  const quiet = await measureQuiet(highwater)
  const one = await measureLists(highwater, 1)
  const ten = await measureLists(highwater, 10)
  const fifty = await measureLists(highwater, 50)
  const browser = await measureBrowser(highwater)
  viewer.abort()
  const dashboard = highwater.descendants().filter((pid) => /next-server/.test(commandLine(pid) ?? ''))
  const residentMb = dashboard.reduce((sum, pid) => sum + readResidentMb(pid), 0)
  await sleep(IDLE_AFTER_MS)
  const idle = await watchProbe(WINDOW_MS * 3)

  return [
    {
      what: 'from the command to the first answer, with progress',
      budget: null,
      measured: progressMs / 1000,
      unit: 's',
    },
    { what: 'from the command to the names of all topics', budget: null, measured: namesMs / 1000, unit: 's' },
    { what: 'from the command to all that is known of every topic', budget: 5, measured: completeMs / 1000, unit: 's' },
    { what: 'full refresh', budget: 1, measured: refresh.seconds, unit: 's' },
    { what: 'requests per refresh, three brokers', budget: null, measured: refresh.requests, unit: '' },
    { what: 'event loop, p99 while refreshing', budget: 20, measured: one.loopP99Ms, unit: 'ms' },
    { what: 'event loop, longest while refreshing', budget: 50, measured: one.loopMaxMs, unit: 'ms' },
    { what: 'list of topics, p50, between refreshes', budget: null, measured: quiet.p50Ms, unit: 'ms' },
    { what: 'list of topics, p95, between refreshes', budget: 30, measured: quiet.p95Ms, unit: 'ms' },
    { what: 'list of topics, p99, between refreshes', budget: null, measured: quiet.p99Ms, unit: 'ms' },
    { what: 'list of topics, p50, 1 viewer', budget: null, measured: one.p50Ms, unit: 'ms' },
    { what: 'list of topics, p95, 1 viewer', budget: 30, measured: one.p95Ms, unit: 'ms' },
    { what: 'list of topics, p99, 1 viewer', budget: null, measured: one.p99Ms, unit: 'ms' },
    { what: 'list of topics, p95, 10 viewers', budget: null, measured: ten.p95Ms, unit: 'ms' },
    { what: 'list of topics, p95, 50 viewers', budget: 300, measured: fifty.p95Ms, unit: 'ms' },
    { what: 'a page of topics', budget: 100, measured: one.pageKb, unit: 'KB' },
    { what: 'broker requests per second, 1 viewer', budget: null, measured: one.requestsPerSecond, unit: '' },
    {
      what: 'broker requests per second, 50 viewers',
      budget: one.requestsPerSecond * SAME,
      measured: fifty.requestsPerSecond,
      unit: '',
    },
    {
      what: 'requests per second and broker, nobody looking',
      budget: 1,
      measured: idle.requestsPerSecond / BROKERS,
      unit: '',
    },
    { what: 'dashboard, resident', budget: 400, measured: residentMb, unit: 'MB' },
    { what: 'browser: first rows', budget: 1, measured: browser.rowsMs / 1000, unit: 's' },
    { what: 'browser: sorted the other way round', budget: 200, measured: browser.sortMs, unit: 'ms' },
    { what: 'browser: searched', budget: 200, measured: browser.searchMs, unit: 'ms' },
  ]
}

async function untilAnswering(highwater: Highwater): Promise<void> {
  await until('the server to answer', READY_MS, async () => {
    if (highwater.hasEnded) throw new Error(highwater.output)
    return (await fetch(`${highwater.url}/api/health`).catch(() => null))?.ok === true
  })
  await topics(highwater, '')
}

async function topics(highwater: Highwater, query: string) {
  return highwater.get(`/api/clusters/default/topics?${query}`)
}

async function isComplete(highwater: Highwater): Promise<boolean> {
  for (const fact of ['messages', 'replicaBytes', 'retentionMs']) {
    // What is not known comes last.
    const { items } = await topics(highwater, `sort=${fact}&internal=true&pageSize=200&page=50`)
    if (items.length === 0 || items.some((topic: Record<string, unknown>) => topic[fact] === null)) return false
  }
  return true
}

/** Somebody looks, for as long as they do not abort. */
async function follow(highwater: Highwater): Promise<AbortController> {
  const looking = new AbortController()
  const events = await fetch(`${highwater.url}/api/clusters/default/events`, { signal: looking.signal })
  void events.text().catch(() => '')
  return looking
}

const queries = [
  '',
  'page=100',
  'sort=messages&order=desc',
  'sort=sizeBytes&order=desc&page=7',
  'sort=producePerSecond&order=desc',
  'sort=partitionCount&order=desc',
  'q=team-7',
  'q=*topic-0123*',
  'q=topic&sort=replicaBytes&page=9',
  'health=unhealthy',
]

/** Each viewer follows the events and asks for a list a second, as one does who sorts and searches. */
async function measureLists(highwater: Highwater, viewers: number) {
  const followers = await Promise.all(Array.from({ length: viewers }, () => follow(highwater)))
  const times: number[] = []
  let pageBytes = 0
  const endMs = Date.now() + WINDOW_MS
  const probe = watchProbe(WINDOW_MS)
  await Promise.all(
    followers.map(async (_follower, index) => {
      await sleep((index * 1_000) / viewers)
      for (let turn = index; Date.now() < endMs; turn++) {
        const { tookMs, bytes } = await timeList(highwater, turn)
        times.push(tookMs)
        pageBytes = Math.max(pageBytes, bytes)
        await sleep(Math.max(0, (viewers === 1 ? 100 : 1_000) - tookMs))
      }
    }),
  )
  for (const follower of followers) follower.abort()
  return { ...percentiles(times), pageKb: pageBytes / 1_000, ...(await probe) }
}

/** Lists asked for in the moment after a snapshot has come, when the next refresh has not begun. */
async function measureQuiet(highwater: Highwater) {
  const looking = new AbortController()
  const events = await fetch(`${highwater.url}/api/clusters/default/events`, { signal: looking.signal })
  const times: number[] = []
  const endMs = Date.now() + WINDOW_MS
  let turn = 0
  try {
    for await (const _event of events.body ?? []) {
      for (const untilMs = Date.now() + QUIET_MS; Date.now() < untilMs; turn++) {
        times.push((await timeList(highwater, turn)).tookMs)
      }
      if (Date.now() > endMs) break
    }
  } finally {
    looking.abort()
  }
  return percentiles(times)
}

async function timeList(highwater: Highwater, turn: number): Promise<{ tookMs: number; bytes: number }> {
  const sinceMs = performance.now()
  const response = await fetch(`${highwater.url}/api/clusters/default/topics?${queries[turn % queries.length]}`)
  const bytes = (await response.arrayBuffer()).byteLength
  return { tookMs: performance.now() - sinceMs, bytes }
}

function percentiles(times: number[]) {
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

interface ProbeLine {
  readonly atMs: number
  readonly threadId: number
  readonly writes: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** What the probe saw for a while. The main thread is 0; the others watch the cluster. */
async function watchProbe(forMs: number) {
  const fromMs = Date.now()
  await sleep(forMs)
  const lines: ProbeLine[] = (existsSync(PROBE) ? readFileSync(PROBE, 'utf8') : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ atMs }) => atMs >= fromMs)
  const main = lines.filter(({ threadId }) => threadId === 0)
  const others = lines.filter(({ threadId }) => threadId !== 0)
  if (main.length === 0 || others.length === 0) throw new Error('the probe saw nothing of the dashboard')
  const requests = others.reduce((sum, { writes }) => sum + writes, 0)
  return {
    loopP99Ms: Math.max(...main.map(({ p99Ms }) => p99Ms)),
    loopMaxMs: Math.max(...main.map(({ maxMs }) => maxMs)),
    requestsPerSecond: requests / (forMs / 1000),
  }
}

async function measureBrowser(highwater: Highwater) {
  const browser = await chromium.launch(browserOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 } })
    // The browser and its caches are warm, as they are for somebody who comes from the overview.
    await page.goto(`${highwater.url}/clusters/default`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const first = page.locator('tbody tr th').first()
    let sinceMs = performance.now()
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /Topics/ })
      .click()
    await first.filter({ hasText: 'bench.' }).waitFor()
    const rowsMs = performance.now() - sinceMs
    sinceMs = performance.now()
    await page.getByRole('columnheader', { name: 'Topic' }).getByRole('button').click()
    await first.filter({ hasText: LAST_TOPIC }).waitFor()
    const sortMs = performance.now() - sinceMs
    sinceMs = performance.now()
    await page.getByRole('searchbox').fill('topic-01234')
    await page.getByText(/^1 topic$/).waitFor()
    return { rowsMs, sortMs, searchMs: performance.now() - sinceMs }
  } finally {
    await browser.close()
  }
}
