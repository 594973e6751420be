import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { parseJson } from './json.ts'
import { JsonFieldReader, type WantedField } from './json-fields.ts'

const wanted: WantedField[] = [
  { name: 'a', inner: null },
  {
    name: 'b',
    inner: [
      { name: 'a', inner: null },
      { name: 'ä', inner: [{ name: 'b', inner: null }] },
    ],
  },
  { name: 'ä', inner: null },
]

function read(text: string | Buffer, before = '', behind = '') {
  const bytes = Buffer.concat([before, text, behind].map((part) => Buffer.from(part)))
  return new JsonFieldReader(wanted).read(bytes, Buffer.byteLength(before), bytes.length - Buffer.byteLength(behind))
}

/** The same fields of what JSON.parse makes of it. */
function pick(value: unknown, fields: readonly WantedField[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const found = new Map<string, unknown>(entries)
  return Object.fromEntries(
    entries.flatMap(([name]) => {
      const field = fields.find((one) => one.name === name)
      return field ? [[name, field.inner ? pick(found.get(name), field.inner) : found.get(name)]] : []
    }),
  )
}

test.each([
  ['{"x":1,"a":"one","b":{"x":[{"a":2}],"a":true},"ä":null}', { a: 'one', b: { a: true }, ä: null }],
  [' {\n"a" : [1, {"b": 2}] , "c":"}" }\t', { a: [1, { b: 2 }] }],
  ['{"a":1,"a":2}', { a: 2 }],
  ['{"b":{"a":1},"b":3}', { b: 3 }],
  ['{"b":{"ä":{"b":"\\u00e4","x":0}}}', { b: { ä: { b: 'ä' } } }],
  ['{"a":9007199254740993}', { a: 9007199254740993n }],
  ['{"a":-0.5e-3}', { a: -0.0005 }],
  ['{"a":"\\"\\\\😀"}', { a: '"\\😀' }],
  ['{}', {}],
])('%s', (text, fields) => {
  expect(read(text)).toEqual(fields)
  expect(read(text, '{"a":0}', ',"a":0}')).toEqual(fields)
})

test.each([
  '[1]',
  '"a"',
  '',
  '{',
  '{"a":1',
  '{"a":1}}',
  '{"a":1,}',
  '{"a" 1}',
  '{a:1}',
  '{"a":01}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":1e}',
  '{"a":+1}',
  '{"a":-}',
  '{"a":tru}',
  '{"a":[1,]}',
  '{"x":"\n"}',
  '{"x":"\\x"}',
  '{"x":"\\u12g4"}',
  '{"x":"}',
  '{"\\u0061":1}',
  '\ufeff{"a":1}',
  `{"x":${'['.repeat(200)}${']'.repeat(200)}}`,
])('%j is left to others', (text) => {
  expect(read(text)).toBeUndefined()
})

test('what is no UTF-8 is no JSON', () => {
  expect(read(Buffer.from([...Buffer.from('{"x":"'), 0xff, ...Buffer.from('"}')]))).toBeUndefined()
})

describe('for any JSON, whole or damaged', () => {
  const names = fc.constantFrom('a', 'b', 'ä', 'x', 'constructor')
  const leaves = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaves,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(names, tie('value'), { maxKeys: 4 }),
    ),
  }))
  const objects = fc.dictionary(names, values, { maxKeys: 5 })
  const spaces = fc.constantFrom(undefined, 1, '\t')
  const damages = fc.array(
    fc.tuple(fc.nat(), fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '-', '\n', 'u', '\xff')),
    { maxLength: 2 },
  )

  test('it reads what JSON.parse reads, or leaves it', () => {
    let readable = 0
    const numRuns = propertyRuns(200)
    fc.assert(
      fc.property(objects, spaces, damages, (object, space, damage) => {
        const bytes = Buffer.from(JSON.stringify(object, null, space))
        for (const [at, character] of damage) bytes.write(character, at % bytes.length, 'latin1')
        const fields = read(bytes)
        if (damage.length === 0) expect(fields).toBeDefined()
        if (fields === undefined) return
        readable++
        const text = bytes.toString()
        expect(Buffer.from(text).equals(bytes)).toBe(true)
        expect(pick(fields, wanted)).toEqual(pick(parseJson(text), wanted))
      }),
      { numRuns },
    )
    expect(readable).toBeGreaterThan(numRuns / 5)
  })
})
