import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { isHostAllowed, isLoopback, parseHost } from './hosts.ts'

const loopback = { bindHost: '127.0.0.1', allowedHosts: [] }

describe('a Host header', () => {
  test.each([
    ['localhost:3000', { name: 'localhost', port: '3000' }],
    ['LOCALHOST', { name: 'localhost', port: '' }],
    ['[::1]:3000', { name: '::1', port: '3000' }],
    ['kafka.example.', { name: 'kafka.example', port: '' }],
    ['user@localhost', null],
    ['localhost/path', null],
    ['', null],
    [null, null],
  ])('%j', (header, expected) => {
    expect(parseHost(header)).toEqual(expected)
  })
})

describe('the host names that are served', () => {
  test.each([
    ['localhost:3000', true],
    ['127.0.0.1:3000', true],
    ['127.8.9.1', true],
    ['[::1]:3000', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['0.0.0.0:3000', false],
    ['2130706433', false],
    [null, false],
  ])('on loopback, %j is served: %s', (host, expected) => {
    expect(isHostAllowed(host, loopback)).toBe(expected)
  })

  test('names that were allowed, whatever their case and port', () => {
    const settings = { bindHost: '127.0.0.1', allowedHosts: ['kafka.example'] }
    expect(isHostAllowed('Kafka.Example:443', settings)).toBe(true)
    expect(isHostAllowed('other.example', settings)).toBe(false)
  })

  test("the address listened on; with a wildcard, any of the machine's own", () => {
    expect(isHostAllowed('10.0.0.5:3000', { bindHost: '10.0.0.5', allowedHosts: [] })).toBe(true)
    const own = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? [])[0]?.address ?? '::1'
    const host = own.includes(':') ? `[${own}]` : own
    expect(isHostAllowed(host, { bindHost: '0.0.0.0', allowedHosts: [] })).toBe(true)
    expect(isHostAllowed('203.0.113.77', { bindHost: '0.0.0.0', allowedHosts: [] })).toBe(false)
  })
})

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['192.168.0.1', false],
  ['127.evil.example', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
