import { expect, test } from 'vitest'
import { type MessagesQuery, readPartitions, toApiQuery } from './messages-query.ts'
import { messagesQueryParams } from './messages-search-params.ts'
import { plainQuery } from './testing/query.ts'

const ask = (change: Partial<MessagesQuery>, partitionCount: number | null = 8) =>
  toApiQuery({ ...plainQuery, ...change }, partitionCount)

test('what is not said is left to the server', () => {
  expect(ask({})).toEqual({ query: { from: 'newest' } })
  expect(Object.keys(plainQuery).sort()).toEqual(Object.keys(messagesQueryParams).sort())
})

test.each<[Partial<MessagesQuery>, Record<string, string>]>([
  [{ partitions: '3, 0-1' }, { partitions: '0,1,3' }],
  [
    { from: 'offset', offset: '48,202', partitions: '3' },
    { from: 'offset', offset: '48202', partitions: '3' },
  ],
  [
    { from: 'offset', offset: '0:5, 3:12' },
    { from: 'offset', offset: '0:5,3:12' },
  ],
  [{ offset: '0:5', time: 'x' }, { from: 'newest' }],
  [
    { contains: ' a ', case: 'ignore' },
    { contains: ' a ', case: 'ignore' },
  ],
  [{ case: 'ignore', keySearch: 'all' }, { from: 'newest' }],
  [
    { key: 'k', keySearch: 'all', keyFormat: 'hex' },
    { key: 'k', keySearch: 'all', keyFormat: 'hex' },
  ],
  [{ from: 'live', limit: 200, to: '2026-11-21T10:00:00.000Z' }, { from: 'live' }],
  [
    { isolation: 'uncommitted', control: true },
    { isolation: 'uncommitted', control: 'true' },
  ],
])('%j', (change, expected) => {
  expect(ask(change)).toEqual({ query: { from: 'newest', ...expected } })
})

test('an empty key in an address is no condition', () => {
  expect(messagesQueryParams.key.parse('')).toBeNull()
  expect(messagesQueryParams.key.parse('k')).toBe('k')
})

test('an offset alone is of the only partition there is', () => {
  expect(ask({ from: 'offset', offset: '7' }, 1)).toEqual({ query: { from: 'offset', offset: '0:7' } })
})

test.each<[Partial<MessagesQuery>, keyof MessagesQuery, string]>([
  [{ partitions: 'a' }, 'partitions', '“a” is not a list of partitions: write numbers, such as 0,3-5'],
  [{ partitions: '8' }, 'partitions', 'There is no partition 8: the topic has partitions 0 to 7'],
  [{ from: 'offset' }, 'offset', 'Enter a start offset, such as 0:48202'],
  [{ from: 'offset', offset: '7' }, 'offset', 'Choose one partition'],
  // The error for these was "Choose one partition" too.
  [
    { from: 'offset', offset: 'x', partitions: '1' },
    'offset',
    '“x” is not an offset: write a whole number, or PARTITION:OFFSET, such as 0:48202,1:900',
  ],
  [
    { from: 'offset', offset: 'abc' },
    'offset',
    '“abc” is not an offset: write a whole number, or PARTITION:OFFSET, such as 0:48202,1:900',
  ],
  [{ from: 'offset', offset: '-5' }, 'offset', 'Offsets start at 0'],
  [
    { from: 'offset', offset: '99999999999999999' },
    'offset',
    '“99999999999999999” is not an offset: write a whole number, or PARTITION:OFFSET, such as 0:48202,1:900',
  ],
  [{ from: 'time' }, 'time', 'Enter a start time'],
  [{ from: 'time', time: 'soon' }, 'time', '“soon” is not a valid time'],
  [{ to: 'soon' }, 'to', '“soon” is not a valid time'],
  // Date.parse makes the 2nd of March of it.
  [{ to: '2026-02-30 10:00' }, 'to', '“2026-02-30 10:00” is not a valid time'],
  [{ limit: 501 }, 'limit', 'between 1 and 500'],
])('%j is wrong at %s', (change, field, message) => {
  const asked = ask(change)
  expect('problem' in asked && asked.problem.field).toBe(field)
  expect('problem' in asked && asked.problem.message).toContain(message)
})

test('while it is not known how many partitions there are, none is refused', () => {
  expect(ask({ partitions: '99' }, null)).toEqual({ query: { from: 'newest', partitions: '99' } })
})

test.each(['', '1-', '5-3', '0-99999999', 'x'])('“%s” is no list of partitions', (text) => {
  expect(readPartitions(text)).toBeNull()
})
