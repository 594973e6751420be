import { describe, expect, test } from 'vitest'
import { formatBytes, parseBytes } from './bytes.ts'
import {
  controlOf,
  explainConfigValue,
  formatConfigInput,
  groupOf,
  isChanged,
  plainDocumentation,
  readConfigInput,
} from './config-values.ts'
import { formatSetDuration, parseDuration } from './duration.ts'

const retention = { name: 'retention.ms', type: 'long' } as const
const segment = { name: 'segment.bytes', type: 'int' } as const
const throttled = { name: 'leader.replication.throttled.replicas', type: 'list' } as const
const policy = { name: 'cleanup.policy', type: 'list' } as const

test.each([
  [retention, { kind: 'duration' }],
  [segment, { kind: 'bytes' }],
  [policy, { kind: 'choice', options: ['delete', 'compact', 'compact,delete'] }],
  [{ name: 'preallocate', type: 'boolean' } as const, { kind: 'choice', options: ['true', 'false'] }],
  [{ name: 'min.insync.replicas', type: 'int' } as const, { kind: 'number' }],
  [throttled, { kind: 'list' }],
  [{ name: 'retention.ms', type: null }, { kind: 'duration' }],
])('%j is entered as %j', (config, control) => {
  expect(controlOf(config)).toEqual(control)
})

test.each([
  [retention, '604800000', '7 days'],
  [retention, '-1', 'unlimited'],
  [{ name: 'local.retention.ms', type: 'long' } as const, '-2', 'as retention.ms'],
  [{ name: 'log.local.retention.ms', type: 'long' } as const, '-2', 'as log.retention.ms'],
  [{ name: 'log.local.retention.bytes', type: 'long' } as const, '-2', 'as log.retention.bytes'],
  [retention, '1500', '1.5 s'],
  [segment, '1073741824', '1 GiB'],
  [segment, '67108864', '64 MiB'],
  [retention, '5430500', '1 h 30 min 30.5 s'],
  [retention, '500', '500 ms'],
  [{ name: 'flush.messages', type: 'long' } as const, '9223372036854775807', 'unlimited'],
  [policy, 'delete', null],
  [retention, null, null],
])('%j: %j means %j', (config, value, meaning) => {
  expect(explainConfigValue(config, value)).toBe(meaning)
})

describe('what is entered', () => {
  test.each([
    [retention, '7 days', '604800000'],
    [retention, ' 90 min ', '5400000'],
    [retention, '9223372036854775807', '9223372036854775807'],
    [retention, '-1', '-1'],
    [retention, 'soon', null],
    [retention, '5 GB', null],
    [segment, '1 GiB', '1073741824'],
    [segment, '1.5 MB', '1500000'],
    [policy, 'compact', 'compact'],
    [throttled, '0:1\n 1:2 \n\n', '0:1,1:2'],
    [throttled, '', ''],
    [{ name: 'x', type: 'int' } as const, '1.5', null],
    [{ name: 'x', type: 'double' } as const, '0.5', '0.5'],
  ])('%j %j is %j', (config, entered, value) => {
    expect(readConfigInput(config, entered)).toBe(value)
  })
})

test('a list is entered with a line for each part, and read back as it was', () => {
  expect(formatConfigInput(throttled, '0:1, 1:2')).toBe('0:1\n1:2')
  expect(formatConfigInput(throttled, null)).toBe('')
  expect(formatConfigInput(policy, 'delete,compact')).toBe('delete,compact')
})

test.each([
  ['retention.ms', 'Retention and compaction'],
  ['log.retention.hours', 'Retention and compaction'],
  ['log.cleaner.threads', 'Retention and compaction'],
  ['segment.ms', 'Segments and files'],
  ['log.dirs', 'Segments and files'],
  ['num.partitions', 'New topics'],
  ['offsets.topic.replication.factor', 'Consumer groups'],
  ['transaction.state.log.min.isr', 'Transactions'],
  ['replica.lag.time.max.ms', 'Replication'],
  ['leader.replication.throttled.replicas', 'Replication'],
  ['advertised.listeners', 'Connections and requests'],
  ['listener.name.internal.ssl.keystore.type', 'Security'],
  ['controller.quorum.voters', 'Controllers'],
  ['broker.session.timeout.ms', 'Controllers'],
  ['remote.log.manager.thread.pool.size', 'Tiered storage'],
  ['unheard.of', 'Other'],
])('%s stands under %j', (name, group) => {
  expect(groupOf({ name })).toBe(group)
})

test('what is set anywhere was changed, also in the file of a broker', () => {
  expect(isChanged({ source: 'static-broker' })).toBe(true)
  expect(isChanged({ source: 'default' })).toBe(false)
  expect(isChanged({ source: 'unknown' })).toBe(false)
})

test("Kafka's explanations lose their HTML, and keep words apart", () => {
  expect(plainDocumentation('Use <code>a&lt;b</code>.<ul><li>one</li><li>two</li></ul>')).toBe('Use a<b. one two')
})

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1.0 KiB'],
  [1_048_300, '1.0 MiB'],
  [64 * 1024 * 1024, '64.0 MiB'],
  [15_100_000, '14.4 MiB'],
  [426_000_000, '406 MiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('quantities are read only where they are some', () => {
  expect(parseBytes('1,024')).toBe(1024)
  expect(parseBytes('1,048,576.5 kb')).toBe(1_048_576_500)
  expect(parseBytes('1 parsec')).toBeNull()
  expect(parseBytes('1 constructor')).toBeNull()
  expect(parseDuration('1.5 h')).toBe(5_400_000)
  expect(parseDuration('')).toBeNull()
  expect(formatSetDuration(86_400_000)).toBe('1 day')
})

test.each(['1,5 h', '1,50 h', '1,5000', ',500', '1,,000', '1.5,000', '10,00'])(
  'a comma that does not part thousands is not guessed at: %j used to be ten times as much',
  (text) => {
    expect(parseDuration(text)).toBeNull()
  },
)
