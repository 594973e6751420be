import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { compileFilter, type FilterConditions, searchedKey } from './record-filter.ts'
import { makeBatch, type TestRecord } from './testing/records.ts'

type Searched = Partial<FilterConditions>

function filterOf(searched: Searched) {
  return compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', ...searched })
}

/** The offsets of those that match, asked as a scan asks. */
function found(searched: Searched, written: readonly TestRecord[]): number[] {
  const { bytes, records } = makeBatch(written)
  const filter = filterOf(searched)
  if (!filter.mayMatch(bytes)) return []
  return records.filter((record) => filter.matches(record)).map(({ offset }) => offset)
}

describe('text', () => {
  const records: TestRecord[] = [
    { key: 'toronto', value: 'x' },
    { value: 'in Toronto.' },
    { value: 'x', headers: [['Toronto', null]] },
    { value: 'x', headers: [['city', 'TORONTO']] },
    { key: null, value: null },
    { value: 'Toro', headers: [['nto', 'x']] },
    { value: Buffer.from([0xff, ...Buffer.from('Toronto'), 0xfe]) },
  ]

  test('is found in keys, values and headers, of which nothing need be text', () => {
    expect(found({ contains: 'Toronto' }, records)).toEqual([1, 2, 6])
    expect(found({ contains: 'toronto' }, records)).toEqual([0])
    expect(found({ contains: 'Toronto', case: 'ignore' }, records)).toEqual([0, 1, 2, 3, 6])
    expect(found({ contains: 'nowhere', case: 'ignore' }, records)).toEqual([])
  })

  test('is not found across the border of two parts', () => {
    const written = [{ key: 'ab', value: 'cd', headers: [['ef', 'gh']] as const }]
    const { bytes } = makeBatch(written)
    for (const contains of ['b\x04c', 'd\x02\x04e', 'f\x04g']) {
      expect(bytes.includes(contains)).toBe(true)
      expect(found({ contains }, written)).toEqual([])
      expect(found({ contains, case: 'ignore' }, written)).toEqual([])
    }
  })

  test.each([
    ['ÄÖ', 'äö', true],
    ['äö', 'ÄÖ', true],
    ['ΣΑ', 'σα', true],
    ['ς', 'Σ', true],
    ['Ж', 'ж', true],
    ['𐐀', '𐐨', true],
    ['k', '\u212a', false],
    ['ß', 'SS', false],
    ['i', 'İ', false],
    ['İ', 'i', false],
    ['İ', 'i\u0307', false],
    ['İ', 'İ', true],
    ['I', 'ı', false],
    ['ǆ', 'Ǆ', true],
    ['Ǆ', 'ǆ', true],
    ['ǅ', 'ǆ', true],
    ['ǆ', 'ǅ', false],
    ['ä', 'a\u0308', false],
    ['a.c', 'abc', false],
    ['(x+)[\\]^$', '(X+)[\\]^$', true],
    ['1-2', '1-2', true],
  ])('without case, %j finds %j: %s', (contains, value, isFound) => {
    expect(found({ contains, case: 'ignore' }, [{ value: `- ${value} -` }])).toEqual(isFound ? [0] : [])
  })

  test('is found in exactly the records that hold it, whatever stands around and in whatever order they are asked', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'ä', 'Ä', '\x02'), maxLength: 8 })
    const written = fc.record({ key: fc.option(text), value: fc.option(text), name: text, header: fc.option(text) })
    const sought = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'ä', 'Ä', '\x02'), minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.array(written),
        sought,
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        (all, contains, isExact, order) => {
          const fold = (part: string | null) => (isExact ? part : (part?.toLowerCase() ?? null))
          const { bytes, records } = makeBatch(
            all.map(({ key, value, name, header }) => ({ key, value, headers: [[name, header]] as const })),
          )
          const filter = filterOf({ contains, case: isExact ? 'match' : 'ignore' })
          const mayMatch = filter.mayMatch(bytes)
          const shuffled = records.map((record) => ({ record, at: order.next().value })).sort((a, b) => a.at - b.at)
          for (const { record } of [...shuffled, ...shuffled.reverse()]) {
            const { key, value, name, header } = all[record.offset] ?? {}
            const parts = [key, value, name, header].map((part) => fold(part ?? null))
            const isIn = parts.some((part) => part?.includes(fold(contains) ?? ''))
            expect(filter.matches(record)).toBe(isIn)
            if (isIn) expect(mayMatch).toBe(true)
          }
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })
})

describe('a key', () => {
  const records = [{ key: '17' }, { key: 'x17' }, { key: '' }, { key: null }, { key: Buffer.from([0, 0, 0, 17]) }]

  test.each<[Searched, number[]]>([
    [{ key: '17' }, [0]],
    [{ key: '' }, [2]],
    [{ key: '17', keyFormat: 'int32' }, [4]],
    [{ key: '3137', keyFormat: 'hex' }, [0]],
    [{ key: 'none' }, []],
  ])('%j is found in %j', (searched, offsets) => {
    expect(found(searched, records)).toEqual(offsets)
  })

  test('is the bytes by which the partition is found', () => {
    expect(searchedKey({ key: '17', keyFormat: 'int32' })).toEqual(Buffer.from([0, 0, 0, 17]))
    expect(searchedKey({ keyFormat: 'auto' })).toBeNull()
    expect(() => searchedKey({ key: 'x', keyFormat: 'int32' })).toThrow(/whole number/)
  })
})

describe('a header', () => {
  const records: TestRecord[] = [
    { headers: [['trace', 'abc']] },
    {
      headers: [
        ['trace', null],
        ['other', 'abc'],
      ],
    },
    {
      headers: [
        ['trace', 'x'],
        ['trace', 'a=b'],
      ],
    },
    { headers: [['trace2', '']] },
    { headers: [['__proto__', 'x']], value: 'trace abc' },
    { headers: [['trace', '']] },
  ]

  test.each([
    ['trace', [0, 1, 2, 5]],
    ['trace=abc', [0]],
    ['trace=a=b', [2]],
    ['trace=', [5]],
    ['__proto__', [4]],
    ['constructor', []],
  ])('%s is found in %j', (header, offsets) => {
    expect(found({ header }, records)).toEqual(offsets)
  })
})

test('all conditions must be true together', () => {
  const records: TestRecord[] = [
    { key: 'a', value: '{"n":1}', headers: [['h', '1']] },
    { key: 'a', value: '{"n":2}', headers: [['h', '1']] },
    { key: 'a', value: '{"n":1}' },
    { key: 'b', value: '{"n":1}', headers: [['h', '1']] },
  ]
  expect(found({ key: 'a', header: 'h=1', contains: '"N"', case: 'ignore', filter: 'value.n == 1' }, records)).toEqual([
    0,
  ])
  expect(found({}, records)).toEqual([0, 1, 2, 3])
  expect(filterOf({}).faults()).toEqual([])
})

test('half a character is refused, as no record can hold it', () => {
  for (const searched of [{ contains: '\ud800' }, { key: '\ud800' }, { header: 'a=\ud800' }]) {
    expect(() => filterOf(searched)).toThrow(/half a character/)
  }
})
