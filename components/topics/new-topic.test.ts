import { expect, test } from 'vitest'
import { describeTrial, formatSettings, readCount, readNewTopic, readSettings } from './new-topic.ts'

const filled = { name: ' orders ', partitions: '', replicationFactor: '3', settings: 'a.b=1' }

test('a form requests what was filled in, and leaves the rest to the defaults of the brokers', () => {
  expect(readNewTopic(filled)).toEqual({
    topic: { name: 'orders', replicationFactor: 3, configs: { 'a.b': '1' } },
    problem: null,
  })
})

test.each([
  [{ name: '' }, 'The name is missing'],
  [{ name: 'a b' }, 'The name may have letters, digits, dot, underscore and hyphen only'],
  [{ partitions: 'many' }, 'Partitions is a whole number'],
  [{ replicationFactor: '0' }, 'Copies is a whole number'],
  [{ settings: 'nonsense' }, 'Settings are lines like retention.ms=60000'],
])('a form with %j cannot be sent: %s', (change, problem) => {
  expect(readNewTopic({ ...filled, ...change }).problem).toBe(problem)
})

test.each([
  [4, 2, 'It would have 4 partitions, each kept 2 times.'],
  [1, 1, 'It would have 1 partition, each kept once.'],
  [4, null, 'It would have 4 partitions.'],
  [null, 3, 'Each partition would be kept 3 times.'],
  [null, null, null],
])(
  'a validation describes only what the brokers reported: %j partitions, replication factor %j',
  (partitions, replicationFactor, text) => {
    expect(describeTrial({ partitions, replicationFactor })).toBe(text)
  },
)

test.each([
  ['', undefined],
  [' 12 ', 12],
  ['0', null],
  ['1.5', null],
  ['many', null],
])('the count %j is %j', (text, count) => {
  expect(readCount(text)).toBe(count)
})

test('settings are lines, and what is written can be read back', () => {
  expect(readSettings('a.b=1\n\n c = x=y \n')).toEqual({ 'a.b': '1', c: 'x=y' })
  expect(readSettings('nonsense')).toBeNull()
  expect(readSettings(formatSettings([{ name: 'cleanup.policy', value: 'compact' }]))).toEqual({
    'cleanup.policy': 'compact',
  })
})
