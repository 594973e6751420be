import { expect, test } from 'vitest'
import { toRow } from '#lib/client/message-row.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { type Chosen, MAX_CHOSEN, nothingChosen, withAll, withRangeTo, withToggled } from './chosen-rows.ts'
import { recordsAsLines } from './record-json.ts'
import { recordToResend } from './resend.ts'

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))
const idsOf = ({ ids }: Chosen) => [...ids].sort().join('')

test('a row is chosen and left out again, and a range goes from the last one to another, up or down', () => {
  const b = withToggled(nothingChosen, 'b')
  expect(idsOf(b)).toBe('b')
  expect(idsOf(withToggled(b, 'b'))).toBe('')
  const down = withRangeTo(b, 'd', rows)
  expect(idsOf(down)).toBe('bcd')
  expect(idsOf(withRangeTo(down, 'a', rows))).toBe('abcd')
  expect(idsOf(withRangeTo(nothingChosen, 'c', rows))).toBe('c')
  // A live view may have dropped it.
  expect(idsOf(withRangeTo(b, 'gone', rows))).toBe('b')
  expect(idsOf(withRangeTo(withToggled(nothingChosen, 'gone'), 'c', rows))).toBe('cgone')
})

test('all at once, and none after that; never more than can be handled', () => {
  const all = withAll(nothingChosen, rows)
  expect(idsOf(all)).toBe('abcde')
  expect(idsOf(withAll(all, rows))).toBe('')
  const many = Array.from({ length: MAX_CHOSEN + 5 }, (_, index) => ({ id: String(index) }))
  expect(withAll(nothingChosen, many).ids.size).toBe(MAX_CHOSEN)
  expect(withRangeTo(withToggled(nothingChosen, '0'), String(MAX_CHOSEN + 4), many).ids.size).toBe(MAX_CHOSEN)
})

test('as NDJSON each record is one line, with every digit, whatever line breaks its JSON has', () => {
  const value = '{\n  "id": 9007199254740993,\r\n  "note": "a\\nb"\n}'
  const message = messageOf({ partition: 1, offset: 5, key: { format: 'string', text: 'a\nb' } })
  const lines = recordsAsLines([
    toRow({ ...message, value: { format: 'json', text: value } }, ''),
    toRow({ ...message, value: null }, ''),
  ]).split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toContain('9007199254740993')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ partition: 1, offset: 5, key: 'a\nb', value: { note: 'a\nb' } })
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ value: null })
  expect(lines[2]).toBe('')
})

const message = messageOf({
  partition: 3,
  key: { format: 'base64', text: 'AQ==' },
  value: null,
  headers: [
    { name: 'a', value: { format: 'json', text: '{"x": 1}' } },
    { name: 'a', value: null },
    { name: 'b', value: { format: 'uuid', text: '550e8400-e29b-41d4-a716-446655440000' } },
    { name: 'c', value: { format: 'int32', text: '-5' } },
  ],
  headerCount: 4,
})

test('a record is sent again byte for byte, to its partition only if that is asked', () => {
  expect(recordToResend(message, false)).toEqual({
    key: { format: 'base64', data: 'AQ==' },
    value: null,
    headers: [
      { name: 'a', value: { format: 'string', data: '{"x": 1}' } },
      { name: 'a', value: null },
      { name: 'b', value: { format: 'hex', data: '550e8400e29b41d4a716446655440000' } },
      { name: 'c', value: { format: 'int32', data: '-5' } },
    ],
  })
  expect(recordToResend(message, true)).toMatchObject({ partition: 3 })
})

test.each([
  [{ control: true }],
  [{ headerCount: 5 }],
  [{ value: { format: 'base64', text: 'AQ==', truncated: true } as const }],
  [{ value: { format: 'string', text: 'as text some bytes are lost' } as const }],
  [{ headers: [{ name: 'a', value: { format: 'double', text: '1.5' } as const }], headerCount: 1 }],
])('with %j it is not, as not all of it is known', (change) => {
  expect(recordToResend({ ...message, ...change }, false)).toBeNull()
})
