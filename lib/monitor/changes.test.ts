import { expect, test } from 'vitest'
import { changedParts } from './changes.ts'
import type { Liveness } from './liveness.ts'
import { metadataOf, partition, quorumOf, stateOf, topic } from './testing.ts'

const down: Liveness = { online: false, downSinceMs: 1, failure: null }
const orders = (isr: number[]) => ({ metadata: metadataOf([topic('orders', [partition(0, { isr })])]) })

test.each([
  ['nothing', stateOf(), stateOf(), []],
  ['the first snapshot', { snapshot: null, failure: null }, stateOf(), ['cluster', 'brokers', 'topics']],
  ['a broker went', stateOf(), stateOf({ livenessOf: () => down }), ['cluster', 'brokers']],
  ['a copy fell behind', stateOf(orders([1, 2])), stateOf(orders([1])), ['cluster', 'brokers', 'topics']],
  ['the quorum was lost', stateOf(), stateOf({ quorum: quorumOf({ lostAtMs: 5 }) }), ['cluster']],
  ['a round failed', stateOf(), stateOf({}, { code: 'timeout', message: 'silence' }), ['cluster']],
])('%s', (_name, before, after, parts) => {
  expect(changedParts(before, after)).toEqual(parts)
})
