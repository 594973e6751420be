import { expect, test } from 'vitest'
import {
  describeValidation,
  fieldsOfConfigs,
  formatConfigs,
  readConfigs,
  readCount,
  readNewTopic,
} from './new-topic.ts'

const filled = {
  name: ' orders ',
  partitions: '',
  replicationFactor: '3',
  minInsyncReplicas: '',
  retention: '',
  cleanupPolicy: '',
  configs: 'a.b=1',
} as const

test('a form requests what was filled in, and leaves the rest to the defaults of the brokers', () => {
  expect(readNewTopic(filled)).toEqual({
    topic: { name: 'orders', replicationFactor: 3, configs: { 'a.b': '1' } },
    problem: null,
  })
})

test.each([
  [{ name: '' }, 'The name is missing'],
  [{ name: 'a b' }, 'The name may have letters, digits, dot, underscore and hyphen only'],
  [{ partitions: 'many' }, 'The number of partitions must be a whole number, 1 or higher'],
  [{ replicationFactor: '0' }, 'The replication factor must be a whole number, 1 or higher'],
  [{ minInsyncReplicas: 'two' }, 'Min in-sync replicas must be a whole number, 1 or higher'],
  [{ retention: 'long' }, 'Retention must be a duration such as 12 h or 7 d'],
  [{ retention: '7 d', configs: 'retention.ms=1' }, 'retention.ms is set twice: remove one of the two'],
  [{ configs: 'nonsense' }, 'Write each config as name=value, such as retention.ms=60000'],
])('a form with %j cannot be sent: %s', (change, problem) => {
  expect(readNewTopic({ ...filled, ...change }).problem).toBe(problem)
})

test('configs with a field of their own are sent in the format of Kafka', () => {
  const form = { ...filled, minInsyncReplicas: '2', retention: '7 d', cleanupPolicy: 'compact,delete' } as const
  expect(readNewTopic(form).topic.configs).toEqual({
    'a.b': '1',
    'min.insync.replicas': '2',
    'retention.ms': '604800000',
    'cleanup.policy': 'compact,delete',
  })
})

test('what another topic sets is parted into fields and lines, and requested as it was', () => {
  const configs = [
    { name: 'retention.ms', value: '-1' },
    { name: 'cleanup.policy', value: 'delete,compact' },
    { name: 'min.insync.replicas', value: '2' },
    { name: 'segment.ms', value: '60000' },
  ]
  const fields = fieldsOfConfigs(configs)
  expect(fields).toEqual({
    retention: '-1',
    minInsyncReplicas: '2',
    cleanupPolicy: '',
    configs: 'cleanup.policy=delete,compact\nsegment.ms=60000',
  })
  const { topic } = readNewTopic({ ...filled, ...fields })
  expect(topic.configs).toEqual(Object.fromEntries(configs.map(({ name, value }) => [name, value])))
})

test.each([
  [4, 2, 'The topic would have 4 partitions, replication factor 2.'],
  [1, 1, 'The topic would have 1 partition, replication factor 1.'],
  [4, null, 'The topic would have 4 partitions.'],
  [null, 3, 'The topic would have replication factor 3.'],
  [null, null, null],
])(
  'a validation describes only what the brokers reported: %j partitions, replication factor %j',
  (partitions, replicationFactor, text) => {
    expect(describeValidation({ partitions, replicationFactor })).toBe(text)
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

test.each([
  ['604800000', '7 days'],
  ['5400000', '90 minutes'],
  ['-1', '-1'],
  ['90061001', '90061001'],
])('a retention of %s ms is offered as %s', (value, retention) => {
  const fields = fieldsOfConfigs([{ name: 'retention.ms', value }])
  expect(fields.retention).toBe(retention)
  expect(readNewTopic({ ...filled, ...fields }).topic.configs['retention.ms']).toBe(value)
})

test('configs are lines, and what is written can be read back', () => {
  expect(readConfigs('a.b=1\n\n c = x=y \n')).toEqual({ 'a.b': '1', c: 'x=y' })
  expect(readConfigs('nonsense')).toBeNull()
  expect(readConfigs(formatConfigs([{ name: 'cleanup.policy', value: 'compact' }]))).toEqual({
    'cleanup.policy': 'compact',
  })
})
