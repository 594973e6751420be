import { expect, test } from 'vitest'
import { toRow } from '#lib/client/message-row.ts'
import type { Message } from '#lib/contract/messages.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { readFieldPath } from '#lib/format/field-path.ts'
import { otherConditions } from './conditions.ts'
import type { MessagesQuery } from './messages-query.ts'
import { fieldOf, fieldsSeen, mayBeCut } from './record-fields.ts'
import { isWhole, recordAsJson } from './record-json.ts'
import { describeProducer, describeTransaction, nameControl } from './record-words.ts'
import { nextPlace } from './row-places.ts'
import { plainQuery } from './testing/query.ts'
import { textLines } from './text-lines.ts'

const message = messageOf({
  partition: 3,
  offset: 48_202,
  timestampMs: 0,
  timestamp: '1970-01-01T00:00:00.000Z',
  key: { format: 'string', text: 'a "b"' },
  value: { format: 'json', text: '{"id":9007199254740993,"price":1.10}' },
  headers: [
    { name: 'source', value: { format: 'string', text: 'x' } },
    { name: 'source', value: null },
  ],
  keyBytes: 5,
  valueBytes: 36,
  headersBytes: 20,
})

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

test.each<[Partial<Message>, boolean]>([
  [{}, true],
  [{ key: null, value: null }, true],
  [{ value: { format: 'string', text: 'be', truncated: true } }, false],
  [{ key: { format: 'string', text: 'be', truncated: true } }, false],
  [{ headerCount: 40 }, false],
  [{ headers: [{ name: 'h', value: { format: 'string', text: 'be', truncated: true } }], headerCount: 1 }, false],
])('%j is all of a record: %s', (change, expected) => {
  expect(isWhole(toRow({ ...message, ...change }, ''))).toBe(expected)
})

test.each<[string, Partial<Message>, string | undefined, boolean]>([
  ['value.id', {}, '9007199254740993', false],
  ['value.nothing', {}, undefined, false],
  ['headers.source', {}, 'x', false],
  ['headers.source[1]', {}, 'null', false],
  ['headers.other', {}, undefined, false],
  // It was shown as a record without that field, although the field had not been loaded.
  ['value.id', { value: { format: 'json', text: '{"id":1,', truncated: true } }, undefined, true],
  ['headers.other', { headerCount: 40 }, undefined, true],
])('%s of %j is %s, and may stand in what was left out: %s', (field, change, expected, isCut) => {
  const path = readFieldPath(field)
  if (!path) throw new Error(`${field} names no field`)
  const row = toRow({ ...message, ...change }, '')
  expect(fieldOf(row, path)).toEqual(expected === undefined ? undefined : expect.objectContaining({ text: expected }))
  expect(mayBeCut(row, path)).toBe(isCut)
})

test('fields that were seen come with how often', () => {
  const rows = [toRow(message, ''), toRow({ ...message, value: null, headers: [] }, '')]
  expect(fieldsSeen(rows)).toEqual([
    { id: 'value.id', count: 1 },
    { id: 'value.price', count: 1 },
    { id: 'headers.source', count: 1 },
  ])
})

test.each<[Partial<Message>, string]>([
  [{}, 'no producer ID: not idempotent'],
  [{ producerId: 4001, producerEpoch: 2, sequence: 1_700 }, 'ID 4001, epoch 2, sequence number 1,700'],
  [{ producerId: 4001 }, 'ID 4001'],
])('of the producer %j it is said: %s', (change, sentence) => {
  expect(describeProducer({ ...message, ...change })).toBe(sentence)
})

test.each<[Partial<Message>, RegExp | null]>([
  [{}, null],
  [{ transactional: true }, /^part of a transaction$/],
  [{ transactional: true, aborted: true }, /^aborted: /],
  [{ control: true, controlType: 'commit' }, /^control record COMMIT: /],
  [{ control: true, controlType: 'abort' }, /^control record ABORT: /],
  [{ control: true }, /internal to Kafka$/],
])('of the transaction %j it is said: %s', (change, sentence) => {
  const said = describeTransaction({ ...message, ...change })
  if (sentence === null) expect(said).toBeNull()
  else expect(said).toMatch(sentence)
})

test.each<[Message['controlType'], string]>([
  ['commit', 'control record COMMIT'],
  ['abort', 'control record ABORT'],
  ['other', 'control record'],
  [undefined, 'control record'],
])('a control record of the type %s is called %s', (controlType, expected) => {
  expect(nameControl({ ...message, control: true, ...(controlType && { controlType }) })).toBe(expected)
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

test('every condition that stands in no field of the line is said, and can be taken away', () => {
  const asked: MessagesQuery = {
    ...plainQuery,
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
  expect(Object.assign({}, asked, ...conditions.map(({ without }) => without))).toEqual(plainQuery)
  expect(otherConditions(plainQuery)).toEqual([])
})

test('what is followed live has neither an end nor a number of rows', () => {
  expect(otherConditions({ ...plainQuery, from: 'live', to: '2026-11-21T10:00:00.000Z', limit: 200 })).toEqual([])
})
