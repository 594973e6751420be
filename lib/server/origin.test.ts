import { expect, test } from 'vitest'
import { isForeignRequest } from './origin.ts'

const HOST = 'localhost:3000'

test.each([
  ['no browser', {}, false, false],
  ['our own page', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, false, false],
  ['our own page behind a proxy that ends TLS', { origin: 'https://localhost:3000' }, false, false],
  ['the same name on another port', { origin: 'http://localhost:8080' }, false, true],
  ['another site', { origin: 'https://evil.example' }, false, true],
  ['a sandboxed frame', { origin: 'null' }, false, true],
  ['an Origin that is none', { origin: 'garbage' }, false, true],
  ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }, false, true],
  ['a neighbour on the same machine', { 'sec-fetch-site': 'same-site' }, true, true],
  ['an address typed by hand, reading', { 'sec-fetch-site': 'none' }, true, false],
  ['an address typed by hand, changing', { 'sec-fetch-site': 'none' }, false, true],
  ['a link on another site, reading', { 'sec-fetch-site': 'cross-site' }, true, true],
])('%s', (_name, headers, isRead, expected) => {
  expect(isForeignRequest(new Headers({ host: HOST, ...headers }), isRead)).toBe(expected)
})
