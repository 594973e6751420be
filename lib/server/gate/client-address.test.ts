import { expect, test } from 'vitest'
import { clientAddress, parseTrustedProxies } from './client-address.ts'

const trustedProxies = parseTrustedProxies(' 198.51.100.7, 2001:DB8::7 ,')

test.each<[string | undefined, string | undefined, string, string]>([
  ['192.0.2.1', undefined, '192.0.2.1', 'its own'],
  ['192.0.2.1', '203.0.113.9', '192.0.2.1', 'its own, whatever it claims'],
  ['::ffff:192.0.2.1', '203.0.113.9', '192.0.2.1', 'its own also where the server listens on IPv6'],
  ['127.0.0.1', undefined, '127.0.0.1', 'its own on this machine'],
  ['127.0.0.1', '203.0.113.9', '203.0.113.9', 'what a proxy on this machine says'],
  ['::1', '203.0.113.9', '203.0.113.9', 'what a proxy on this machine says, by IPv6'],
  ['::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9', 'what a proxy on this machine says, by mapped IPv4'],
  ['198.51.100.7', '203.0.113.9', '203.0.113.9', 'what a named proxy says'],
  ['2001:db8::7', '203.0.113.9', '203.0.113.9', 'what a named proxy says, by IPv6'],
  ['127.0.0.1', '203.0.113.1, 203.0.113.9', '203.0.113.9', 'what the proxy saw, and not what it was told'],
  ['127.0.0.1', '203.0.113.9, 198.51.100.7', '203.0.113.9', 'found behind a chain of trusted proxies'],
  ['127.0.0.1', ' , 127.0.0.1', '127.0.0.1', 'of this machine where nobody else had a hand in it'],
  [undefined, undefined, '', 'unknown once the connection is gone'],
])(
  'of a request from %s with X-Forwarded-For %j the client is %s: %s',
  (socketAddress, forwardedFor, expected, _why) => {
    expect(clientAddress({ socketAddress, forwardedFor, trustedProxies })).toBe(expected)
  },
)

test('no proxy on another machine is trusted unless it is named', () => {
  const sender = { socketAddress: '198.51.100.7', forwardedFor: '203.0.113.9' }
  expect(clientAddress({ ...sender, trustedProxies: parseTrustedProxies(undefined) })).toBe('198.51.100.7')
})
