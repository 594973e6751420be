import { expect, test } from 'vitest'
import { toRow } from '#lib/client/message-row.ts'
import type { Message } from '#lib/contract/messages.ts'
import { otherConditions } from './conditions.ts'
import type { MessagesQuery } from './messages-query.ts'
import { recordAsJson } from './record-json.ts'
import { describeProducer, describeTransaction } from './record-words.ts'
import { nextPlace } from './row-places.ts'
import { textLines } from './text-lines.ts'

const message: Message = {
  partition: 3,
  offset: 48_202,
  timestampMs: 0,
  timestamp: '1970-01-01T00:00:00.000Z',
  timestampType: 'create',
  key: { format: 'string', text: 'a "b"' },
  value: { format: 'json', text: '{"id":9007199254740993,"price":1.10}' },
  headers: [
    { name: 'source', value: { format: 'string', text: 'x' } },
    { name: 'source', value: null },
  ],
  headerCount: 2,
  keyBytes: 5,
  valueBytes: 36,
  headersBytes: 20,
  codec: 'none',
  transactional: false,
  aborted: false,
  control: false,
  leaderEpoch: 0,
  producerId: null,
  producerEpoch: null,
  sequence: null,
}

test('a record as JSON keeps every digit, the order of its headers, and null apart from text', () => {
  const text = recordAsJson(toRow(message, ''))
  expect(text).toContain('"value": {"id":9007199254740993,"price":1.10}')
  expect(JSON.parse(text)).toMatchObject({
    partition: 3,
    offset: 48_202,
    key: 'a "b"',
    headers: [
      ['source', 'x'],
      ['source', null],
    ],
  })
  expect(JSON.parse(recordAsJson(toRow({ ...message, value: null }, '')))).toMatchObject({ value: null })
})

test.each<[Partial<Message>, string]>([
  [{}, 'gave no id: it is not idempotent'],
  [{ producerId: 4001, producerEpoch: 2, sequence: 1_700 }, 'id 4001, epoch 2, record 1,700 of it for this partition'],
  [{ producerId: 4001 }, 'id 4001'],
])('of the producer %j it is said: %s', (change, sentence) => {
  expect(describeProducer({ ...message, ...change })).toBe(sentence)
})

test.each<[Partial<Message>, RegExp | null]>([
  [{}, null],
  [{ transactional: true }, /^part of one$/],
  [{ transactional: true, aborted: true }, /^given up/],
  [{ control: true, controlType: 'commit' }, /committed$/],
  [{ control: true, controlType: 'abort' }, /given up$/],
  [{ control: true }, /wrote for itself$/],
])('of the transaction %j it is said: %s', (change, sentence) => {
  const said = describeTransaction({ ...message, ...change })
  if (sentence === null) expect(said).toBeNull()
  else expect(said).toMatch(sentence)
})

test.each([
  ['j', 3, 10, 4],
  ['ArrowDown', 9, 10, 9],
  ['k', 0, 10, 0],
  ['ArrowDown', -1, 10, 0],
  ['PageDown', 3, 10, 9],
  ['PageUp', 3, 10, 0],
  ['Home', 3, 10, 0],
  ['End', 3, 10, 9],
  ['End', -1, 0, null],
  ['x', 3, 10, null],
])('%s from row %d of %3$d leads to %4$s', (key, at, count, expected) => {
  expect(nextPlace(key, at, count)).toBe(expected)
})

test('long lines go on in the next, and no sign is cut in two', () => {
  expect(textLines('abc\n\nabcdefg', 3)).toEqual(['abc', '', 'abc', 'def', 'g'])
  expect(textLines('ab🌊cd', 3)).toEqual(['ab', '🌊c', 'd'])
  expect(textLines('🌊🌊', 1).join('')).toBe('🌊🌊')
})

const plain: MessagesQuery = {
  from: 'newest',
  offset: '',
  time: '',
  to: '',
  partitions: '',
  contains: '',
  case: 'match',
  key: null,
  keySearch: 'partition',
  header: '',
  control: false,
  filter: '',
  isolation: 'committed',
  keyFormat: 'auto',
  valueFormat: 'auto',
  limit: 50,
}

test('every condition that stands in no field of the line is said, and can be taken away', () => {
  const asked: MessagesQuery = {
    ...plain,
    key: 'k',
    keySearch: 'all',
    header: 'a=b',
    to: '2026-11-21T10:00:00.000Z',
    isolation: 'uncommitted',
    control: true,
    keyFormat: 'hex',
    valueFormat: 'json',
    limit: 200,
  }
  const conditions = otherConditions(asked)
  expect(conditions).toHaveLength(8)
  expect(Object.assign({}, asked, ...conditions.map(({ without }) => without))).toEqual(plain)
  expect(otherConditions(plain)).toEqual([])
})

test('what is followed live has neither an end nor a number of rows', () => {
  expect(otherConditions({ ...plain, from: 'live', to: '2026-11-21T10:00:00.000Z', limit: 200 })).toEqual([])
})
