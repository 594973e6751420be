import { expect, test } from 'vitest'
import { stateOf } from '#lib/monitor/testing/snapshots.ts'
import { describeFeatures } from './features.ts'

test('levels are listed, and metadata.version is named as in the tools of Kafka', () => {
  const features = [
    { name: 'group.version', finalized: 1, supported: { min: 0, max: 1 } },
    { name: 'metadata.version', finalized: 33, supported: { min: 7, max: 33 } },
    { name: 'share.version', finalized: 2, supported: null },
  ]
  expect(describeFeatures(stateOf({ features }))).toEqual({
    metadataVersion: '4.4-IV2',
    features: [
      { name: 'group.version', finalized: 1, supportedMin: 0, supportedMax: 1 },
      { name: 'metadata.version', finalized: 33, supportedMin: 7, supportedMax: 33 },
      { name: 'share.version', finalized: 2, supportedMin: null, supportedMax: null },
    ],
    problems: [],
  })
})

test('a level that is newer than any known one is shown as such', () => {
  const features = [{ name: 'metadata.version', finalized: 40, supported: { min: 9, max: 41 } }]
  expect(describeFeatures(stateOf({ features })).metadataVersion).toBe('newer than 4.4-IV2')
})

test('brokers without feature levels: nothing is listed, with the reason', () => {
  expect(describeFeatures(stateOf({ features: [] }))).toEqual({
    metadataVersion: null,
    features: [],
    problems: [{ field: 'metadataVersion', code: 'unsupported', message: expect.stringContaining('KRaft') }],
  })
})

test('as long as no broker has answered, the reason is that', () => {
  const silent = { online: null, downSinceMs: null, failure: null }
  const { problems } = describeFeatures(stateOf({ features: [], livenessOf: () => silent }))
  expect(problems).toMatchObject([{ field: 'metadataVersion', code: 'unknown' }])
})
