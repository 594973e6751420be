import { setTimeout as sleep } from 'node:timers/promises'
import type { Highwater } from '#demo/highwater.ts'
import { MESSAGES } from './soak-topic.ts'

const CLUSTER = '/api/clusters/demo'
const GROUPS = ['nightly-batch', 'slow-reporter', 'weather-logger']
const TOPICS = [MESSAGES, 'transactions', 'clicks']
const BROKERS = [1, 2, 3]

const pages = ['', 'topics', 'groups', 'brokers', 'connection', 'produce']
  .concat(TOPICS.flatMap((topic) => ['', '/messages', '/groups', '/config'].map((part) => `topics/${topic}${part}`)))
  .concat(GROUPS.flatMap((group) => [`groups/${group}`, `groups/${group}/members`]))
  .concat(BROKERS.flatMap((id) => [`brokers/${id}`, `brokers/${id}/config`]))
  .map((path) => `/clusters/demo/${path}`.replace(/\/$/, ''))

const topicParts = ['', '/partitions?pageSize=200', '/groups', '/config', '/history']
const groupParts = ['', '/partitions?pageSize=200', '/members', '/history']
const brokerParts = ['', '/config', '/replicas']
const routes = [
  '',
  '/topics',
  '/topics?q=we*&sort=sizeBytes&order=desc',
  '/groups',
  '/groups?sort=timeLagMs&order=desc',
]
  .concat('/brokers', '/quorum', '/features', '/history', '/connection', '/search?q=we')
  .concat(TOPICS.flatMap((topic) => topicParts.map((part) => `/topics/${topic}${part}`)))
  .concat(GROUPS.flatMap((group) => groupParts.map((part) => `/groups/${group}${part}`)))
  .concat(BROKERS.flatMap((id) => brokerParts.map((part) => `/brokers/${id}${part}`)))
  .map((path) => `${CLUSTER}${path}`)
  .concat('/api/health', '/api/health/ready', '/api/metrics', '/api/clusters', '/api/demo', '/api/openapi.json')

const scans = [
  'limit=50',
  'limit=500&from=oldest',
  'from=oldest&contains=nowhere+to+be+found',
  `from=oldest&filter=${encodeURIComponent('value.temperature_f > 200')}`,
]
const SCANS_AT_ONCE = 8
/** After so much, the reader of every second stream leaves. */
const SOON_BYTES = 100_000
const FOLLOW_MS = 20_000

interface TrafficOptions {
  readonly highwater: Highwater
  /** While a broker is down, much may be refused. */
  readonly isDisturbed: () => boolean
}

/** What a few people do who keep the dashboard open, without a browser; it goes on until it is stopped. */
export class Traffic {
  requests = 0
  /** Replies that nothing explains. */
  readonly problems: string[] = []
  readonly #options: TrafficOptions
  readonly #stopping = new AbortController()
  readonly #work: readonly Promise<void>[]

  constructor(options: TrafficOptions) {
    this.#options = options
    this.#work = [
      this.#repeat(1_000, (turn) => this.#read(at(pages, turn))),
      this.#repeat(250, (turn) => this.#read(at(routes, turn))),
      this.#repeat(4_000, (turn) => this.#read(scan(MESSAGES, turn), turn % 5 === 4 ? SOON_BYTES : undefined)),
      this.#repeat(60_000, () => this.#readAtOnce()),
      this.#repeat(20_000, (turn) => this.#read(exportOf(turn), turn % 2 === 1 ? SOON_BYTES : undefined)),
      this.#repeat(500, () => this.#follow(`${CLUSTER}/events`)),
      ...TOPICS.map((topic) =>
        this.#repeat(1_500, () => this.#follow(`${CLUSTER}/topics/${topic}/messages?from=live`)),
      ),
    ]
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#work)
  }

  async #repeat(everyMs: number, visit: (turn: number) => Promise<void>): Promise<void> {
    const { signal } = this.#stopping
    for (let turn = 0; !signal.aborted; turn++) {
      await visit(turn).catch((error) => this.#report(String(error)))
      await sleep(everyMs, undefined, { signal }).catch(() => {})
    }
  }

  async #readAtOnce(): Promise<void> {
    await Promise.all(Array.from({ length: SCANS_AT_ONCE }, () => this.#read(scan(MESSAGES, 2))))
  }

  /** A reply to its end, or as far as `mostBytes`. */
  async #read(path: string, mostBytes = Number.POSITIVE_INFINITY): Promise<void> {
    const leaving = new AbortController()
    const signal = AbortSignal.any([leaving.signal, this.#stopping.signal])
    try {
      const response = await this.#ask(path, signal)
      let bytes = 0
      for await (const chunk of response.body ?? []) {
        bytes += chunk.length
        if (bytes > mostBytes) leaving.abort()
      }
    } catch (error) {
      if (!signal.aborted) throw new Error(`${path}: ${error}`)
    }
  }

  /** What has no end, for a while. */
  async #follow(path: string): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(FOLLOW_MS), this.#stopping.signal])
    try {
      const response = await this.#ask(path, signal)
      for await (const _chunk of response.body ?? []);
    } catch (error) {
      if (!signal.aborted) throw new Error(`${path}: ${error}`)
    }
  }

  async #ask(path: string, signal: AbortSignal): Promise<Response> {
    this.requests++
    const response = await fetch(this.#options.highwater.url + path, { signal })
    // Eight scans at once leave no room for others.
    const isExpected = response.ok || response.status === 429
    if (!isExpected) this.#report(`${path}: ${response.status}`, response.status === 500)
    return response
  }

  #report(problem: string, isNeverExpected = false): void {
    if (isNeverExpected || !this.#options.isDisturbed()) this.problems.push(problem)
  }
}

function at(paths: readonly string[], turn: number): string {
  return paths[turn % paths.length] ?? '/'
}

function scan(topic: string, turn: number): string {
  return `${CLUSTER}/topics/${topic}/messages?${at(scans, turn)}`
}

function exportOf(turn: number): string {
  return `${CLUSTER}/topics/${MESSAGES}/export?from=oldest&format=${turn % 4 < 2 ? 'ndjson' : 'csv'}`
}
