import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { compileCel } from './cel-expression.ts'
import { RequiredText } from './cel-required-text.ts'
import { compileFilter } from './record-filter.ts'
import { makeBatch } from './testing/records.ts'

function mayBeIn(filter: string, bytes: string, verbatim = ['key', 'value', 'headers']): boolean {
  const required = new RequiredText(compileCel(filter).tree, (variable) => verbatim.includes(variable))
  const batch = Buffer.from(bytes)
  return required.mayBeBetween(batch, 0, batch.length)
}

describe('bytes are ruled out', () => {
  test.each([
    'value.city == "Toronto"',
    '"Toronto" == value["city"]',
    'value.a.b.contains("Toronto")',
    'key.startsWith("Toronto") || value.city.endsWith("Toronto")',
    'value.n > 5 && value.city in ["Toronto", "Toronto 2"]',
    'value.tags.exists(t, t == "Toronto")',
    'headers.city[0] == "Toronto"',
    'value.city == "Say \\"Toronto\\"/"',
  ])('by %s where its text is missing', (filter) => {
    expect(mayBeIn(filter, '{"city":"Seattle"}')).toBe(false)
    expect(mayBeIn(filter, '{"city":"Toronto"}')).toBe(true)
    expect(mayBeIn(filter, '{"city":"Tor\\u006fnto"}')).toBe(true)
  })

  test.each([
    'value.city != "Toronto"',
    '!(value.city == "Toronto")',
    'value.city == "Toronto" || value.n > 5',
    'value.city == "Toronto" ? true : true',
    'value.tags.all(t, t == "Toronto")',
    'value.city.lowerAscii() == "toronto"',
    'string(value.n) == "5"',
    'value.city in ["Toronto", ""]',
    'value.city == "\\n"',
    'value == 5',
    'value == "550e8400-e29b-41d4-a716-446655440000"',
    'key.contains("550e")',
    'has(value.city)',
  ])('never by %s', (filter) => {
    expect(mayBeIn(filter, '{}')).toBe(true)
  })

  test('not where text is read in a format in which it stands otherwise', () => {
    expect(mayBeIn('key == "x" && value.y == "z"', '{}', ['headers'])).toBe(true)
    expect(mayBeIn('value.id == "550e8400-e29b-41d4-a716-446655440000"', '{}')).toBe(false)
  })
})

test('many alternatives of many parts are understood, which in exponential time would never end', () => {
  const part = Array.from({ length: 12 }, () => 'key=="x"').join('&&')
  const filter = Array.from({ length: 8 }, () => `(${part})`).join('||')
  expect(mayBeIn(filter, 'y')).toBe(false)
  expect(mayBeIn(filter, 'x')).toBe(true)
})

describe('no record that matches is ruled out', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', '/', '\n', 'ä', '😀', '0', '-'), maxLength: 4 })
  const literals = text.map((value) => JSON.stringify(value))
  const atoms = literals.chain((literal) =>
    fc.constantFrom(
      `value.f == ${literal}`,
      `${literal} == value.f`,
      `value.f.contains(${literal})`,
      `value.f.startsWith(${literal})`,
      `value.f in [${literal}, "a"]`,
      `value.list.exists(x, x == ${literal} || x == "b")`,
      `value.f != ${literal}`,
      `key == ${literal}`,
      `headers.h[0] == ${literal}`,
    ),
  )
  const filters = fc.oneof(
    atoms,
    fc.tuple(atoms, atoms).map(([a, b]) => `${a} && ${b}`),
    fc.tuple(atoms, atoms, atoms).map(([a, b, c]) => `(${a} || ${b}) && ${c}`),
    fc.tuple(atoms, atoms, atoms).map(([a, b, c]) => `!(${a}) || (${b} ? ${c} : true)`),
  )

  /** As JSON that another program may have written, with any character escaped. */
  function writeEscaped(value: string, isEscaped: boolean): string {
    const plain = JSON.stringify(value)
    if (!isEscaped) return plain
    const units = Array.from({ length: value.length }, (_, at) => value.charCodeAt(at).toString(16).padStart(4, '0'))
    return `"${units.map((unit) => `\\u${unit}`).join('')}"`
  }

  test('whatever is escaped', () => {
    const records = fc.record({
      f: text,
      list: fc.array(text, { maxLength: 2 }),
      key: text,
      h: text,
      escaped: fc.boolean(),
    })
    fc.assert(
      fc.property(filters, records, (filter, { f, list, key, h, escaped }) => {
        const json = (value: string) => writeEscaped(value, escaped)
        const value = `{"f":${json(f)},"list":[${list.map(json).join(',')}]}`
        const { bytes, records: made } = makeBatch([{ key, value, headers: [['h', h]] }])
        const matches = made.some((record) =>
          compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', filter }).matches(record),
        )
        fc.pre(matches)
        const required = new RequiredText(compileCel(filter).tree, () => true)
        expect(required.mayBeBetween(bytes, 0, bytes.length)).toBe(true)
      }),
      { numRuns: propertyRuns(50) },
    )
  })
})

test('after enough records were asked, the others are ruled out by their bytes, and counts are said to be lower bounds', () => {
  const filter = compileFilter({
    topic: 't',
    keyFormat: 'auto',
    valueFormat: 'auto',
    filter: 'value.city == "Toronto" && partition == 0',
  })
  const others = makeBatch(Array(10_000).fill({ value: '{"town":"Seattle"}' }))
  expect(filter.mayMatch(others.bytes)).toBe(true)
  for (const record of others.records) expect(filter.matches(record)).toBe(false)
  expect(filter.faults()).toEqual([{ message: '10,000 records have no field `city`', count: 10_000 }])
  expect(filter.mayMatch(others.bytes)).toBe(false)
  const mixed = makeBatch([{ value: '{"city":"Toronto"}' }, { value: '{}' }, { value: '{"town":"Toronto"}' }])
  expect(filter.mayMatch(mixed.bytes)).toBe(true)
  expect(mixed.records.map((record) => filter.matches(record))).toEqual([true, false, false])
  expect(filter.faults()).toEqual([{ message: 'At least 10,001 records have no field `city`', count: 10_001 }])
})
