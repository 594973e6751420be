import { describe, expect, test } from 'vitest'
import { toRow } from '#lib/client/message-row.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { compileFilter } from '#lib/filter/record-filter.ts'
import { makeBatch, type TestRecord } from '#lib/filter/testing/records.ts'
import { celExamples } from './cel-examples.ts'
import { complete, completionsAt } from './filter-completion.ts'
import { seenFields } from './seen-fields.ts'

const VALUES = [
  '{"city":"Toronto","temperature_f":71.50,"ok":true,"tags":["a"],"wind":{"speed":12},"id":9007199254740993,"a b":"x"}',
  '{"city":"Oslo","temperature_f":60,"ok":false,"tags":[],"wind":{},"id":"7"}',
]

const rows = VALUES.map((text, offset) =>
  toRow(
    messageOf({
      partition: 3,
      offset,
      timestampMs: 0,
      timestamp: '1970-01-01T00:00:00.000Z',
      key: { format: 'string', text: 'station-1' },
      value: { format: 'json', text },
      headers: [{ name: 'trace-id', value: { format: 'string', text: '8f"2' } }],
    }),
    '',
  ),
)

const records: TestRecord[] = VALUES.map((value) => ({
  key: 'station-1',
  value,
  headers: [['trace-id', '8f"2']],
  partition: 3,
  timestampMs: 0,
}))

const fields = seenFields(rows)

test('fields come with their types and values, those seen most often first', () => {
  expect(fields.map(({ path, type, count }) => `${path} ${type} ${count}`)).toEqual([
    'value.city string 2',
    'value.temperature_f number 2',
    'value.ok bool 2',
    'value.tags list 2',
    'value.id mixed 2',
    'key string 2',
    'headers["trace-id"][0] string 2',
    'value.wind.speed number 1',
    'value["a b"] string 1',
    'value.wind map 1',
    'timestamp timestamp 2',
    'partition number 2',
    'offset number 2',
  ])
  expect(fields[0]?.values).toEqual(['"Toronto"', '"Oslo"'])
  expect(fields[1]?.values).toEqual(['71.50', '60'])
})

test('a null says nothing about the type, a beginning nothing about fields, and a control record nothing at all', () => {
  const row = (change: object) => toRow(messageOf({ partition: 0, offset: 0, ...change }), '')
  const json = (text: string) => ({ value: { format: 'json', text } })
  const seen = (...changes: object[]) =>
    seenFields(changes.map(row)).filter(({ path }) => path.startsWith('value') || path.startsWith('key'))
  expect(seen(json('{"a":null}'), json('{"a":1}'))).toEqual([
    { path: 'value.a', type: 'number', values: ['1'], count: 2 },
  ])
  expect(seen(json('{"a":null}'))).toEqual([{ path: 'value.a', type: 'null', values: [], count: 1 }])
  expect(seen({ value: { format: 'json', text: '{"a":', truncated: true } })).toEqual([])
  expect(seen({ ...json('{"a":1}'), control: true })).toEqual([])
  expect(seen({ value: { format: 'int32', text: '5' }, key: { format: 'hex', text: 'ff' } })).toEqual([
    { path: 'value', type: 'number', values: [], count: 1 },
    { path: 'key', type: 'bytes', values: [], count: 1 },
  ])
})

describe('at the caret, marked |, is suggested', () => {
  test.each<[string, string[], string?]>([
    ['|', ['value.city', 'value.temperature_f', 'value.ok', 'value.tags'], 'value.city|'],
    ['ci|', ['value.city'], 'value.city|'],
    ['value.te|', ['value.temperature_f'], 'value.temperature_f|'],
    ['value.ok && value.c|', ['value.city'], 'value.ok && value.city|'],
    ['!(value.c| == "x")', ['value.city'], '!(value.city| == "x")'],
    ['trace|', ['headers["trace-id"][0]'], 'headers["trace-id"][0]|'],
    ['headers["tr|', ['headers["trace-id"][0]'], 'headers["trace-id"][0]|'],
    ['value.city == |', ['"Toronto"', '"Oslo"'], 'value.city == "Toronto"|'],
    ['value.city=="O|', ['"Oslo"'], 'value.city=="Oslo"|'],
    ['headers["trace-id"][0] != |', ['"8f\\"2"']],
    ['value.city.st|', ['startsWith("")'], 'value.city.startsWith("|")'],
    ['value.tags.|', ['exists(x, x == "")', 'all(x, x == "")', 'size()']],
    // Nothing is suggested inside of a text, nor where an operator is missing.
    ['value.city == "in val|', []],
    ['key.contains("val|', []],
    ['value.city |', []],
    ['value.city == "Oslo"|', []],
    ['nothing.like.it|', []],
  ])('%s: %j', (marked, expected, chosen) => {
    const [before = '', after = ''] = marked.split('|')
    const found = completionsAt(before + after, before.length, fields)
    const texts = found.options.map(({ text }) => text)
    expect(texts.slice(0, 4)).toEqual(expected)
    if (chosen === undefined) return
    const { text, caret } = complete(before + after, found, texts[0] ?? '')
    expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(chosen)
  })

  test('an operator of two signs is none that a caret divides', () => {
    expect(completionsAt('value.ok && ', 12, fields).options.length).toBeGreaterThan(3)
  })
})

describe('the cheat sheet', () => {
  const examples = celExamples(fields)

  test('has an example of every kind that the fields allow', () => {
    expect(examples.map(({ filter }) => filter)).toEqual([
      'value.city == "Toronto"',
      'value.city in ["Toronto", "Oslo"]',
      'value.city.contains("Tor")',
      'value.temperature_f >= 71.50',
      'value.ok',
      'size(value.tags) > 0',
      'has(value.city)',
      '!has(value.city)',
      'headers["trace-id"][0] == "8f\\"2"',
      'value.city == "Toronto" && value.temperature_f >= 71.50',
      'value.city == "Toronto" || !(value.temperature_f >= 71.50)',
      'timestamp >= timestamp("1970-01-01T00:00:00.000Z")',
      'partition == 3 && offset % 100 == 0',
      'value == null',
    ])
  })

  test.each(examples.map(({ filter }) => filter))('%s runs on the records that it was made from', (filter) => {
    const compiled = compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', filter })
    for (const record of makeBatch(records).records) compiled.matches(record)
    expect(compiled.faults()).toEqual([])
  })

  test('of a topic without rows there are those that run everywhere', () => {
    const filters = celExamples(seenFields([])).map(({ filter }) => filter)
    expect(filters).toEqual(['partition == 0 && offset % 100 == 0', 'value == null'])
    for (const filter of filters) compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', filter })
  })
})
