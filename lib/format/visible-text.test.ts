import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlain, visibleParts } from './visible-text.ts'

const shown = (text: string, hasLines = false) =>
  visibleParts(text, { hasLines })
    .map((part) => (part.sign === undefined ? part.text : `[${part.text}]`))
    .join('')

test.each([
  ['plain text', 'Zürich 東京 🌊', 'Zürich 東京 🌊'],
  ['a direction turned round', 'user\u202Egnp.exe', 'user[\\u202e]gnp.exe'],
  ['NUL and escape', 'a\0b\u001b[31m', 'a[\\u0000]b[\\u001b][31m'],
  ['tabs and lines', 'a\tb\r\nc', 'a[\\t]b[\\r][\\n]c'],
  ['spaces at the ends', '  a b ', '[··]a b[·]'],
  ['only spaces', '   ', '[···]'],
  ['spaces that look like others', 'a\u00a0b\u3000c', 'a[\\u00a0]b[\\u3000]c'],
  ['half of a pair', 'a\ud83cb', 'a[\\ud83c]b'],
  ['tags', 'a\u{e0041}', 'a[\\u{e0041}]'],
  ['a zero-width space', 'pay\u200bpal', 'pay[\\u200b]pal'],
  ['a joiner between emoji', '👩\u200d👧', '👩\u200d👧'],
  ['what makes signs emoji', '❤\ufe0f 1\ufe0f\u20e3 葛\u{e0100}', '❤\ufe0f 1\ufe0f\u20e3 葛\u{e0100}'],
  ['bytes that hide as variations', '😀\ufe01\ufe02\u{e0110}a\ufe00', '😀\ufe01[\\ufe02][\\u{e0110}]a[\\ufe00]'],
  ['a joiner between letters that need none', 'a\u200db', 'a[\\u200d]b'],
])('%s', (_name, text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('in a text of several lines, those and tabs stay', () => {
  expect(shown('a\n\tb\rc', true)).toBe('a\n\tb[\\r]c')
})

test('a character is named, so that its number need not be known', () => {
  expect(visibleParts('\u202e')).toEqual([{ text: '\\u202e', sign: 'right-to-left override' }])
})

test('nothing is lost: what is plain stands as it is, in its order', () => {
  const texts = fc.array(fc.nat({ max: 0x10ffff })).map((codes) => String.fromCodePoint(...codes))
  fc.assert(
    fc.property(texts, (text) => {
      const plain = visibleParts(text).filter((part) => part.sign === undefined)
      expect(plain.every((part) => isPlain(part.text.trim()))).toBe(true)
      if (isPlain(text)) expect(shown(text)).toBe(text)
    }),
  )
})

test('a long run of spaces takes no longer than any other text', () => {
  const spaces = ' '.repeat(2_000_000)
  expect(visibleParts(`a${spaces}b`)).toHaveLength(1)
  expect(visibleParts(spaces)).toHaveLength(1)
})

test('spaces at the ends of a part are between words where the text goes on', () => {
  expect(visibleParts(' a ', { goesOnBefore: true })).toEqual([{ text: ' a' }, { text: '·', sign: 'space' }])
  expect(visibleParts(' a ', { goesOnBehind: true })).toEqual([{ text: '·', sign: 'space' }, { text: 'a ' }])
  expect(isPlain(' a ', { goesOnBefore: true, goesOnBehind: true })).toBe(true)
  expect(isPlain(' a ', { goesOnBefore: true })).toBe(false)
})
