import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { JaasProblem, parseJaas } from './jaas.ts'
import { parseJavaProperties } from './java-properties.ts'
import { parseLibrdkafkaProperties } from './librdkafka-properties.ts'
import { didYouMean } from './nearest-name.ts'

type Parse = typeof parseJavaProperties
const pairs = (parse: Parse, text: string) => parse(text).map(({ name, value }) => [name, value])

describe("a properties file in Java's format", () => {
  test.each([
    ['a=b', [['a', 'b']]],
    ['a = b ', [['a', 'b ']]],
    ['a: b', [['a', 'b']]],
    ['a b=c', [['a', 'b=c']]],
    ['a==b', [['a', '=b']]],
    [
      '  a=b\r\nc=d\re=f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['# a=b\n ! c=d\n\n\t\n', []],
    ['a=b\\\n   c\\\n   # no comment', [['a', 'bc# no comment']]],
    ['# a comment does not go on \\\na=b', [['a', 'b']]],
    [
      'a=ends with two \\\\\nb=c',
      [
        ['a', 'ends with two \\'],
        ['b', 'c'],
      ],
    ],
    ['a\\ b\\=c=d', [['a b=c', 'd']]],
    ['a=\\u00e4\\tb\\nc\\q', [['a', 'ä\tb\ncq']]],
    ['a', [['a', '']]],
    ['\uFEFFa=b', [['a', 'b']]],
  ])('%j', (text, expected) => {
    expect(pairs(parseJavaProperties, text)).toEqual(expected)
  })

  test('knows the line on which each setting begins, and what is none', () => {
    expect(parseJavaProperties('# one\na=b\\\nc\n\nsolitary')).toEqual([
      { name: 'a', value: 'bc', line: 2, hasValue: true },
      { name: 'solitary', value: '', line: 5, hasValue: false },
    ])
  })

  test('gives back whatever was written, however it was written', () => {
    // fast-check takes a second or two to prepare its own unit `binary`.
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const setting = fc.tuple(fc.string({ unit, minLength: 1 }), fc.string({ unit }))
    const style = fc.record({ separator: fc.constantFrom('=', ':', ' ', ' = ', '\t:\t'), breaks: fc.boolean() })
    fc.assert(
      fc.property(fc.array(fc.tuple(setting, style), { maxLength: 4 }), (settings) => {
        const file = settings.map(([[name, value], how]) => write(name, value, how)).join('# comment\n\n')
        expect(pairs(parseJavaProperties, file)).toEqual(settings.map(([pair]) => pair))
      }),
      { numRuns: propertyRuns(100) },
    )
  })
})

function write(name: string, value: string, { separator, breaks }: { separator: string; breaks: boolean }): string {
  const escaped = [...withEscapes(value)].join(breaks ? '\\\n    ' : '')
  return `  ${withEscapes(name).join('')}${separator}${breaks ? '\\\n ' : ''}${escaped}\n`
}

/** Each character, escaped where it would otherwise have a meaning. */
function withEscapes(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index)
    if (/[\w.]/.test(character)) return character
    if (/[ \\=:#!]/.test(character)) return `\\${character}`
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

describe("a properties file in librdkafka's format", () => {
  test.each([
    ['a=b', [['a', 'b']]],
    ['  a =  b c  ', [['a', 'b c']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=\\n', [['a', '\\n']]],
    [
      'a=b\\\nc=d',
      [
        ['a', 'b\\'],
        ['c', 'd'],
      ],
    ],
    ['# a=b\n\n   #c\n', []],
    ['a=b # part of it', [['a', 'b # part of it']]],
    ['a=', [['a', '']]],
  ])('%j', (text, expected) => {
    expect(pairs(parseLibrdkafkaProperties, text)).toEqual(expected)
  })
})

describe('sasl.jaas.config', () => {
  test.each([
    [
      'org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b";',
      ['PlainLoginModule', { username: 'a', password: 'b' }],
    ],
    ["A REQUIRED\n  a='b;c'\n  d=e;", ['A', { a: 'b;c', d: 'e' }]],
    ['A required a="x\\"y\\\\z=\\101" ;  ', ['A', { a: 'x"y\\z=A' }]],
    ['A required; // the end', ['A', {}]],
    ['/* one */ A required a = "b" ;', ['A', { a: 'b' }]],
  ])('%j', (text, [module, options]) => {
    const entry = parseJaas(text)
    expect([entry.module, Object.fromEntries(entry.options)]).toEqual([module, options])
  })

  test.each([
    ['', 'names no login module'],
    ['A username="canary";', 'the word "required"'],
    ['A required password="canary"', 'does not end with a semicolon'],
    ['A required password="canary;', 'a quote is opened'],
    ['A required username="a" canary;', 'option number 2 has no value'],
    ['A required ="canary";', 'an "=" stands'],
    ['A required; B required;', 'only one login module'],
  ])('%j is refused without a word of its values', (text, words) => {
    expect(() => parseJaas(text)).toThrow(JaasProblem)
    expect(() => parseJaas(text)).toThrow(words)
    expect(() => parseJaas(text)).not.toThrow('canary')
  })
})

test.each([
  ['sasl.mechansim', '; did you mean sasl.mechanism?'],
  ['SASL_MECHANISM', '; did you mean sasl.mechanism?'],
  ['tsl', '; did you mean tls?'],
  ['colour', '; did you mean color?'],
  ['something.else', '.'],
])('%s%s', (name, expected) => {
  expect(didYouMean(name, ['sasl.mechanism', 'tls', 'color', 'ssl.ca.location'])).toBe(expected)
})
