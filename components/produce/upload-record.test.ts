import { describe, expect, test } from 'vitest'
import { newRecordSchema } from '#lib/contract/produce.ts'
import { looksLikeRecord, readRecordLine } from './upload-record.ts'

const NOTHING_KEPT = { keepsPartitions: false, keepsTimestamps: false }
const ALL_KEPT = { keepsPartitions: true, keepsTimestamps: true }

test('JSON is sent as it is written, text without its quotes, and null as null', () => {
  const line =
    '{"key": "a", "value": {"n": 9007199254740993, "x":1.10, "s":"\\u00e9"} , "headers":[["h","1"],["h",null]]}'
  const read = readRecordLine(line, NOTHING_KEPT)
  expect(read).toEqual({
    record: {
      key: { format: 'string', data: 'a' },
      value: { format: 'json', data: '{"n": 9007199254740993, "x":1.10, "s":"\\u00e9"}' },
      headers: [
        { name: 'h', value: { format: 'string', data: '1' } },
        { name: 'h', value: null },
      ],
    },
  })
  expect(newRecordSchema.safeParse('record' in read && read.record).success).toBe(true)
  expect(readRecordLine('{"value":null}', NOTHING_KEPT)).toEqual({ record: { key: null, value: null, headers: [] } })
  expect(readRecordLine('{"value":"a\\nb"}', NOTHING_KEPT)).toMatchObject({ record: { value: { data: 'a\nb' } } })
})

const EXPORTED =
  '{"partition":3,"offset":41,"timestampMs":1000,"timestampType":"create","key":null,"value":"/w==","headers":[["h","AA=="]],"valueText":"x"}'

test('an exported record is sent byte for byte, and its partition and timestamp only if asked', () => {
  const record = {
    key: null,
    value: { format: 'base64', data: '/w==' },
    headers: [{ name: 'h', value: { format: 'base64', data: 'AA==' } }],
  }
  expect(readRecordLine(EXPORTED, NOTHING_KEPT)).toEqual({ record })
  expect(readRecordLine(EXPORTED, ALL_KEPT)).toEqual({ record: { ...record, partition: 3, timestampMs: 1_000 } })
})

describe('what is wrong with a line', () => {
  test.each([
    ['{"value":', 'Not JSON at column 10: a value is missing'],
    ['[1]', 'a record is a JSON object with the member “value”'],
    ['{"key":"a"}', 'the member “value” is missing'],
    ['{"value":1,"headers":{"a":"b"}}', 'headers are pairs: [["name", "value"], ["name", null]]'],
    ['{"value":1,"headers":[["a",1]]}', 'headers are pairs: [["name", "value"], ["name", null]]'],
    [
      '{"value":"a","timestampType":"create"}',
      'Not base64: letters, digits, + and /, ended by = where bytes are missing',
    ],
    ['{"value":1,"timestampType":"create"}', 'an exported key or value is base64 text, or null'],
    ['{"value":1,"partition":-1}', '“partition” is not a whole number from 0'],
    ['{"value":1,"timestamp":"soon"}', '“timestampMs” is not a whole number from 0'],
    ['{"value":"\\ud800"}', 'The text has half a character in it, which UTF-8 cannot hold'],
  ])('%s', (line, problem) => {
    expect(readRecordLine(line, ALL_KEPT)).toEqual({ problem })
  })
})

test.each([
  [EXPORTED, true],
  ['{"partition":0,"offset":1,"timestamp":5,"key":"a","value":{"b":1},"headers":[]}', true],
  ['{"value":1}', true],
  ['{"value":1,"unit":"F"}', false],
  ['{"city":"Toronto"}', false],
  ['[{"value":1}]', false],
  ['{"value":', false],
  ['text', false],
])('%s is a record rather than a value: %s', (line, expected) => {
  expect(looksLikeRecord(line)).toBe(expected)
})
