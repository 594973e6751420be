import { expect, test } from 'vitest'
import { dialledAddress } from './host-map.ts'

const to = (host: string, port: number | null = null) => ({ host, port })
const hostMap = [
  { host: 'kafka', port: null, to: to('10.0.0.1') },
  { host: 'kafka', port: 9093, to: to('10.0.0.2') },
  { host: 'kafka', port: 9094, to: to('10.0.0.3', 19_094) },
  { host: 'fd00::1', port: null, to: to('::1') },
]

test.each([
  ['an address that nobody mapped', { host: 'other', port: 1 }, { host: 'other', port: 1 }],
  ['any port of a host', { host: 'kafka', port: 9092 }, { host: '10.0.0.1', port: 9092 }],
  [
    'a port that is mapped itself, whatever comes first',
    { host: 'kafka', port: 9093 },
    { host: '10.0.0.2', port: 9093 },
  ],
  ['another port', { host: 'kafka', port: 9094 }, { host: '10.0.0.3', port: 19_094 }],
  ['a host in other letters', { host: 'KAFKA', port: 9092 }, { host: '10.0.0.1', port: 9092 }],
  ['IPv6', { host: 'FD00::1', port: 9092 }, { host: '::1', port: 9092 }],
])('%s', (_name, address, dialled) => {
  expect(dialledAddress(hostMap, address)).toEqual(dialled)
})

test('without a map everything is dialled as it is', () => {
  expect(dialledAddress(undefined, { host: 'kafka', port: 9092 })).toEqual({ host: 'kafka', port: 9092 })
})
