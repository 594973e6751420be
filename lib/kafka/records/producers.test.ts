import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AbortedTransactions, readControlType } from './aborted.ts'
import { openBatch, readBatches, type WholeBatch } from './batches.ts'
import { RecordCursor } from './record-cursor.ts'

// Batches as producers of all kinds wrote them, held against what kcat read of them. Recorded by demo/testing/record-batches.ts.

interface KcatRecord {
  readonly offset: number
  readonly tstype: 'create' | 'logappend'
  readonly ts: number
  readonly headers: readonly (string | null)[]
  readonly key: string | null
  readonly value: string | null
}

interface Facts {
  readonly highWatermark: number
  readonly records: readonly KcatRecord[]
  readonly abortedTransactions?: readonly { readonly producerId: number; readonly firstOffset: number }[]
  readonly committed?: readonly number[]
}

const FOLDER = join(import.meta.dirname, 'fixtures')
const LONGEST_SHOWN = 200
const facts: Record<string, Facts> = JSON.parse(readFileSync(join(FOLDER, 'facts.json'), 'utf8'))
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

function readRecording(name: string): WholeBatch[] {
  return [...readBatches(readFileSync(join(FOLDER, `${name}.bin`)))].map((batch) => {
    if (batch.fault) throw new Error(batch.fault.message)
    return batch
  })
}

function recordsOf(batch: WholeBatch): Buffer {
  const records = openBatch(batch)
  if (!Buffer.isBuffer(records)) throw new Error(records.message)
  return records
}

function readRecords(name: string): KcatRecord[] {
  const cursor = new RecordCursor()
  return readRecording(name).flatMap((batch) => {
    const { header } = batch
    if (header.isControl) return []
    cursor.start(batch, recordsOf(batch), 0)
    const read: KcatRecord[] = []
    while (cursor.next()) {
      expect(cursor.fault).toBeNull()
      read.push({
        offset: cursor.offset,
        tstype: header.timestampType === 'create-time' ? 'create' : 'logappend',
        ts: cursor.timestampMs ?? -1,
        headers: cursor.headers().flatMap(({ name: header, value }) => [header, value?.toString() ?? null]),
        key: cursor.key()?.toString() ?? null,
        value: shortened(cursor.value()?.toString() ?? null),
      })
    }
    return read
  })
}

function shortened(value: string | null): string | null {
  if (value === null || value.length <= LONGEST_SHOWN) return value
  return `sha256:${createHash('sha256').update(value).digest('hex')}`
}

test('every codec of every producer is recorded', () => {
  const producers = ['kcat', 'java', 'confluent', 'kafka-python']
  const expected = producers.flatMap((producer) => codecs.map((codec) => `${producer}-${codec}`))
  expect(Object.keys(facts)).toEqual(expect.arrayContaining([...expected, 'kafkajs-none', 'kafkajs-gzip']))
})

describe.each(Object.entries(facts))('%s', (name, { highWatermark, records }) => {
  test('is read as kcat reads it', () => {
    expect(records.length).toBeGreaterThan(0)
    expect(readRecords(name)).toEqual(records)
  })

  test('says in its headers what it is', () => {
    const headers = readRecording(name).map(({ header }) => header)
    const codec = codecs.find((one) => name.endsWith(`-${one}`)) ?? null
    // kafka-python leaves a batch as it is where compressing it makes it longer.
    if (codec !== null) expect(headers.map(({ compression }) => compression)).toContain(codec)
    expect(headers.at(-1)?.lastOffset).toBe(highWatermark - 1)
    for (const { leaderEpoch, magic } of headers) expect([magic, leaderEpoch]).toEqual([2, 0])
  })
})

test('what transactions gave up is what kcat leaves out, and their marks are told apart', () => {
  const { abortedTransactions = [], committed = [], records } = facts.transactions ?? { records: [] }
  const aborted = new AbortedTransactions(abortedTransactions)
  const cursor = new RecordCursor()
  const marks: string[] = []
  const visible = readRecording('transactions').flatMap((batch) => {
    const { header } = batch
    if (header.isControl) {
      cursor.start(batch, recordsOf(batch), 0)
      expect(cursor.next()).toBe(true)
      marks.push(readControlType(cursor.key()))
    }
    return aborted.isAborted(batch) || header.isControl ? [] : [header.baseOffset]
  })
  expect(visible).toEqual(committed)
  expect(records.length).toBeGreaterThan(committed.length)
  expect(marks).toEqual(['abort', 'commit', 'commit', 'abort'])
})
