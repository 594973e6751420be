import { expect, test } from 'vitest'
import { emptyForm, type ProduceForm } from './produce-form.ts'
import { guessLines, lineReader } from './upload-reader.ts'

const guess = (text: string, isWhole = true) => guessLines(new TextEncoder().encode(text), isWhole)

test.each([
  ['{"key":"a","value":1}\n{"b":2}', { lineKind: 'records', format: 'json' }],
  ['\n \n{"city":"Toronto"}\r\n', { lineKind: 'values', format: 'json' }],
  ['12', { lineKind: 'values', format: 'json' }],
  ['GET /rate/1\n{"value":1}', { lineKind: 'values', format: 'string' }],
  ['\n\n', null],
  ['', null],
])('the first line of %j says what the lines are', (text, expected) => {
  expect(guess(text)).toEqual(expected)
})

test('a first line that was not read to its end says nothing', () => {
  expect(guess('{"value":', false)).toBeNull()
  expect(guess('{"value":1}\n{"val', false)).toEqual({ lineKind: 'records', format: 'json' })
  expect(guessLines(Uint8Array.of(0xff, 0x0a), true)).toBeNull()
})

const readerOf = (change: Partial<ProduceForm>, placement = {}) => lineReader({ ...emptyForm, ...change }, placement)

test('values are read as lines of a batch are', () => {
  const read = readerOf(
    { lineKind: 'values', separator: ':', value: { ...emptyForm.value, format: 'string' } },
    { partition: 2 },
  )
  expect(read('a:1:2')).toEqual({
    record: {
      key: { format: 'string', data: 'a' },
      value: { format: 'string', data: '1:2' },
      headers: [],
      partition: 2,
    },
  })
  expect(read('b')).toEqual({ problem: 'the separator “:” is missing' })
  expect(read('')).toBeNull()
  expect(readerOf({ lineKind: 'values' })('{"a":')).toEqual({ problem: 'Not JSON at column 6: a value is missing' })
})

test('the form places records, unless what they say themselves is kept', () => {
  const line = '{"value":1,"partition":7,"timestampMs":5}'
  const placement = { partition: 2, timestampMs: 9 }
  expect(readerOf({}, placement)(line)).toMatchObject({ record: placement })
  const kept = readerOf({ keepsPartitions: true, keepsTimestamps: true }, placement)
  expect(kept(line)).toMatchObject({ record: { partition: 7, timestampMs: 5 } })
  expect(kept('{"value":1}')).toMatchObject({ record: placement })
  expect(kept('  ')).toBeNull()
})
