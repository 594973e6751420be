import { expect, type Page } from '@playwright/test'
import type { Message, Payload, ScanEvent } from '#lib/contract/messages.ts'
import type { Topic } from '#lib/contract/topics.ts'

const NOW = Date.now()
const CITIES = ['Toronto', 'Guangzhou', 'Fuzhou', 'Oslo', 'Seattle', 'Mumbai', 'Pittsburgh', 'Chicago']

export const topic: Topic = {
  name: 'weather',
  topicId: 'aGlnaHdhdGVyLXdlYXRoZXI',
  internal: false,
  partitionCount: 4,
  replicationFactor: 3,
  underReplicated: 0,
  leaderless: 0,
  leaderDown: 0,
  belowMinIsr: 0,
  messages: 1_284_000,
  sizeBytes: 295_000_000,
  replicaBytes: 885_000_000,
  producePerSecond: 12,
  groupCount: 1,
  furthestBehind: null,
  maxLag: 0,
  cleanupPolicy: 'delete',
  retentionMs: 604_800_000,
  lastWriteAt: new Date(NOW).toISOString(),
  minInsyncReplicas: 2,
  problems: [],
}

export const text = (value: string): Payload => ({ format: 'string', text: value })
/** As the server sends it: `json` is left out, as it stands in the text. */
export const json = (value: string): Payload => ({ format: 'json', text: value })

export function message(offset: number, change: Partial<Message> = {}): Message {
  const value =
    change.value === undefined
      ? json(
          `{"city":"${CITIES[offset % CITIES.length]}","temperature_f":${60 + (offset % 31)},"station":900719925474${offset % 10}993,"wind":{"speed":${offset % 40}.50,"from":"NW"}}`,
        )
      : change.value
  const key = change.key === undefined ? text(`station-${(offset % 4) + 1}`) : change.key
  const timestampMs = NOW - (48_211 - offset) * 1_863
  return {
    partition: offset % 4,
    offset,
    timestampMs,
    timestamp: new Date(timestampMs).toISOString(),
    timestampType: 'create',
    headers: [],
    headerCount: change.headers?.length ?? 0,
    keyBytes: key?.text.length ?? null,
    valueBytes: value?.text.length ?? null,
    headersBytes: 0,
    codec: 'gzip',
    transactional: false,
    aborted: false,
    control: false,
    leaderEpoch: 3,
    producerId: null,
    producerEpoch: null,
    sequence: null,
    ...change,
    key,
    value,
  }
}

/** Some of every kind, newest first. */
export const messages: readonly Message[] = Array.from({ length: 50 }, (_, index) => {
  const offset = 48_211 - index
  if (index === 2) return message(offset, { key: null })
  if (index === 3) {
    const headers = [
      { name: 'trace-id', value: text('8f2c1d') },
      { name: 'source', value: text('sensor') },
      { name: 'source', value: text('relay') },
      { name: 'empty', value: text('') },
      { name: 'nothing', value: null },
    ]
    return message(offset, { headers, headersBytes: 61, producerId: 4001, producerEpoch: 0, sequence: 17 })
  }
  if (index === 5) return message(offset, { value: null })
  if (index === 6) return message(offset, { value: text('') })
  if (index === 7) return message(offset, { value: text('  invoice\u202Efdp.exe\t\0end ') })
  if (index === 8) return message(offset, { aborted: true, transactional: true })
  if (index === 9) return message(offset, { key: { format: 'hex', text: '00 ff 12 80' }, keyBytes: 4 })
  if (index === 10) return message(offset, { timestampMs: '9223372036854775807', timestamp: null })
  if (index === 11) return message(offset, { timestampMs: null, timestamp: null })
  return message(offset)
})

export const started: Extract<ScanEvent, { type: 'start' }> = {
  type: 'start',
  asOf: '2026-11-21T10:00:00.000Z',
  partitions: [0, 1, 2, 3].map((id) => ({ id, startOffset: 1_000, endOffset: 48_212 })),
}

export function progressed(scanned: number, offset: number, change: object = {}): ScanEvent {
  return {
    type: 'progress',
    scanned,
    matched: 50,
    bytes: scanned * 230,
    elapsedMs: Math.max(1, Math.round(scanned / 1_600)),
    partitions: [0, 1, 2, 3].map((id) => ({ id, offset, endOffset: 48_212 })),
    ...change,
  }
}

export function finished(change: object = {}): ScanEvent {
  return {
    type: 'done',
    reason: 'limit',
    scanned: 50,
    matched: 50,
    aborted: 0,
    cursor: 'next',
    elapsedMs: 12,
    ...change,
  }
}

export const rows = (found: readonly Message[]): ScanEvent[] => found.map((row) => ({ type: 'record', ...row }))

const defaultStream: readonly ScanEvent[] = [started, ...rows(messages), progressed(50, 48_199), finished()]

interface Mocked {
  readonly topic?: Topic
  /** By what the address of the request holds; the first that fits answers. */
  readonly streams?: readonly (readonly [fits: string, events: readonly ScanEvent[]])[]
  readonly record?: Message
}

const BASE = '**/api/clusters/demo/topics/weather'

/** Plays the topic and the stream of its records, whole at once. */
export async function mockMessages(page: Page, mocked: Mocked = {}): Promise<void> {
  await page.route(BASE, (route) => route.fulfill({ json: mocked.topic ?? topic }))
  await page.route(/\/api\/.*\/weather\/messages(\?|$)/, (route) => {
    const url = decodeURIComponent(route.request().url())
    const events = mocked.streams?.find(([fits]) => url.includes(fits))?.[1] ?? defaultStream
    return route.fulfill({ contentType: 'application/x-ndjson', body: linesOf(events) })
  })
  await page.route(/\/api\/.*\/weather\/messages\/\d+\/\d+/, (route) => {
    const [, offset] = /\/messages\/\d+\/(\d+)/.exec(route.request().url()) ?? []
    const found = mocked.record ?? messages.find((row) => row.offset === Number(offset))
    if (found) return route.fulfill({ json: found })
    const error = { code: 'not-found', message: 'There is no record at this offset.', requestId: 'r' }
    return route.fulfill({ status: 404, json: { error } })
  })
}

function linesOf(events: readonly ScanEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}

interface Played {
  streams: ReadableStreamDefaultController<Uint8Array>[]
  left: number
}

declare global {
  interface Window {
    played: Played
  }
}

/** A stream that goes on: what is sent comes when the test says so. */
export async function playStream(page: Page) {
  await page.addInitScript(() => {
    const ask = window.fetch
    window.played = { streams: [], left: 0 }
    window.fetch = (input, init) => {
      if (!/\/api\/.*\/weather\/messages\?/.test(String(input))) return ask(input, init)
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          window.played.streams.push(controller)
          init?.signal?.addEventListener('abort', () => {
            window.played.left++
            controller.error(init.signal?.reason)
          })
        },
      })
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } }))
    }
  })
  return {
    send: (...events: ScanEvent[]) =>
      page.evaluate((text) => window.played.streams.at(-1)?.enqueue(new TextEncoder().encode(text)), linesOf(events)),
    breakOff: () => page.evaluate(() => window.played.streams.at(-1)?.error(new TypeError('network'))),
    isOpen: () => expect.poll(() => page.evaluate(() => window.played.streams.length)).toBeGreaterThan(0),
    left: () => page.evaluate(() => window.played.left),
  }
}
