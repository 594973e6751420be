import { describe, expect, test } from 'vitest'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { compileFilter } from './record-filter.ts'
import { makeBatch, type TestRecord } from './testing/records.ts'

interface Formats {
  readonly topic?: string
  readonly keyFormat?: MessageFormat
  readonly valueFormat?: MessageFormat
}

function compile(filter: string, formats: Formats = {}) {
  return compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', ...formats, filter })
}

function ask(filter: string, record: TestRecord, formats: Formats = {}) {
  const { records } = makeBatch([record])
  const compiled = compile(filter, formats)
  const matches = records.map((one) => compiled.matches(one))
  return { matches: matches[0], faults: compiled.faults().map(({ message }) => message) }
}

const weather: TestRecord = {
  key: 'yyz',
  value: JSON.stringify({
    city: 'Toronto',
    temperature_f: 71.5,
    wind: { gusts: [12, 30] },
    tags: ['a', 'b'],
    none: null,
  }),
  headers: [
    ['trace', 'abc'],
    ['trace', null],
    ['binary', Buffer.from([0xff])],
    ['constructor', '1'],
    ['__proto__', '2'],
  ],
  partition: 3,
  offset: 41,
  timestampMs: Date.UTC(2026, 10, 21),
}

test.each([
  ['value.city == "Toronto" && value.temperature_f > 70', true],
  ['value.city == "Toronto" && value.temperature_f > 72', false],
  ['value["city"].startsWith("Tor") || value.missing', true],
  ['value.wind.gusts[1] == 30 && size(value.wind.gusts) == 2', true],
  ['value.wind.gusts.exists(g, g > 20)', true],
  ['value.temperature_f * 2 == 143 && value.wind.gusts[0] % 5 == 2', true],
  ['value.wind.gusts.map(g, g + 1)[0] == 13', true],
  ['"a" in value.tags && !("c" in value.tags)', true],
  ['value.city in ["Seattle", "Toronto"]', true],
  ['has(value.city) && !has(value.country)', true],
  ['value.none == null', true],
  ['key == "yyz"', true],
  ['headers["trace"][0] == "abc" && headers.trace[1] == null', true],
  ['headers.binary[0] == b"\\xff"', true],
  ['headers.constructor[0] == "1" && headers["__proto__"][0] == "2"', true],
  ['"trace" in headers && !("other" in headers)', true],
  ['partition == 3 && offset == 41 && offset % 2 == 1', true],
  ['timestamp >= timestamp("2026-11-21T00:00:00Z")', true],
  ['timestamp - timestamp("2026-11-20T23:00:00Z") > duration("30m")', true],
  ['value.wind.gusts[0] > 5 ? value.city == "Toronto" : false', true],
])('%s is %s', (filter, expected) => {
  expect(ask(filter, weather)).toEqual({ matches: expected, faults: [] })
})

describe('numbers lose nothing', () => {
  test.each([
    ['value.n == 9007199254740993', '9007199254740993', true],
    ['value.n == 9007199254740992', '9007199254740993', false],
    ['value.n > 9007199254740992', '9007199254740993', true],
    ['value.n + 1 == 9007199254740994', '9007199254740993', true],
    ['value.n - 9007199254740992 == 1', '9007199254740993', true],
    ['value.n in [9007199254740993]', '9007199254740993', true],
    ['string(value.n) == "9223372036854775807"', '9223372036854775807', true],
    ['value.n == 5', '5', true],
    ['value.n == 5.0', '5', true],
    ['value.n / 2 == 2.5', '5', true],
    ['value.m - value.n == 9007199254740988', '5,"m":9007199254740993', true],
  ])('%s with %s is %s', (filter, n, expected) => {
    expect(ask(filter, { value: `{"n":${n}}` })).toEqual({ matches: expected, faults: [] })
  })

  test('of records and offsets as of JSON', () => {
    const value = Buffer.from('0020000000000001', 'hex')
    expect(ask('value == 9007199254740993', { value }, { valueFormat: 'int64' }).matches).toBe(true)
    expect(ask('value < 0', { value: Buffer.from([0xff]) }, { valueFormat: 'int8' }).matches).toBe(true)
    expect(ask('value.n == 5', { value: '{"constructor":{"n":1},"n":5}' }).matches).toBe(true)
  })
})

describe('a filter that cannot be is refused before anything is read', () => {
  test.each([
    ['value.city ==', 'The filter ends before it is complete (at character 14)'],
    ['value.city = "x"', 'A single = compares nothing; write == (at character 12)'],
    ['city == "x"', /^Unknown variable: city\. There are key, value, headers, .* \(at character 1\)$/],
    ['value.a.matches("(a+)+$")', /`matches` takes a regular expression, .* \(at character 1\)$/],
    ['cel.bind(x, value, x == x)', /`cel.bind` is not offered/],
    ['value.a.json()', /`json` is not offered/],
    ['value.a.join(value.b) == "x"', /What `join` puts between is written out/],
    [`value.a.join("${'-'.repeat(17)}") == "x"`, /in at most 16 characters \(at character 14\)/],
    ['nonsense(value)', /^There is no function `nonsense`. There are .*size, .*has \(at character 1\)$/],
    ['value.a.lower() == "x"', /^There is no function `lower`. Text has contains, /],
    ['startsWith(value.a)', '`startsWith` is written as value.startsWith(…) (at character 1)'],
    ['value.a.int() == 1', '`int` is written as int(value) (at character 1)'],
    ['value.city + "x"', /must be true or false/],
    ['offset', /The filter gives int/],
    ['timestamp > 5', /no such overload: google.protobuf.Timestamp > int/],
    [
      'value.a.exists(x, value.b.exists(y, x == y))',
      /`exists` inside of `exists` must go over a part of `x` \(at character 19\)/,
    ],
    ['value.a.exists(x, x.b.exists(y, y.c.exists(z, z)))', /is inside of two others/],
    [`value${'.a'.repeat(40)} == 1`, /maxDepth \(32\)/],
    [`${'('.repeat(40)}true${')'.repeat(40)}`, /maxDepth \(32\)/],
    [Array(300).fill('true').join('&&'), /maxAstNodes \(512\)/],
    [`value == "${'x'.repeat(2_048)}"`, /at most 2048 characters/],
    ['-'.repeat(2_000), /complete/],
    ['value.a("', /Unterminated string/],
    ['', /complete/],
  ])('%s', (filter, message) => {
    const expected = {
      code: 'invalid',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    }
    expect(() => compile(filter)).toThrow(
      expect.objectContaining({ ...expected, options: expect.objectContaining({ field: 'filter' }) }),
    )
  })

  test('and at once: one that took exponential time would never end', () => {
    const hostile = ['['.repeat(2_000), '!'.repeat(2_000), 'a?'.repeat(1_000), '{'.repeat(2_000), '"\\x'.repeat(600)]
    for (const filter of hostile) expect(() => compile(filter)).toThrow()
  })
})

describe('records that cannot be asked do not match, and are counted in words', () => {
  test.each<[string, TestRecord, string]>([
    ['value.city == "x"', { value: '{}' }, '1 record has no field `city`'],
    ['value.a.b.c == 1', { value: '{"a":{"x":1}}' }, '1 record has no field `a.b`'],
    ['value["a b"] == 1', { value: '{}' }, '1 record has no field `["a b"]`'],
    ['value.city == "x"', { value: 'words' }, '1 record has a value that is text, without fields'],
    ['value.city == "x"', { value: '[1]' }, '1 record has a value that is a list, without fields'],
    ['value.city == "x"', { value: Buffer.from([0xff]) }, '1 record has a value that is bytes, without fields'],
    ['value.city == "x"', { value: null }, '1 record has no value'],
    ['key.id == 1', { key: null }, '1 record has no key'],
    ['key.id == 1', { key: '{}' }, '1 record has no `key.id`'],
    ['headers.trace[0] == "x"', {}, '1 record has no header `trace`'],
    ['headers.trace[1] == "x"', { headers: [['trace', 'x']] }, '1 record has no element `headers.trace[1]`'],
    ['timestamp > timestamp("2026-11-21T00:00:00Z")', {}, '1 record has no timestamp'],
    ['timestamp > timestamp("2026-11-21T00:00:00Z")', { timestampMs: 9e15 }, '1 record has no timestamp'],
    [
      'value.t > 70',
      { value: '{"t":"hot"}' },
      '1 record fails at `value.t > 70`: text and a number do not go together',
    ],
    ['value.t > 70', { value: '{"t":null}' }, '1 record fails at `value.t > 70`: null and a number do not go together'],
    [
      'value.t.startsWith("x")',
      { value: '{"t":1}' },
      '1 record fails at `value.t.startsWith("x")`: startsWith does not take a number and text',
    ],
    ['1 / (partition - 0) == 1', {}, '1 record divides by zero in `1 / (partition - 0)`'],
    ['(partition + 1) / (partition - 0) > 1', {}, '1 record divides by zero in `(partition + 1) / (partition - 0)`'],
    ['value.flag', { value: '{"flag":"yes"}' }, '1 record gives text instead of true or false'],
    [
      'value.flag && true',
      { value: '{"flag":1}' },
      "1 record fails at `value.flag`: Logical operator requires bool operands, got 'double'",
    ],
    [
      'int(value.n) == 1',
      { value: '{"n":"x"}' },
      '1 record fails at `int(value.n)`: int() type error: cannot convert to int',
    ],
  ])('%s of %j', (filter, record, message) => {
    expect(ask(filter, record)).toEqual({ matches: false, faults: [message] })
  })

  test('by kind, and only so many kinds', () => {
    const { records } = makeBatch(
      Array.from({ length: 1_200 }, (_, index) => ({
        value: JSON.stringify(index < 1_100 ? {} : { [`f${index}`]: 1 }),
      })),
    )
    const filter = compile('value.city == "x"')
    for (const record of records) filter.matches(record)
    expect(filter.faults()).toEqual([{ message: '1,200 records have no field `city`', count: 1_200 }])
    const dynamic = compile('{"a": 1}[string(offset)] == 1')
    for (const record of records) dynamic.matches(record)
    expect(dynamic.faults().length).toBeLessThanOrEqual(21)
    expect(dynamic.faults().reduce((sum, { count }) => sum + count, 0)).toBe(1_200)
  })

  test('without repeating all that stands in them', () => {
    const { faults } = ask('bool(value.flag)', { value: JSON.stringify({ flag: 'x'.repeat(100_000) }) })
    expect(faults[0]).toMatch(/^1 record fails at `bool\(value.flag\)`: bool\(\) conversion error/)
    expect(faults[0]?.length).toBeLessThan(300)
  })

  test('where comparing their parts would take long', () => {
    const value = JSON.stringify({ list: Array(40_000).fill(1), limit: 5 })
    expect(ask('value.list.exists(x, x > value.limit)', { value }).faults).toEqual([
      '1 record is larger than 64 KiB, too large for a filter that compares parts of a record with each other',
    ])
    expect(ask('value.list.exists(x, x > 5)', { value })).toEqual({ matches: false, faults: [] })
    expect(ask('value.limit + 1 == 6', { value })).toEqual({ matches: true, faults: [] })
  })
})

test('names that all objects have are fields only where a record has them', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(ask(`has(value.${name})`, { value: '{}' })).toEqual({ matches: false, faults: [] })
    expect(ask(`value["${name}"] == 1`, { value: '{}' }).faults).toEqual([`1 record has no field \`["${name}"]\``])
    expect(ask(`value["${name}"] == 1`, { value: `{"${name}":1}` })).toEqual({ matches: true, faults: [] })
    expect(ask(`value.a["${name}"] == 1`, { value: `{"a":{"${name}":1}}` })).toEqual({ matches: true, faults: [] })
    expect(ask(`headers["${name}"][0] == "1"`, {}).faults).toHaveLength(1)
  }
})

describe('a filter that makes much of a large record leaves it out, and says so', () => {
  const large = (bytes: number) => ({ value: JSON.stringify({ list: Array(bytes / 4).fill('a'), a: 'a' }) })

  test.each([
    ['value.list.map(x, value.list + [x]).size() > 0', 8, 'puts parts of a record together for every item of a list'],
    ['value.list.map(x, [x, x, x]).size() > 0', 80, 'makes a list for every item of another'],
    ['value.list + value.list == value.list', 1_100, 'puts parts of a record together'],
    ['value.list + value.list + value.list == value.list', 600, 'puts parts of a record together'],
    ['value.list.join(", ") == ""', 1_100, 'puts parts of a record together'],
  ])('%s, of %i KiB', (filter, kib, because) => {
    const { faults } = ask(filter, large(kib * 1024))
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^1 record is larger than \\d+ KiB, .* ${because}$`))])
  })

  test.each([
    ['value.list.exists(x, x + "b" == "ab")', 500],
    ['value.list.join(",").startsWith("a,a")', 1_000],
    ['value.list.exists(x, value.a + "b" == x + "b")', 3],
  ])('and %s, of %i KiB, is asked', (filter, kib) => {
    expect(ask(filter, large(kib * 1024))).toEqual({ matches: true, faults: [] })
  })
})
