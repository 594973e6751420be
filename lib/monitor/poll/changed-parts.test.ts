import { expect, test } from 'vitest'
import { snapshotParts } from '#lib/contract/snapshot-parts.ts'
import { buildLeadership } from '#lib/monitor/snapshot/partition-columns.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { buildSnapshot, type Findings } from '#lib/monitor/snapshot/snapshot.ts'
import { findings, metadataOf, partition, quorumOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { changedParts } from './changed-parts.ts'

const base = findings()
const state = (facts: Partial<Findings> = {}, failure: RoundFailure | null = null) => ({
  snapshot: buildSnapshot(1, { ...base, ...facts }),
  failure,
})
const all = [...snapshotParts]
const downFacts = { online: false, downSinceMs: 1, failure: null }
const down = { livenessOf: () => downFacts, downBrokers: [1, 2, 3] }
const absent = { code: 'refused', message: 'refused' } as const
const missed = { ...down, livenessOf: () => ({ ...downFacts, downSinceMs: base.asOfMs, failure: absent }) }
const silence: RoundFailure = { code: 'timeout', message: 'silence' }
const aged = (asOfMs: number | null, failure: RoundFailure | null = null) => ({ asOfMs, failure })
const tiers = (facts: Partial<Findings['tiers']>) => state({ tiers: { ...base.tiers, ...facts } })
const reported = (asOfMs: number, failure: RoundFailure | null = null) =>
  state({ disksOf: () => ({ list: [], asOfMs, failure }) })
const quorum = (facts: object) =>
  state({
    quorum: quorumOf({
      latest: { leaderId: 3, leaderEpoch: 1, highWatermark: 10, voters: [], observers: [], ...facts },
    }),
  })
const voter = (logEndOffset: number, lastCaughtUpMs: number) => ({ voters: [{ id: 1, logEndOffset, lastCaughtUpMs }] })
const behind = buildLeadership([topic('orders', [partition(0, { isr: [1] }), partition(1, { leader: 2 })])], 2)
const detour = {
  advertised: { host: 'kafka', port: 1 },
  dialled: { host: 'localhost', port: 1 },
  reason: 'refused',
  ids: null,
} as const
const written = { ...base.offsets, endOffsets: new Float64Array(2).fill(7) }

test.each([
  ['nothing', state(), state(), []],
  ['the first snapshot', { snapshot: null, failure: null }, state(), all],
  ['a broker went', state(), state(down), ['cluster', 'brokers', 'topics']],
  [
    'the cluster is described by none of them',
    state(missed),
    state({ ...missed, asOfMs: base.asOfMs + 1 }),
    ['cluster'],
  ],
  ['a replica fell out of sync', state(), state({ leadership: behind }), ['cluster', 'brokers', 'topics']],
  ['something was written', state(), state({ offsets: written }), ['cluster', 'topics']],
  [
    'a topic was made',
    state(),
    { snapshot: buildSnapshot(2, findings({ metadata: metadataOf([]) })), failure: null },
    ['cluster', 'brokers', 'topics'],
  ],
  ['the quorum was lost', state(), state({ quorum: quorumOf({ lostAtMs: 5 }) }), all],
  ['a round failed', state(), state({}, silence), all],
  ['it fails for another reason', state({}, silence), state({}, { ...silence, message: 'refused' }), all],
  ['it goes on failing', state({}, silence), state({}, { ...silence }), []],
  ['offsets cannot be asked', state(), tiers({ offsets: aged(1, silence) }), ['cluster', 'topics', 'groups']],
  ['offsets can be asked again', tiers({ offsets: aged(1, silence) }), state(), ['cluster', 'topics', 'groups']],
  ['settings have been told', tiers({ configs: aged(null) }), state(), ['cluster', 'topics']],
  ['sizes cannot be asked', state(), tiers({ logDirs: aged(1, silence) }), ['cluster', 'brokers', 'topics']],
  ['everything was told again', state(), tiers({ offsets: aged(7), configs: aged(7), logDirs: aged(7) }), []],
  ['disks were told again', reported(1), reported(2), []],
  ['one broker does not tell of its disks', reported(1), reported(1, silence), ['cluster', 'brokers']],
  ['the only broker is reached elsewhere', state(), state({ detour }), ['cluster']],
  ['the metadata log grew', quorum(voter(10, 1)), quorum(voter(11, 1)), ['quorum']],
  ['another epoch', quorum({}), quorum({ leaderEpoch: 2 }), ['quorum']],
  ['a controller caught up again', quorum(voter(10, 1)), quorum(voter(10, 2)), []],
  ['another controller leads', quorum({}), quorum({ leaderId: 2 }), ['cluster', 'brokers', 'quorum']],
])('%s', (_name, before, after, parts) => {
  expect(changedParts(before, after)).toEqual(parts)
})
