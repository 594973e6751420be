import { expect, test } from 'vitest'
import type { ApiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { decode, recordings } from '#lib/kafka/protocol/fixtures/recordings.ts'
import { combineFeatures } from './features.ts'

type Levels = Readonly<Record<string, number>>

function broker(supported: Readonly<Record<string, [min: number, max: number]>>, epoch = -1, levels: Levels = {}) {
  return {
    errorCode: 0,
    apis: new Map(),
    supportedFeatures: new Map(Object.entries(supported).map(([name, [min, max]]) => [name, { min, max }])),
    finalizedFeatures: epoch < 0 ? null : { epoch, levels: new Map(Object.entries(levels)) },
  } satisfies ApiVersions
}

test('features are listed by name, with the level in use and what all brokers can do', () => {
  const brokers = [
    broker({ 'share.version': [0, 1], 'metadata.version': [7, 30] }, 8, { 'metadata.version': 30 }),
    broker({ 'share.version': [0, 2], 'metadata.version': [9, 33] }, 8, { 'metadata.version': 30 }),
  ]
  expect(combineFeatures(brokers)).toEqual([
    { name: 'metadata.version', finalized: 30, supported: { min: 9, max: 30 } },
    { name: 'share.version', finalized: 0, supported: { min: 0, max: 1 } },
  ])
})

test('a feature that one of the brokers does not have yet is supported at level 0 only', () => {
  const brokers = [broker({ 'streams.version': [0, 1] }, 1), broker({}, 1)]
  expect(combineFeatures(brokers)).toEqual([{ name: 'streams.version', finalized: 0, supported: { min: 0, max: 0 } }])
})

test('the newest epoch counts where brokers differ', () => {
  const brokers = [
    broker({}, 5, { 'group.version': 1 }),
    broker({}, 9, { 'group.version': 2 }),
    broker({}, 7, { 'group.version': 1 }),
  ]
  expect(combineFeatures(brokers)).toEqual([{ name: 'group.version', finalized: 2, supported: null }])
})

test('levels that no broker lists are unknown, and not 0', () => {
  expect(combineFeatures([broker({ 'metadata.version': [1, 20] })])).toEqual([
    { name: 'metadata.version', finalized: null, supported: { min: 1, max: 20 } },
  ])
  expect(combineFeatures([broker({})])).toEqual([])
  expect(combineFeatures([])).toEqual([])
})

test('what a broker of Kafka 4.4 answers', () => {
  const newest = recordings('4.4.0', 'api-versions').at(-1)
  expect(newest && combineFeatures([decode(apiVersions, newest)])).toEqual([
    { name: 'eligible.leader.replicas.version', finalized: 1, supported: { min: 0, max: 1 } },
    { name: 'group.version', finalized: 1, supported: { min: 0, max: 1 } },
    { name: 'kraft.version', finalized: 0, supported: { min: 0, max: 1 } },
    { name: 'metadata.version', finalized: 33, supported: { min: 7, max: 33 } },
    { name: 'share.version', finalized: 2, supported: { min: 0, max: 2 } },
    { name: 'streams.version', finalized: 1, supported: { min: 0, max: 1 } },
    { name: 'transaction.version', finalized: 2, supported: { min: 0, max: 2 } },
  ])
})
