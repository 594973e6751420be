import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '#lib/contract/errors.ts'
import { listClusterItems } from './describe.ts'
import { closeClusters, liveClusters, reloadClusters, requireCluster, startClusters } from './registry.ts'
import { makeFolder, writeIn } from './testing/folders.ts'

// Clusters with an invalid configuration, so that no thread is started for any.

const problems: string[] = []
const reports = {
  onBug: (error: unknown) => {
    throw error
  },
  onProblems: (sentences: readonly string[]) => void problems.push(...sentences),
  onMistaken: () => {},
}
let folder = ''

beforeEach(() => {
  folder = makeFolder()
  vi.stubEnv('HIGHWATER_CONFIG', join(folder, 'highwater.yaml'))
  write('{ id: a, brokers: "a:x" }', '{ id: b, name: B, brokers: [] }')
  startClusters(reports)
})
afterEach(() => {
  closeClusters()
  vi.unstubAllEnvs()
  problems.length = 0
  Reflect.deleteProperty(globalThis, Symbol.for('highwater.clusters'))
  Reflect.deleteProperty(globalThis, Symbol.for('highwater.configuration'))
})

function write(...clusters: readonly string[]): void {
  writeIn(folder, 'highwater.yaml', `clusters: [${clusters.join(', ')}]`)
}

function refusal(id: string): unknown {
  try {
    return requireCluster(id)
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.message}` : error
  }
}

describe('what is said to those who use the dashboard', () => {
  test('names files, and not the folders they lie in', () => {
    write('{ id: a, brokers: "a:1", tls: { ca: certs/ca.pem } }', '{ id: b, properties: client.properties }')
    reloadClusters(reports)
    const replies = JSON.stringify([listClusterItems(), refusal('a'), refusal('b')])
    expect(replies).toContain('ca.pem: there is no such file.')
    expect(replies).toContain('client.properties: there is no such file.')
    expect(replies).not.toContain(folder)
    rmSync(join(folder, 'highwater.yaml'))
    reloadClusters(reports)
    expect(JSON.stringify(listClusterItems())).not.toContain(folder)
  })

  test('repeats no address that may hold a password', () => {
    write('{ id: a, brokers: "user:hunter2@a:9092", hostMap: { "user:hunter2@b": "c:1" } }')
    reloadClusters(reports)
    expect(JSON.stringify(listClusterItems())).toContain('user and password belong below')
    expect(JSON.stringify([listClusterItems(), problems])).not.toContain('hunter2')
  })
})

describe('a cluster that is wrong', () => {
  test('is listed with what is wrong, and everything below it says the same', () => {
    expect(listClusterItems()).toMatchObject([
      { id: 'a', status: 'offline', error: { code: 'invalid', message: expect.stringContaining('"a:x"') } },
      { id: 'b', name: 'B', status: 'offline', error: { message: expect.stringContaining('the list is empty') } },
    ])
    expect(refusal('a')).toMatch(/^unavailable: highwater\.yaml line 1, clusters\[0\]\.brokers: "a:x"/)
    expect(refusal('c')).toMatch(/^not-found/)
    expect(problems).toHaveLength(2)
  })

  test('that is removed is not found any more, and its event streams end', () => {
    const signal = liveClusters().get('a')?.leave.signal
    write('{ id: c, brokers: "c:x" }', '{ id: b, brokers: [] }')
    reloadClusters(reports)
    expect([...liveClusters().keys()]).toEqual(['c', 'b'])
    expect(refusal('a')).toMatch(/^not-found/)
    expect(signal?.aborted).toBe(true)
  })

  test('has been wrong since it first was, whatever else changes in the file', () => {
    vi.useFakeTimers({ now: Date.now() + 60_000 })
    const since = () => listClusterItems().map(({ offlineSince }) => offlineSince)
    const before = since()
    write('{ id: a, brokers: "a:x" }', '{ id: b, name: Other, brokers: "b:x" }')
    reloadClusters(reports)
    vi.useRealTimers()
    expect(since()).toEqual(before)
  })

  test('says what is wrong with it now', () => {
    write('{ id: a, brokers: "a:y" }')
    reloadClusters(reports)
    expect(refusal('a')).toContain('"a:y"')
    expect(problems.at(-1)).toContain('"a:y"')
  })
})

test('a file that cannot be parsed leaves the clusters as they were, and is reported', () => {
  writeIn(folder, 'highwater.yaml', 'clusters: "')
  reloadClusters(reports)
  expect(problems.slice(2)).toEqual(['highwater.yaml line 1: a quote, a bracket or a comma is missing.'])
  expect(listClusterItems()).toMatchObject([
    { id: 'a', error: { message: expect.stringContaining('"a:x"'), hint: expect.stringContaining('a quote') } },
    { id: 'b' },
  ])
  write('{ id: a, brokers: "a:z" }')
  reloadClusters(reports)
  expect(listClusterItems()).toMatchObject([{ id: 'a', error: { message: expect.stringContaining('"a:z"') } }])
})
