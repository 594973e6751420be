import { describe, expect, test } from 'vitest'
import { parseAddresses } from './addresses.ts'
import { readConfiguration } from './configuration.ts'

describe('broker addresses', () => {
  test.each([
    ['a:9092', [{ host: 'a', port: 9092 }]],
    ['a', [{ host: 'a', port: 9092 }]],
    [
      'a:1, b:65535',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 65_535 },
      ],
    ],
    ['[::1]:9093', [{ host: '::1', port: 9093 }]],
    ['[2001:db8::7]', [{ host: '2001:db8::7', port: 9092 }]],
  ])('%s', (text, expected) => {
    expect(parseAddresses(text)).toEqual(expected)
  })

  test.each(['', 'a:0', 'a:65536', 'a:b', '::1:9092', 'http://a:9092', 'a b:1', 'a:1,,b:1', '[x]:1'])(
    '%j is refused, and the sentence shows how to write one',
    (text) => {
      expect(() => parseAddresses(text)).toThrow(/write it as host:9092/)
    },
  )
})

describe('the environment', () => {
  test('without anything there is no cluster', () => {
    expect(readConfiguration({})).toEqual({ clusters: [], embedded: null })
  })

  test('a named Kafka is the cluster default', () => {
    const { clusters } = readConfiguration({ HIGHWATER_BROKERS: 'a:1', HIGHWATER_READ_ONLY: 'true' })
    expect(clusters).toMatchObject([{ id: 'default', readOnly: true, access: { bootstrap: [{ host: 'a', port: 1 }] } }])
  })

  test('the embedded one is demo, and is there even when it could choose no address', () => {
    const control = { HIGHWATER_DEMO_CONTROL: 'http://127.0.0.1:1', HIGHWATER_DEMO_TOKEN: 't' }
    expect(readConfiguration(control)).toMatchObject({
      clusters: [{ id: 'demo', access: { bootstrap: [] } }],
      embedded: { url: 'http://127.0.0.1:1', token: 't' },
    })
  })

  test('all mistakes are told at once, each with its variable', () => {
    const environment = {
      HIGHWATER_BROKERS: 'a:x',
      HIGHWATER_DEMO_BROKERS: 'b:y',
      HIGHWATER_DEMO_CONTROL: 'u',
      HIGHWATER_DEMO_TOKEN: 't',
    }
    expect(() => readConfiguration(environment)).toThrow(/HIGHWATER_BROKERS: "a:x".*\n.*HIGHWATER_DEMO_BROKERS: "b:y"/)
  })
})
