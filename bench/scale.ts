import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KafkaCluster } from '#demo/cluster.ts'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { type Browsing, measureBrowsing } from './browsing.ts'
import { probeEnvironment, watchProbe } from './probe-reading.ts'
import { readCpuSeconds, readDashboardMb } from './process-figures.ts'
import { startReferenceCluster } from './reference-cluster.ts'
import { GROUPS, TOPICS } from './reference-shape.ts'
import { startTraffic } from './reference-traffic.ts'
import { type GroupReads, measureRefresh, type Refresh } from './refresh.ts'
import type { Figure } from './report.ts'
import { follow, type ListName, type ListTimes, measureLists, measureQuiet } from './viewers.ts'

const PORT = 3193
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench')
const READY_MS = 180_000
const WINDOW_MS = 20_000
const SETTLED_MS = 300_000
const SETTLED_OVER_MS = 5_000
/** Of one core, for all brokers together. */
const SETTLED_SHARE = 0.5
/** The tolerance for an equal number of requests: two windows do not contain exactly the same number of rounds. */
const SAME = 1.25
const IDLE_AFTER_MS = 65_000
const BROKERS = 3
const MAX_ROWS = 200

/** Highwater on the reference cluster: a table of every budget for topics and groups. */
export async function measureScale(): Promise<Figure[]> {
  const cluster = await startReferenceCluster()
  const stopTraffic = await startTraffic(cluster.bootstrap)
  try {
    await untilSettled(cluster)
    const refresh = await measureRefresh(cluster.bootstrap)
    return [...(await measureDashboard(cluster.bootstrap)), ...refreshFigures(refresh)]
  } finally {
    await stopTraffic()
    await cluster.stop()
  }
}

/** Brokers with that many leader partitions are busy for a minute after they answer, which is not to be measured. */
async function untilSettled({ brokers }: KafkaCluster): Promise<void> {
  const cpuSeconds = () => brokers.reduce((sum, { pid }) => sum + (pid === null ? 0 : readCpuSeconds(pid)), 0)
  await until('the brokers to have settled', SETTLED_MS, async () => {
    const before = cpuSeconds()
    await sleep(SETTLED_OVER_MS)
    return cpuSeconds() - before < (SETTLED_SHARE * SETTLED_OVER_MS) / 1_000
  })
}

async function measureDashboard(bootstrap: string): Promise<Figure[]> {
  const startedMs = Date.now()
  const highwater = new Highwater({
    port: PORT,
    data: DATA,
    args: ['--brokers', bootstrap, '--no-demo'],
    environment: probeEnvironment(DATA, PORT),
  })
  try {
    const start = await measureStart(highwater, startedMs)
    const viewer = await follow(highwater)
    await sleep(WINDOW_MS / 2)
    const viewing = await measureViewing(highwater)
    const browsing = await measureBrowsing(highwater)
    viewer.abort()
    const residentMb = readDashboardMb(highwater)
    await sleep(IDLE_AFTER_MS)
    const idle = await watchProbe(WINDOW_MS * 3)
    return [
      ...start,
      ...viewing,
      {
        what: 'requests per second and broker, nobody looking',
        budget: 1,
        measured: idle.requestsPerSecond / BROKERS,
        unit: '',
      },
      { what: 'dashboard, resident', budget: 400, measured: residentMb, unit: 'MB' },
      { what: 'dashboard, heaps of all threads when idle', budget: null, measured: idle.heapMb, unit: 'MB' },
      ...browsingFigures(browsing),
    ]
  } finally {
    await highwater.stop()
  }
}

async function measureStart(highwater: Highwater, startedMs: number): Promise<Figure[]> {
  const since = (what: string, budget: number | null): Figure => {
    return { what: `from the command to ${what}`, budget, measured: (Date.now() - startedMs) / 1000, unit: 's' }
  }
  await until('the server to answer', READY_MS, async () => {
    if (highwater.hasEnded) throw new Error(highwater.output)
    return (await fetch(`${highwater.url}/api/health`).catch(() => null))?.ok === true
  })
  await list(highwater, 'topics', '')
  const figures = [since('the first answer, with progress', null)]
  await until('all topics to be listed', READY_MS, async () => (await list(highwater, 'topics', '')).total === TOPICS)
  figures.push(since('the names of all topics', null))
  await until('the lag of every group', READY_MS, () => isComplete(highwater, 'groups', 'totalLag', GROUPS))
  figures.push(since('the lag of every group', 5))
  for (const fact of ['messages', 'replicaBytes', 'retentionMs']) {
    await until(`${fact} of every topic`, READY_MS, () => isComplete(highwater, 'topics', fact, TOPICS))
  }
  return [...figures, since('all that is known of every topic and group', 5)]
}

function list(highwater: Highwater, name: ListName, query: string) {
  return highwater.get(`/api/clusters/default/${name}?${query}`)
}

/** Whether a fact is known for all items of a list; unknown ones come last. */
async function isComplete(highwater: Highwater, name: ListName, fact: string, count: number): Promise<boolean> {
  const query = `sort=${fact}&pageSize=${MAX_ROWS}&page=${count / MAX_ROWS}`
  const { items } = await list(highwater, name, query)
  return items.length > 0 && items.every((item: Record<string, unknown>) => item[fact] !== null)
}

async function measureViewing(highwater: Highwater): Promise<Figure[]> {
  const quiet = await measureQuiet(highwater, WINDOW_MS)
  const one = await measureLists(highwater, 1, WINDOW_MS)
  const ten = await measureLists(highwater, 10, WINDOW_MS)
  const fifty = await measureLists(highwater, 50, WINDOW_MS)
  const listFigures = (['topics', 'groups'] as const).flatMap((name) => [
    ...timeFigures(name, 'between refreshes', quiet[name], 30),
    ...timeFigures(name, '1 viewer', one[name], 30),
    { what: `list of ${name}, p95, 10 viewers`, budget: null, measured: ten[name].p95Ms, unit: 'ms' },
    { what: `list of ${name}, p95, 50 viewers`, budget: 300, measured: fifty[name].p95Ms, unit: 'ms' },
    { what: `a page of ${name}`, budget: 100, measured: one[name].pageKb, unit: 'KB' },
  ])
  return [
    { what: 'event loop, p99 while refreshing', budget: 20, measured: one.loopP99Ms, unit: 'ms' },
    { what: 'event loop, longest while refreshing', budget: 50, measured: one.loopMaxMs, unit: 'ms' },
    ...listFigures,
    { what: 'broker requests per second, 1 viewer', budget: null, measured: one.requestsPerSecond, unit: '' },
    {
      what: 'broker requests per second, 50 viewers',
      budget: one.requestsPerSecond * SAME,
      measured: fifty.requestsPerSecond,
      unit: '',
    },
  ]
}

function timeFigures(name: ListName, when: string, { p50Ms, p95Ms, p99Ms }: ListTimes, budget: number): Figure[] {
  return [
    { what: `list of ${name}, p50, ${when}`, budget: null, measured: p50Ms, unit: 'ms' },
    { what: `list of ${name}, p95, ${when}`, budget, measured: p95Ms, unit: 'ms' },
    { what: `list of ${name}, p99, ${when}`, budget: null, measured: p99Ms, unit: 'ms' },
  ]
}

function refreshFigures(refresh: Refresh & GroupReads): Figure[] {
  const part = (what: string, measured: number): Figure => ({ what, budget: null, measured, unit: 'ms' })
  return [
    { what: 'full refresh, with the lag of every group', budget: 1, measured: refresh.totalMs / 1000, unit: 's' },
    part('of it metadata', refresh.metadataMs),
    part('of it groups and their commits', refresh.groupsMs),
    part('of it both ends of every partition', refresh.offsetsMs),
    part('of it working out the lag', refresh.lagMs),
    part('list of all groups, asked alone', refresh.listMs),
    part('all commits, asked alone', refresh.commitsMs),
    { what: 'requests per refresh, three brokers', budget: null, measured: refresh.requests, unit: '' },
  ]
}

function browsingFigures(browsing: Browsing): Figure[] {
  return [
    { what: 'browser: first rows of topics', budget: 1, measured: browsing.topicRowsMs / 1000, unit: 's' },
    { what: 'browser: topics sorted the other way round', budget: 200, measured: browsing.topicSortMs, unit: 'ms' },
    { what: 'browser: topics searched', budget: 200, measured: browsing.topicSearchMs, unit: 'ms' },
    { what: 'browser: first rows of groups', budget: 1, measured: browsing.groupRowsMs / 1000, unit: 's' },
    { what: 'browser: groups searched', budget: 200, measured: browsing.groupSearchMs, unit: 'ms' },
  ]
}
