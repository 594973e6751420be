import { describe, expect, test } from 'vitest'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { BatchHeader } from '#lib/kafka/records/batch-header.ts'
import { type NextRecord, RecordTimes, timeIn } from './record-times.ts'

const TOPIC_AUTHORIZATION_FAILED = 29

const header: BatchHeader = {
  magic: 2,
  sizeBytes: 500,
  leaderEpoch: 3,
  baseOffset: 10,
  lastOffset: 19,
  baseTimestampMs: 1_000,
  maxTimestampMs: 10_000,
  timestampOriginMs: 1_000,
  wideTimes: null,
  timestampType: 'create-time',
  compression: 'none',
  isTransactional: false,
  isControl: false,
  producerId: null,
  producerEpoch: null,
  baseSequence: null,
  recordCount: 10,
}

describe('when the next record was written', () => {
  test.each<[string, Partial<BatchHeader>, number, ReturnType<typeof timeIn>]>([
    ['the first of its batch', {}, 10, { writtenAtMs: 1_000, is: 'measured' }],
    ['the batch begins behind what expired', {}, 4, { writtenAtMs: 1_000, is: 'measured' }],
    ['in the middle of its batch', {}, 13, { writtenAtMs: 4_000, is: 'estimated' }],
    ['all of one moment', { maxTimestampMs: 1_000 }, 13, { writtenAtMs: 1_000, is: 'measured' }],
    ['stamped by the broker', { timestampType: 'log-append-time' }, 13, { writtenAtMs: 10_000, is: 'measured' }],
    ['without a first time', { baseTimestampMs: null }, 10, { writtenAtMs: 10_000, is: 'estimated' }],
    ['without any time', { baseTimestampMs: null, maxTimestampMs: null }, 10, null],
  ])('%s', (_name, facts, offset, expected) => {
    expect(timeIn({ ...header, ...facts }, offset)).toEqual(expected)
  })
})

function timesOf(batches: Readonly<Record<number, BatchHeader | Error>>) {
  const asked: number[] = []
  const clock = { nowMs: 0 }
  const times = new RecordTimes(
    async (_topic, positions) => {
      const data = positions.map(({ id, offset }) => {
        asked.push(offset)
        const batch = batches[offset] ?? null
        if (batch instanceof Error) throw batch
        return { id, errorCode: 0, header: batch }
      })
      return { data, failures: [] }
    },
    () => clock.nowMs,
  )
  return { times, asked, clock }
}

const record: NextRecord = { key: 'k', topic: 'a', partition: 0, committed: 10, endOffset: 12 }
const marker = (offset: number) => ({ ...header, baseOffset: offset, lastOffset: offset, isControl: true })

describe('what is left to read is', () => {
  test('nothing but markers', async () => {
    const { times } = timesOf({ 10: marker(10), 11: marker(11) })
    await times.look([record])
    expect(times.markersAt('k', 10, 12)).toBe(2)
    expect(times.markersAt('k', 10, 13)).toBe(0)
    expect(times.isKnown(record)).toBe(true)
    expect(times.isKnown({ ...record, endOffset: 13 })).toBe(false)
  })

  test('a record behind a marker', async () => {
    const { times, asked } = timesOf({ 10: marker(10), 11: { ...header, baseOffset: 11 } })
    await times.look([record])
    expect(times.markersAt('k', 10, 12)).toBe(0)
    expect(times.timeOf('k', 10)).toEqual({ writtenAtMs: 1_000, is: 'measured' })
    expect(asked).toEqual([10, 11])
  })

  test('not known where the broker does not tell, and it is not asked again at once', async () => {
    const { times, clock } = timesOf({ 10: new Error('no') })
    await times.look([record])
    expect(times.timeOf('k', 10)).toBeNull()
    expect(times.isKnown(record)).toBe(true)
    expect(times.isKnown({ ...record, committed: 11 })).toBe(false)
    clock.nowMs = 60_000
    expect(times.isKnown(record)).toBe(false)
  })

  // Brokers log every refusal, and a group that moves would have caused one with each commit.
  test('not asked of a topic that may not be read, wherever groups stand on it, for minutes', async () => {
    const { times, asked, clock } = timesOf({ 10: new KafkaError(TOPIC_AUTHORIZATION_FAILED) })
    await times.look([record])
    expect(times.isKnown({ ...record, committed: 11 })).toBe(true)
    expect(times.isKnown({ ...record, key: 'other', topic: 'other' })).toBe(false)
    expect(asked).toEqual([10])
    clock.nowMs = 10 * 60_000
    expect(times.isKnown({ ...record, committed: 11 })).toBe(false)
  })

  // The batch of the group that was asked for last was taken for that of every group on the partition.
  test('told of each group by the batch where it stands, and of the others at the next look', async () => {
    const { times } = timesOf({ 10: { ...header, baseOffset: 10 }, 11: marker(11) })
    const behind = { ...record, key: 'behind' }
    const ahead = { ...record, key: 'ahead', committed: 11 }
    await times.look([behind, ahead])
    expect(times.timeOf('behind', 10)).toEqual({ writtenAtMs: 1_000, is: 'measured' })
    expect(times.markersAt('behind', 10, 12)).toBe(0)
    expect(times.isKnown(ahead)).toBe(false)
    await times.look([ahead])
    expect(times.markersAt('ahead', 11, 12)).toBe(1)
  })
})
