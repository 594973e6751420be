import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { type MessageRow, toRow } from '#lib/client/message-row.ts'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { readPayload } from '#lib/decode/payload.ts'
import { compileFilter } from '#lib/filter/record-filter.ts'
import { makeBatch, type TestRecord } from '#lib/filter/testing/records.ts'
import { celAnd } from '#lib/format/cel-text.ts'
import { fieldsOf } from '#lib/format/field-path.ts'
import { readJson } from '#lib/format/lossless-json.ts'
import { fieldTarget, headerTargetAt, type PointTarget, targetsAt, targetsIn } from './point-target.ts'

interface Formats {
  readonly keyFormat?: MessageFormat
  readonly valueFormat?: MessageFormat
}

/** The record as the server sends it to the browser. */
function rowOf(record: TestRecord, { keyFormat = 'auto', valueFormat = 'auto' }: Formats = {}): MessageRow {
  const context = { topic: 't', maxTextBytes: 1_000_000, key: null }
  const read = (bytes: TestRecord['key'], format: MessageFormat, part: 'key' | 'value' | 'header') => {
    if (bytes === null || bytes === undefined) return null
    const { json: _json, ...payload } = readPayload(Buffer.from(bytes), format, { ...context, part })
    return payload
  }
  const headers = (record.headers ?? []).map(([name, value]) => ({ name, value: read(value, 'auto', 'header') }))
  const { partition = 0, offset = 0, timestampMs = null } = record
  const message = messageOf({
    partition,
    offset,
    timestampMs,
    timestamp: timestampMs === null ? null : new Date(timestampMs).toISOString(),
    key: read(record.key, keyFormat, 'key'),
    value: read(record.value, valueFormat, 'value'),
    keyBytes: record.key === null || record.key === undefined ? null : Buffer.from(record.key).length,
    headers,
    headerCount: headers.length,
  })
  return toRow(message, '')
}

function matches(record: TestRecord, filter: string, formats: Formats = {}): boolean {
  const { records } = makeBatch([record])
  const compiled = compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', ...formats, filter })
  const [matched] = records.map((one) => compiled.matches(one))
  expect(compiled.faults(), filter).toEqual([])
  return matched === true
}

/** "= this" finds the record that it was made from, "≠ this" does not, each alone and behind another filter. */
function expectToFind(record: TestRecord, targets: readonly PointTarget[], formats: Formats = {}): void {
  for (const { equals, differs } of targets) {
    if (equals === null || differs === null) continue
    for (const before of ['', 'false || true', 'true // all of them']) {
      expect(matches(record, celAnd(before, equals), formats), equals).toBe(true)
      expect(matches(record, celAnd(before, differs), formats), differs).toBe(false)
    }
  }
}

const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('in', 'true', 'null', 'as', 'size', 'constructor', '__proto__', '0', 'a b', 'a"b', "'", '\\', '\n'),
)
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('"', '\\"', '\\u0041', '//', '||'))
/** As written, since JSON.stringify would round them. */
const number = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map(String),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom('-0', '0.0', '1.10', '1E5', '1e-7', '9007199254740993.0', '-9223372036854775808', '1e400'),
)
const { value: json } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'json' },
    fc.oneof(
      number,
      text.map((one) => JSON.stringify(one)),
      fc.constantFrom('true', 'false', 'null'),
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([one, value]) => `${JSON.stringify(one)}:${value}`).join(',')}}`),
  ),
}))

test('a filter made from a field finds its record, and its opposite does not', () => {
  let compared = 0
  fc.assert(
    fc.property(json, json, (value, key) => {
      const record = { key, value }
      const row = rowOf(record)
      const node = readJson(value)
      const targets = [
        ...targetsIn(row, ['key', 'value']),
        ...(row.json.value !== undefined && node
          ? [...fieldsOf(node)].flatMap((steps) => fieldTarget(row, { root: 'value', steps }))
          : []),
      ]
      compared += targets.filter(({ equals }) => equals !== null).length
      expectToFind(record, targets)
    }),
    { numRuns: propertyRuns(100) },
  )
  expect(compared).toBeGreaterThan(50)
})

test('so does one made from a header, text or bytes, null, and of several with one name each', () => {
  const bytes = fc.oneof(
    text.map((one) => Buffer.from(one)),
    fc.uint8Array({ maxLength: 20 }).map((one) => Buffer.from(one)),
    fc.constant(null),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, bytes), { minLength: 1, maxLength: 5 }), (headers) => {
      const record = { headers }
      const row = rowOf(record)
      const targets = headers.flatMap((_one, at) => headerTargetAt(row, at))
      expect(targets).toHaveLength(headers.length)
      expectToFind(record, targets)
    }),
    { numRuns: propertyRuns(40) },
  )
})

/** A NaN of doubles that no program writes by that name. */
const NOT_THE_USUAL_NAN = Uint8Array.of(0xff, 0xf0, 0, 0, 0, 0, 0, 1)

describe('a key or value as a whole, in whatever format it is read', () => {
  const formats = [
    'auto',
    'string',
    'json',
    'hex',
    'base64',
    'int8',
    'int16',
    'int32',
    'int64',
    'float',
    'double',
    'uuid',
  ]
  test.each(formats as MessageFormat[])('%s', (format) => {
    const sizes = fc.constantFrom(0, 1, 2, 4, 8, 16)
    const bytes = sizes.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }))
    fc.assert(
      fc.property(bytes, (part) => {
        const record = { key: Buffer.from(part), value: Buffer.from(part) }
        const chosen = { keyFormat: format, valueFormat: format }
        const row = rowOf(record, chosen)
        const targets = targetsIn(row, ['key', 'value'])
        expectToFind(record, targets, chosen)
        const [{ keySearch = null } = {}] = targets
        if (keySearch?.key == null) return
        const compiled = compileFilter({ topic: 't', valueFormat: 'auto', ...keySearch, key: keySearch.key })
        expect(makeBatch([record]).records.map((one) => compiled.matches(one))).toEqual([true])
      }),
      { numRuns: propertyRuns(20), examples: [[NOT_THE_USUAL_NAN]] },
    )
  })
})

const record: TestRecord = {
  key: 'station-1',
  value: '{"city":"Toronto","id":9007199254740993,"wind":{"speed":1.50},"tags":["a"],"city":"Oslo"}',
  headers: [
    ['source', 'sensor'],
    ['source', 'relay'],
  ],
  partition: 3,
  offset: 48_202,
  timestampMs: Date.UTC(2026, 10, 21, 10, 0, 0, 123),
}

test.each<[string, string[]]>([
  ['partition', ['partition == 3']],
  ['offset', ['offset == 48202']],
  ['timestamp', ['timestamp == timestamp("2026-11-21T10:00:00.123Z")']],
  ['key', ['key == "station-1"']],
  ['value.id', ['value.id == 9007199254740993']],
  // Of a name that stands twice the last counts.
  ['value.city', ['value.city == "Oslo"']],
  ['headers', ['headers.source[0] == "sensor"', 'headers.source[1] == "relay"']],
  ['headers.source[1]', ['headers.source[1] == "relay"']],
  ['value.none', []],
  ['valueBytes', []],
])('in the column %s one points at %j', (column, expected) => {
  const targets = targetsAt(rowOf(record), column)
  expect(targets.map(({ equals }) => equals)).toEqual(expected)
  expectToFind(record, targets)
})

test('in a JSON value one points at each field, with its column; a list is not compared', () => {
  const targets = targetsAt(rowOf(record), 'value')
  expect(targets.map(({ columnId, equals }) => [columnId, equals])).toEqual([
    ['value.city', 'value.city == "Oslo"'],
    ['value.id', 'value.id == 9007199254740993'],
    ['value.wind.speed', 'value.wind.speed == 1.50'],
    ['value.tags', null],
    ['value.city', 'value.city == "Oslo"'],
  ])
  expect(targetsIn(rowOf(record), ['key', 'value', 'value.id']).map(({ label }) => label)).toEqual([
    'Key',
    'city',
    'id',
    'wind.speed',
    'tags',
  ])
})

test.each<[TestRecord, Formats, PointTarget['keySearch']]>([
  [{ key: 'a b' }, {}, { key: 'a b', keyFormat: 'auto' }],
  [{ key: '{"id": 1}' }, {}, { key: '{"id": 1}', keyFormat: 'auto' }],
  [{ key: Buffer.from([0, 0, 0, 5]) }, {}, { key: '5', keyFormat: 'int32' }],
  [{ key: Buffer.from([0xfe, 0x80]) }, {}, { key: 'fe 80', keyFormat: 'hex' }],
  [
    { key: '550e8400-e29b-41d4-a716-446655440000' },
    { keyFormat: 'uuid' },
    { key: '550e8400-e29b-41d4-a716-446655440000', keyFormat: 'auto' },
  ],
  [{ key: '' }, {}, null],
  [{ key: null }, {}, null],
])('the key of %j is searched for as %3$j', (one, formats, expected) => {
  expect(targetsAt(rowOf(one, formats), 'partition')[0]?.keySearch).toEqual(expected)
})

test('what is too long for an address is not compared, nor what is only a beginning', () => {
  expect(targetsAt(rowOf({ key: 'x'.repeat(2_000) }), 'key')[0]).toMatchObject({ equals: null, keySearch: null })
  const row = rowOf({ key: 'beginning' })
  const cut = toRow({ ...row.message, key: { format: 'string', text: 'beginning', truncated: true } }, '')
  expect(targetsAt(cut, 'key')[0]).toMatchObject({ equals: null, keySearch: null })
})
