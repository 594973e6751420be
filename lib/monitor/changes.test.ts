import { expect, test } from 'vitest'
import { changedParts } from './changes.ts'
import { buildLeadership } from './partition-columns.ts'
import type { RoundFailure } from './round-failure.ts'
import { buildSnapshot, type Findings } from './snapshot.ts'
import { findings, metadataOf, partition, quorumOf, topic } from './testing.ts'

const base = findings()
const state = (facts: Partial<Findings> = {}, failure: RoundFailure | null = null) => ({
  snapshot: buildSnapshot(1, { ...base, ...facts }),
  failure,
})
const down = { online: false, downSinceMs: 1, failure: null }
const behind = buildLeadership([topic('orders', [partition(0, { isr: [1] }), partition(1, { leader: 2 })])], 2)
const written = { ...base.offsets, endOffsets: new Float64Array(2).fill(7) }

test.each([
  ['nothing', state(), state(), []],
  ['the first snapshot', { snapshot: null, failure: null }, state(), ['cluster', 'brokers', 'topics']],
  ['a broker went', state(), state({ livenessOf: () => down }), ['cluster', 'brokers']],
  ['a copy fell behind', state(), state({ leadership: behind }), ['cluster', 'brokers', 'topics']],
  ['something was written', state(), state({ offsets: written }), ['cluster', 'topics']],
  [
    'a topic was made',
    state(),
    { snapshot: buildSnapshot(2, findings({ metadata: metadataOf([]) })), failure: null },
    ['cluster', 'brokers', 'topics'],
  ],
  ['the quorum was lost', state(), state({ quorum: quorumOf({ lostAtMs: 5 }) }), ['cluster']],
  ['a round failed', state(), state({}, { code: 'timeout', message: 'silence' }), ['cluster']],
])('%s', (_name, before, after, parts) => {
  expect(changedParts(before, after)).toEqual(parts)
})
