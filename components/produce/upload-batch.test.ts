import { expect, test } from 'vitest'
import type { NewRecord } from '#lib/contract/produce.ts'
import { MAX_PRODUCE_BYTES } from '#lib/contract/produce-limits.ts'
import { lengthInRequest, RecordBatch } from './upload-batch.ts'

const recordOf = (data: string): NewRecord => ({ key: null, value: { format: 'string', data }, headers: [] })

/** How many records each request gets. */
function batchSizes(values: readonly string[]): number[] {
  const batch = new RecordBatch()
  const sizes: number[] = []
  for (const [index, data] of values.entries()) {
    const record = recordOf(data)
    const length = lengthInRequest(record) ?? 0
    if (!batch.hasRoomFor(length)) sizes.push(batch.take().length)
    batch.add({ line: { number: index + 1, text: data, problem: null, endsAt: 0 }, record }, length)
  }
  return [...sizes, batch.take().length]
}

test('a request has at most a thousand records', () => {
  expect(batchSizes(Array(2_500).fill('x'))).toEqual([1_000, 1_000, 500])
})

test('a request has about a mebibyte, and a larger record goes alone', () => {
  const large = 'x'.repeat(400_000)
  expect(batchSizes([large, large, large, 'y'.repeat(3_000_000), 'z', large])).toEqual([2, 1, 1, 2])
})

test('a record that no request can hold has no length', () => {
  expect(lengthInRequest(recordOf('x'.repeat(MAX_PRODUCE_BYTES - 5_000)))).toBeGreaterThan(8_000_000)
  expect(lengthInRequest(recordOf('x'.repeat(MAX_PRODUCE_BYTES)))).toBeNull()
  // Quotes are written as two characters, and others as several bytes.
  expect(lengthInRequest(recordOf('"'.repeat(5_000_000)))).toBeNull()
  expect(lengthInRequest(recordOf('é'.repeat(5_000_000)))).toBeNull()
})
