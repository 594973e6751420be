import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MarkedText, markedParts, type Sought } from './marked-parts.ts'

const exactly = (text: string): Sought => ({ text, isCaseIgnored: false })
const anyCase = (text: string): Sought => ({ text, isCaseIgnored: true })

/** Matches in brackets, and an ellipsis where something is left out. */
function written({ parts, isCutBefore, isCutAfter }: MarkedText): string {
  const texts = parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
  return `${isCutBefore ? '…' : ''}${texts.join('')}${isCutAfter ? '…' : ''}`
}

test.each<[string, Sought | null, string]>([
  ['Toronto, Toronto', exactly('ron'), 'To[ron]to, To[ron]to'],
  ['Toronto', exactly('RON'), 'Toronto'],
  ['Toronto', anyCase('tORO'), '[Toro]nto'],
  ['a.c abc', exactly('a.c'), '[a.c] abc'],
  ['(x+)[\\]^$', exactly('(x+)[\\]^$'), '[(x+)[\\]^$]'],
  ['ÄÖ', anyCase('äö'), '[ÄÖ]'],
  ['aaaa', exactly('aa'), '[aa][aa]'],
  ['abc', exactly(''), 'abc'],
  ['abc', null, 'abc'],
  ['', exactly('a'), ''],
])('in %j %j is marked: %s', (text, sought, expected) => {
  expect(written(markedParts(text, { sought }))).toBe(expected)
})

test.each<[string, number, string]>([
  ['Toronto is the city', 12, 'Toro[nto] is t…'],
  // It stood beyond the end of the cell.
  [`${'x'.repeat(100)}nto${'y'.repeat(100)}`, 20, `…${'x'.repeat(10)}[nto]${'y'.repeat(7)}…`],
  [`${'🌊'.repeat(30)}nto`, 20, `…${'🌊'.repeat(5)}[nto]`],
  [`${'x'.repeat(100)}`, 20, `${'x'.repeat(20)}…`],
])('%j in %i characters is cut so that the match is seen: %s', (text, length, expected) => {
  expect(written(markedParts(text, { sought: exactly('nto'), length }))).toBe(expected)
})

test('JSON is told by what its parts are', () => {
  const text = '{"a" : "x\\"y", "b":-1.5e+3,"c":[true,null]}'
  expect(markedParts(text, { isJson: true }).parts.map(({ kind, text: part }) => `${kind} ${part}`)).toEqual([
    'plain {',
    'name "a"',
    'plain  : ',
    'string "x\\"y"',
    'plain , ',
    'name "b"',
    'plain :',
    'number -1.5e+3',
    'plain ,',
    'name "c"',
    'plain :[',
    'word true',
    'plain ,',
    'word null',
    'plain ]}',
  ])
})

test('a match may go over several parts of JSON', () => {
  const { parts } = markedParts('{"a":"xy"}', { isJson: true, sought: exactly('a":"x') })
  expect(parts.filter(({ isMatch }) => isMatch).map(({ kind, text }) => [kind, text])).toEqual([
    ['name', 'a"'],
    ['plain', ':'],
    ['string', '"x'],
  ])
})

test('nothing is lost or added, whatever is searched for and wherever it is cut', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'A', '"', '\\', ':', ' ', '1', '{', '}', '🌊', 'null'),
    maxLength: 120,
  })
  const sought = fc.string({ unit: fc.constantFrom('a', '"', '1', '🌊', '\\'), maxLength: 3 })
  fc.assert(
    fc.property(
      text,
      sought,
      fc.boolean(),
      fc.boolean(),
      fc.nat(60),
      (whole, searched, isCaseIgnored, isJson, length) => {
        const options = { sought: { text: searched, isCaseIgnored }, isJson }
        const all = markedParts(whole, options)
        expect(all.parts.map((part) => part.text).join('')).toBe(whole)
        const cut = markedParts(whole, { ...options, length })
        const shown = cut.parts.map((part) => part.text).join('')
        expect(whole).toContain(shown)
        expect(shown.length).toBeLessThanOrEqual(length)
        expect(shown.isWellFormed()).toBe(true)
        const isThere = (within: string) =>
          searched !== '' && (isCaseIgnored ? within.toLowerCase().includes(searched) : within.includes(searched))
        if (isThere(whole) && length >= 40) expect(cut.parts.some(({ isMatch }) => isMatch)).toBe(true)
      },
    ),
  )
})
