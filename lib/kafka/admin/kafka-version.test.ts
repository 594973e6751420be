import { expect, test } from 'vitest'
import { inferKafkaVersion, nameMetadataVersion } from './kafka-version.ts'

const broker = (metadataVersion?: number) => ({
  errorCode: 0,
  apis: new Map(),
  supportedFeatures: new Map(metadataVersion ? [['metadata.version', { min: 1, max: metadataVersion }]] : []),
  finalizedFeatures: null,
})

// Read off real brokers: 3.9.2 goes to 21, 4.1.0 to 27, 4.3.1 to 30, 4.4.0 to 33.
test.each([
  [21, '3.9'],
  [27, '4.1'],
  [30, '4.3'],
  [31, '4.4'],
  [33, '4.4'],
  [34, '4.4 or newer'],
  [90, '4.4 or newer'],
])('a broker whose software goes to metadata.version %i is Kafka %s', (level, release) => {
  expect(inferKafkaVersion([broker(level)])).toBe(release)
})

test('in a rolling upgrade the oldest broker decides', () => {
  expect(inferKafkaVersion([broker(33), broker(27), broker(33)])).toBe('4.1')
})

test('brokers that do not tell leave it unknown', () => {
  expect(inferKafkaVersion([broker()])).toBeNull()
  expect(inferKafkaVersion([])).toBeNull()
})

// As the enumeration MetadataVersion of Kafka 4.4.0 pairs them.
test.each([
  [1, '3.0-IV1'],
  [2, '3.1-IV0'],
  [5, '3.3-IV1'],
  [7, '3.3-IV3'],
  [19, '3.7-IV4'],
  [21, '3.9-IV0'],
  [25, '4.0-IV3'],
  [30, '4.3-IV0'],
  [31, '4.4-IV0'],
  [33, '4.4-IV2'],
  [34, 'newer than 4.4-IV2'],
])('level %i of metadata.version is %s', (level, name) => {
  expect(nameMetadataVersion(level)).toBe(name)
})
