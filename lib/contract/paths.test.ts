import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiPaths, decodeSegment, encodeSegment, withQuery } from './paths.ts'

describe('ids in a path', () => {
  test('every id survives the way there and back, and is one segment that no URL parser changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        const segment = encodeSegment(id)
        const url = new URL(`/a/${segment}/b`, 'http://localhost')
        expect(url.pathname.split('/')).toHaveLength(4)
        expect(decodeSegment(url.pathname.split('/')[2] ?? '')).toBe(id)
      }),
    )
  })

  test.each([
    ['.', '~d'],
    ['..', '~dd'],
    ['', '~e'],
    ['~', '~~'],
    ['~d', '~~d'],
    ['a/b', 'a%2Fb'],
    ['a b?', 'a%20b%3F'],
    ['orders', 'orders'],
  ])('%j is written %s', (id, segment) => {
    expect(encodeSegment(id)).toBe(segment)
    expect(decodeSegment(segment)).toBe(id)
  })

  test('a broken encoding is an error', () => {
    expect(() => decodeSegment('%E0%A4%A')).toThrow(URIError)
  })
})

test('parameters without a value are left out', () => {
  expect(withQuery(apiPaths.topics('demo'), { q: '', page: 2, sort: null, internal: true })).toBe(
    '/api/clusters/demo/topics?page=2&internal=true',
  )
})
