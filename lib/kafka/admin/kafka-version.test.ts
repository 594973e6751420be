import { expect, test } from 'vitest'
import { inferKafkaVersion } from './kafka-version.ts'

const broker = (metadataVersion?: number) => ({
  errorCode: 0,
  apis: new Map(),
  supportedFeatures: new Map(metadataVersion ? [['metadata.version', { min: 1, max: metadataVersion }]] : []),
})

// Read off real brokers: 3.9.2 goes to 21, 4.1.0 to 27, 4.3.1 to 30.
test.each([
  [21, '3.9'],
  [27, '4.1'],
  [30, '4.3'],
  [31, null],
])('a broker whose software goes to metadata.version %i is Kafka %s', (level, release) => {
  expect(inferKafkaVersion([broker(level)])).toBe(release)
})

test('in a rolling upgrade the oldest broker decides', () => {
  expect(inferKafkaVersion([broker(30), broker(27), broker(30)])).toBe('4.1')
})

test('brokers that do not tell leave it unknown', () => {
  expect(inferKafkaVersion([broker()])).toBeNull()
  expect(inferKafkaVersion([])).toBeNull()
})
