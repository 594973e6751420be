import { expect, test } from 'vitest'
import { AbortedTransactions, readControlType } from './aborted.ts'
import { readBatches } from './batches.ts'
import { writeBatch } from './testing/batches.ts'

const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** What is aborted of batches of one record, each by a producer, in a transaction or not, or the end of one. */
function abortedOf(
  transactions: readonly { producerId: number; firstOffset: number }[],
  log: readonly (readonly [offset: number, producerId: number, kind: 'data' | 'plain' | 'abort' | 'commit'])[],
): number[] {
  const aborted = new AbortedTransactions(transactions)
  const bytes = log.map(([offset, producerId, kind]) => {
    const isControl = kind === 'abort' || kind === 'commit'
    const attributes = kind === 'plain' ? 0 : TRANSACTIONAL | (isControl ? CONTROL : 0)
    const key = isControl ? Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]) : null
    return writeBatch({ records: [{ offset, key }], producerId, producerEpoch: 0, baseSequence: 0, attributes })
  })
  return [...readBatches(Buffer.concat(bytes))].flatMap((batch) => {
    if (batch.fault) throw new Error(batch.fault.message)
    return aborted.isAborted(batch) ? [batch.header.baseOffset] : []
  })
}

test('what a producer wrote from the first offset to its marker is aborted, and nothing of others', () => {
  const log = [
    [0, 1, 'data'],
    [1, 2, 'data'],
    [2, -1, 'plain'],
    [3, 1, 'data'],
    [4, 1, 'abort'],
    [5, 1, 'data'],
    [6, 1, 'commit'],
    [7, 2, 'commit'],
  ] as const
  expect(abortedOf([{ producerId: 1, firstOffset: 0 }], log)).toEqual([0, 3])
})

test('several transactions of one producer end one by one, in whatever order the broker names them', () => {
  const log = [
    [10, 1, 'data'],
    [11, 1, 'abort'],
    [12, 1, 'data'],
    [13, 1, 'commit'],
    [14, 1, 'data'],
    [15, 1, 'abort'],
  ] as const
  const transactions = [
    { producerId: 1, firstOffset: 14 },
    { producerId: 1, firstOffset: 10 },
  ]
  expect(abortedOf(transactions, log)).toEqual([10, 14])
})

test('a transaction that began before what was read counts from the first batch on', () => {
  expect(abortedOf([{ producerId: 1, firstOffset: 3 }], [[90, 1, 'data']])).toEqual([90])
})

test('what a producer wrote outside of any transaction is never aborted', () => {
  expect(abortedOf([{ producerId: 1, firstOffset: 0 }], [[0, 1, 'plain']])).toEqual([])
})

test('a marker says what it is in its key', () => {
  expect(readControlType(Buffer.from([0, 0, 0, 0]))).toBe('abort')
  expect(readControlType(Buffer.from([0, 0, 0, 1]))).toBe('commit')
  expect(readControlType(Buffer.from([0, 0, 0, 2]))).toBe('other')
  expect(readControlType(Buffer.from([0, 0, 0xff, 0xff]))).toBe('other')
  expect(readControlType(Buffer.from([0, 0, 0]))).toBe('other')
  expect(readControlType(null)).toBe('other')
})
