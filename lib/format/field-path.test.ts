import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportNameOf, fieldsOf, labelOfField, readFieldPath, valueAt, writeFieldPath } from './field-path.ts'
import { readJson, writeJson } from './lossless-json.ts'

test.each([
  ['value.city', { root: 'value', steps: ['city'] }],
  ['key.id', { root: 'key', steps: ['id'] }],
  ['value.items[0].name', { root: 'value', steps: ['items', 0, 'name'] }],
  ['headers["trace-id"]', { root: 'headers', steps: ['trace-id'] }],
  ['value["a.b, \\"c\\""]', { root: 'value', steps: ['a.b, "c"'] }],
])('%s names a field', (text, path) => {
  expect(readFieldPath(text)).toEqual(path)
})

test.each(['', 'value', 'offset', 'values.a', 'value.', 'value..a', 'value[', 'value[x]', 'value["a]', 'value.a b'])(
  '“%s” names none',
  (text) => {
    expect(readFieldPath(text)).toBeNull()
  },
)

test('every name of a field is read as it was written', () => {
  const step = fc.oneof(fc.string(), fc.nat({ max: 999_999_999 }), fc.constantFrom('__proto__', 'constructor'))
  fc.assert(
    fc.property(fc.constantFrom('value', 'key', 'headers'), fc.array(step, { minLength: 1 }), (root, steps) => {
      expect(readFieldPath(writeFieldPath({ root, steps }))).toEqual({ root, steps })
    }),
  )
})

test('a heading leaves out that it is of the value', () => {
  expect(labelOfField({ root: 'value', steps: ['a', 0, 'b c'] })).toBe('a[0]["b c"]')
  expect(labelOfField({ root: 'key', steps: ['a'] })).toBe('key.a')
})

const json = '{"a":{"b":[{"c":9007199254740993},2]},"__proto__":1,"d":1,"d":2,"e":{},"f":[1,2]}'

test.each([
  [['a', 'b', 0, 'c'], '9007199254740993'],
  [['a', 'b'], '[{"c":9007199254740993},2]'],
  [['__proto__'], '1'],
  [['d'], '2'],
  [['constructor'], undefined],
  [['a', 'b', 'length'], undefined],
  [['d', 'x'], undefined],
])('at %j stands %s', (steps, expected) => {
  const node = readJson(json)
  const found = node && valueAt(node, steps)
  expect(found && writeJson(found)).toBe(expected)
})

test('fields are those that hold something, as deep as columns make sense', () => {
  const node = readJson(json)
  const found = node ? [...fieldsOf(node)] : []
  expect(found.map((steps) => writeFieldPath({ root: 'value', steps }))).toEqual([
    'value.a.b',
    'value.a.b[0].c',
    'value.__proto__',
    'value.d',
    'value.d',
    'value.e',
    'value.f',
  ])
})

test.each([
  ['value.items[0].name', 'value.items.0.name'],
  ['headers["trace-id"]', 'header.trace-id'],
  ['headers.a[0]', 'header.a'],
  ['headers["a.b"]', 'header.a.b'],
  ['value["a.b"]', 'value.a.b'],
  // Each of these was exported as another field, or as an empty column.
  ['headers.a[1]', null],
  ['value["a.b"].c', null],
  ['value["a "]', null],
  ['value[""]', null],
  ['key["a,b"]', null],
])('%s is exported as %s', (text, expected) => {
  const path = readFieldPath(text)
  expect(path && exportNameOf(path)).toBe(expected)
})
