import { setTimeout as sleep } from 'node:timers/promises'
import type { Highwater } from '#demo/highwater.ts'
import { type ProbeReading, watchProbe } from './probe-reading.ts'

/** Well within the shortest pause between two refreshes. */
const QUIET_MS = 500
const CLUSTER = '/api/clusters/default'

export const lists = {
  topics: [
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
  ],
  // Sorted by lag, descending.
  groups: [
    '',
    'page=200',
    'sort=id&page=100',
    'sort=timeLagMs&order=desc',
    'sort=consumePerSecond&order=desc&page=2',
    'sort=trend&order=desc',
    'sort=statusReason',
    'q=team-7',
    'q=*reader-0123*&sort=maxPartitionLag',
    'status=stopped&sort=etaMs&page=3',
    'topic=bench.team-0.topic-00000',
  ],
} as const

export type ListName = keyof typeof lists

export interface ListTimes {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly pageKb: number
}

type Answers = Record<ListName, { readonly tookMs: number; readonly bytes: number }[]>

/** Keeps a viewer connected until the signal aborts. */
export async function follow(highwater: Highwater): Promise<AbortController> {
  const looking = new AbortController()
  const events = await fetch(`${highwater.url}${CLUSTER}/events`, { signal: looking.signal })
  void events.text().catch(() => '')
  return looking
}

/**
 * Each viewer follows the events and requests a list every second, topics and groups by turns. A single viewer requests
 * ten times as often, or there would be too few samples.
 */
export async function measureLists(
  highwater: Highwater,
  viewers: number,
  windowMs: number,
): Promise<Record<ListName, ListTimes> & ProbeReading> {
  const followers = await Promise.all(Array.from({ length: viewers }, () => follow(highwater)))
  const answers: Answers = { topics: [], groups: [] }
  const endMs = Date.now() + windowMs
  const probe = watchProbe(windowMs)
  await Promise.all(
    followers.map(async (_follower, index) => {
      await sleep((index * 1_000) / viewers)
      for (let turn = index; Date.now() < endMs; turn++) {
        const tookMs = await ask(highwater, turn, answers)
        await sleep(Math.max(0, (viewers === 1 ? 100 : 1_000) - tookMs))
      }
    }),
  )
  for (const follower of followers) follower.abort()
  return { ...timesOf(answers), ...(await probe) }
}

/** Lists requested just after a snapshot, before the next refresh begins. */
export async function measureQuiet(highwater: Highwater, windowMs: number): Promise<Record<ListName, ListTimes>> {
  const looking = new AbortController()
  const events = await fetch(`${highwater.url}${CLUSTER}/events`, { signal: looking.signal })
  const answers: Answers = { topics: [], groups: [] }
  const endMs = Date.now() + windowMs
  let turn = 0
  try {
    for await (const _event of events.body ?? []) {
      for (const untilMs = Date.now() + QUIET_MS; Date.now() < untilMs; turn++) await ask(highwater, turn, answers)
      if (Date.now() > endMs) break
    }
  } finally {
    looking.abort()
  }
  return timesOf(answers)
}

async function ask(highwater: Highwater, turn: number, answers: Answers): Promise<number> {
  const name = turn % 2 === 0 ? 'topics' : 'groups'
  const queries = lists[name]
  const sinceMs = performance.now()
  const response = await fetch(`${highwater.url}${CLUSTER}/${name}?${queries[(turn >> 1) % queries.length]}`)
  const bytes = (await response.arrayBuffer()).byteLength
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`)
  const tookMs = performance.now() - sinceMs
  answers[name].push({ tookMs, bytes })
  return tookMs
}

function timesOf({ topics, groups }: Answers): Record<ListName, ListTimes> {
  return { topics: percentiles(topics), groups: percentiles(groups) }
}

function percentiles(answers: Answers[ListName]): ListTimes {
  const times = answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  const pageKb = Math.max(...answers.map(({ bytes }) => bytes)) / 1_000
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), pageKb }
}
