import { describe, expect, test } from 'vitest'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import type { LogDir } from '#lib/kafka/protocol/describe-log-dirs.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { buildCatalog } from '#lib/monitor/snapshot/catalog.ts'
import { buildLeadership } from '#lib/monitor/snapshot/partition-columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { LogDirWatch } from './log-dir-watch.ts'

const at = (port: number): Address => ({ host: 'h', port })
const both = new Map([
  [1, at(1)],
  [2, at(2)],
])
const denied = new KafkaError(31)
const silent = new ConnectionFailure('timeout', at(2))
const topics = [topic('t', [partition(0)])]

/** A folder with one replica of t-0, and one of it on its way to another folder. */
function folder(sizeBytes: number): LogDir {
  const replicas = [
    { id: 0, sizeBytes, offsetLag: 0, isFuture: false },
    { id: 0, sizeBytes: 1, offsetLag: 0, isFuture: true },
  ]
  return {
    errorCode: 0,
    path: '/data',
    totalBytes: 100,
    usableBytes: 50,
    topics: [{ name: 't', partitions: replicas }],
  }
}

/** Brokers that answer, round by round, with folders of this size, or fail so; the clock stands at the round. */
function watchOf(...rounds: Record<number, number | Error>[]) {
  let round = 0
  const watch = new LogDirWatch({
    read: async ({ port }) => {
      const answer = rounds[round - 1]?.[port] ?? new Error('was not to be asked')
      if (answer instanceof Error) throw answer
      return [folder(answer)]
    },
    explain: (error) => ({ code: 'explained', message: error instanceof Error ? error.message : '' }),
    now: () => round,
  })
  const ask = (brokers: ReadonlyMap<number, Address> = both) => {
    round++
    return watch.refresh(brokers)
  }
  const sizes = (seenSinceMs = 0) => {
    const catalog = { ...buildCatalog(topics, null, 0), seenSinceMs: Float64Array.of(seenSinceMs) }
    return [...watch.sizes(catalog, buildLeadership(topics, 1)).replicaSizes]
  }
  return { watch, ask, sizes }
}

describe('what brokers keep', () => {
  test('is known of each that answers, and since when', async () => {
    const { watch, ask, sizes } = watchOf({ 1: 10, 2: 20 })
    await ask()
    expect(watch.of(1)).toMatchObject({ asOfMs: 1, failure: null, list: [{ replicaCount: 2, replicaBytes: 11 }] })
    expect(sizes()).toEqual([10, 20])
  })

  test('of one that denies it is not known, for that reason, whatever the others tell', async () => {
    const { watch, ask, sizes } = watchOf({ 1: 10, 2: denied })
    await ask()
    expect(watch.of(1).failure).toBeNull()
    expect(watch.of(2)).toEqual({ list: null, asOfMs: null, failure: { code: 'explained', message: denied.message } })
    expect(sizes()).toEqual([10, Number.NaN])
  })

  test('stays as it was, with its age and the reason, until the broker answers again', async () => {
    const { watch, ask, sizes } = watchOf({ 1: 10, 2: 20 }, { 1: 11, 2: silent }, { 1: 12, 2: 22 })
    await ask()
    await ask()
    expect(watch.of(2)).toMatchObject({ asOfMs: 1, failure: { message: silent.message } })
    expect(sizes()).toEqual([11, 20])
    await ask()
    expect(watch.of(2)).toMatchObject({ asOfMs: 3, failure: null })
    expect(sizes()).toEqual([12, 22])
  })

  test('of one that cannot be asked at all stays, too, and says so', async () => {
    const { watch, ask } = watchOf({ 1: 10, 2: 20 }, { 1: 11 })
    await ask()
    await ask(new Map([[1, at(1)]]))
    expect(watch.of(2)).toMatchObject({ asOfMs: 1, failure: { code: 'unavailable' } })
  })

  test('before a topic was created under its name says nothing of it', async () => {
    const { ask, sizes } = watchOf({ 1: 10, 2: 20 })
    await ask()
    expect(sizes(2)).toEqual([Number.NaN, Number.NaN])
  })
})

describe('a round', () => {
  test('fails when no broker answers, and each says why', async () => {
    const { watch, ask } = watchOf({ 1: denied, 2: silent })
    await expect(ask()).rejects.toBe(denied)
    expect([watch.of(1).failure?.message, watch.of(2).failure?.message]).toEqual([denied.message, silent.message])
  })

  test('fails when there is nobody to ask: nothing is younger for it', async () => {
    await expect(watchOf().ask(new Map())).rejects.toThrow('No broker is available.')
  })

  test('makes what is built from it be built again', async () => {
    const { watch, ask } = watchOf({ 1: 10, 2: 20 })
    const before = watch.version
    await ask()
    expect(watch.version).not.toBe(before)
  })
})
