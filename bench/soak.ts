import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { dashboardPid, readDescriptors, readResidentMb, readThreads } from './process-figures.ts'
import type { Figure } from './report.ts'
import { findWrongLags } from './soak-lags.ts'
import { errorLines } from './soak-log.ts'
import { isHealthy, Restarts } from './soak-restarts.ts'
import { fillTopic, MESSAGES } from './soak-topic.ts'
import { Traffic } from './soak-traffic.ts'
import { fitTrend, minutelyMinima, type Sample } from './trend.ts'

const PORT = 3189
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench-soak')
const COLLECT_GARBAGE = join(import.meta.dirname, 'collect-garbage.mjs')
const MINUTE_MS = 60_000
const BUILD_MS = 10 * MINUTE_MS
const USUAL_MINUTES = 30
const FEWEST_MINUTES = 4
const RESTART_EVERY_MS = 5 * MINUTE_MS
const SAMPLE_EVERY_MS = 3_000
/** Connections that nobody uses and threads that rest end after a minute. */
const REST_MS = 75_000
const REST_DEADLINE_MS = 3 * MINUTE_MS
/** With less than that, chance decides. */
const FEWEST_MINIMA = 8
const HEALTHY_MS = 120_000
/** What starting, healing, comparing and stopping may take besides. */
const SPARE_MS = 15 * MINUTE_MS

interface Counts {
  readonly descriptors: number
  readonly threads: number
}

/**
 * The embedded cluster, its example programs and the dashboard, used and disturbed for `minutes`: what grows, and what is
 * wrong afterwards. Before and after the time that counts nobody uses it for a while, so that counts can be compared.
 */
export async function measureSoak(minutes = USUAL_MINUTES): Promise<Figure[]> {
  if (!(minutes >= FEWEST_MINUTES)) throw new Error(`A soak takes ${FEWEST_MINUTES} minutes or more.`)
  const highwater = new Highwater({
    port: PORT,
    data: DATA,
    args: ['--fresh'],
    environment: { NODE_OPTIONS: `--import ${COLLECT_GARBAGE}`, HIGHWATER_COLLECT_GARBAGE: 'true' },
  })
  try {
    await highwater.untilOpen(BUILD_MS)
    await highwater.untilOnline()
    const { access } = await highwater.get('/api/clusters/demo')
    await fillTopic(access.bootstrap.join(','))
    await until('the topic to be seen', HEALTHY_MS, async () => (await fetch(`${highwater.url}${TOPIC}`)).ok)
    const forMs = minutes * MINUTE_MS
    return await Promise.race([soak(highwater, forMs), giveUpAfter(forMs + SPARE_MS)])
  } finally {
    await highwater.stop()
  }
}

const TOPIC = `/api/clusters/demo/topics/${MESSAGES}`

async function soak(highwater: Highwater, forMs: number): Promise<Figure[]> {
  const pid = dashboardPid(highwater)
  const warmUp = new Traffic({ highwater, isDisturbed: () => false })
  await sleep(forMs / 10)
  await warmUp.stop()
  await sleep(REST_MS)
  const before = readCounts(pid)
  console.log(`  warm, and at rest: ${describe(pid)}`)

  const useMs = forMs * 0.9 - 2 * REST_MS
  const restarts = new Restarts(highwater, Math.min(RESTART_EVERY_MS, useMs / 3))
  const traffic = new Traffic({ highwater, isDisturbed: () => restarts.isDisturbed() })
  const samples = await sampleMemory(pid, useMs)
  await restarts.stop()
  await traffic.stop()
  await sleep(REST_MS)
  const after = await readCountsAtRest(pid, before)
  const problems = [...warmUp.problems, ...traffic.problems, ...(await findProblems(highwater, pid, restarts))]
  for (const problem of problems) console.log(`  wrong: ${problem}`)
  console.log(`  ${warmUp.requests + traffic.requests} requests, ${restarts.count} restarts, at rest: ${describe(pid)}`)
  return figures({ samples, before, after, problems })
}

/** A dashboard that answers no more must not keep this from ending. */
async function giveUpAfter(afterMs: number): Promise<never> {
  await sleep(afterMs, undefined, { ref: false })
  throw new Error('The soak did not come to its end.')
}

async function sampleMemory(pid: number, forMs: number): Promise<Sample[]> {
  const samples: Sample[] = []
  let saidAtMs = Date.now()
  for (const endMs = Date.now() + forMs; Date.now() < endMs; await sleep(SAMPLE_EVERY_MS)) {
    samples.push({ atMs: Date.now(), value: readResidentMb(pid) })
    if (Date.now() - saidAtMs < MINUTE_MS) continue
    saidAtMs = Date.now()
    console.log(`  ${new Date().toISOString()} ${describe(pid)}`)
  }
  return samples
}

/** Resolves early once there are no more than before. */
async function readCountsAtRest(pid: number, before: Counts): Promise<Counts> {
  const deadlineMs = Date.now() + REST_DEADLINE_MS
  for (;;) {
    const counts = readCounts(pid)
    const isBack = counts.descriptors <= before.descriptors && counts.threads <= before.threads
    if (isBack || Date.now() > deadlineMs) return counts
    await sleep(SAMPLE_EVERY_MS)
  }
}

async function findProblems(highwater: Highwater, pid: number, restarts: Restarts): Promise<string[]> {
  const problems: string[] = []
  const check = async (what: string, holds: () => Promise<boolean>) => {
    if (!(await holds().catch(() => false))) problems.push(what)
  }
  await check('the dashboard was started again', async () => dashboardPid(highwater) === pid)
  await check('it is not ready', async () => (await fetch(`${highwater.url}/api/health/ready`)).ok)
  await check('a broker or a replica is missing', () => isHealthy(highwater))
  const log = readFileSync(join(DATA, 'logs', 'dashboard.log'), 'utf8')
  problems.push(...errorLines(log, (atMs) => restarts.isDisturbed(atMs)))
  problems.push(...(await findWrongLags(highwater)))
  return problems
}

interface Measured {
  readonly samples: readonly Sample[]
  readonly before: Counts
  readonly after: Counts
  readonly problems: readonly string[]
}

function figures({ samples, before, after, problems }: Measured): Figure[] {
  const minima = minutelyMinima(samples.slice(samples.length >> 1))
  const trend = fitTrend(minima)
  const isTold = trend !== null && minima.length >= FEWEST_MINIMA
  const peak = Math.max(...samples.map(({ value }) => value))
  return [
    {
      what: 'resident memory, growth an hour over the second half',
      budget: isTold ? 1 : null,
      measured: trend?.perHour ?? Number.NaN,
      unit: 'MB',
    },
    { what: 'of that, standard error', budget: null, measured: trend?.error ?? Number.NaN, unit: 'MB' },
    { what: 'resident memory, at most', budget: null, measured: peak, unit: 'MB' },
    {
      what: 'resident memory, lowest of the last minute',
      budget: null,
      measured: minima.at(-1)?.value ?? Number.NaN,
      unit: 'MB',
    },
    { what: 'descriptors at the end, at rest', budget: before.descriptors, measured: after.descriptors, unit: '' },
    { what: 'threads at the end, at rest', budget: before.threads, measured: after.threads, unit: '' },
    { what: 'problems', budget: 0, measured: problems.length, unit: '' },
  ]
}

function readCounts(pid: number): Counts {
  return { descriptors: readDescriptors(pid), threads: readThreads(pid) }
}

function describe(pid: number): string {
  const { descriptors, threads } = readCounts(pid)
  return `${Math.round(readResidentMb(pid))} MB, ${descriptors} descriptors, ${threads} threads`
}
