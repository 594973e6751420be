import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { describeLag, type LagFacts } from './lag.ts'
import { type LagContext, lagProblems, paceProblems } from './lag-problems.ts'

const COORDINATOR_LOADING = 14
const REFUSED = 30

const facts = (told: Partial<LagFacts>): LagFacts => ({
  committed: 40,
  startOffset: 10,
  endOffset: 100,
  lastStableOffset: null,
  error: 0,
  ...told,
})
const of = (told: Partial<LagFacts>) => {
  const { status, lag, exposure, expired } = describeLag(facts(told))
  return [status, lag, exposure, expired]
}

describe('one partition', () => {
  test.each([
    ['is behind by what lies between the commit and the end', {}, ['ok', 60, null, 0]],
    ['is caught up at the end', { committed: 100 }, ['ok', 0, null, 0]],
    ['without a commit has no lag, but all of the log before it', { committed: null }, ['no-commit', null, 90, null]],
    [
      'without a commit, nor a start, is exposed to nobody knows what',
      { committed: null, startOffset: null },
      ['no-commit', null, null, null],
    ],
    ['with a commit of 0 has a commit', { committed: 0, startOffset: 0 }, ['ok', 100, null, 0]],
    ['whose commit lies beyond the end is not behind, and flagged', { committed: 107 }, ['ahead-of-end', 0, null, 0]],
    [
      'that retention overtook counts what expired, and says how much',
      { committed: 4 },
      ['behind-retention', 96, null, 6],
    ],
    ['of which all unread messages expired', { committed: 40, startOffset: 100 }, ['behind-retention', 60, null, 60]],
    ['whose start is not known is behind all the same', { startOffset: null }, ['ok', 60, null, null]],
    [
      'whose start was taken after its end is never behind by less than nothing',
      { committed: 40, startOffset: 120 },
      ['behind-retention', 60, null, 60],
    ],
    ['the same, read to the end', { committed: 100, startOffset: 120 }, ['ok', 0, null, 0]],
    ['the same, without a commit', { committed: null, startOffset: 120 }, ['no-commit', null, 0, null]],
    ['whose end is missing is unknown', { endOffset: null }, ['unknown', null, null, null]],
    [
      'whose end is missing is unknown also without a commit',
      { committed: null, endOffset: null },
      ['unknown', null, null, null],
    ],
    [
      'whose commit could not be read is unknown, not without one',
      { committed: null, error: COORDINATOR_LOADING },
      ['unknown', null, null, null],
    ],
    [
      'whose end is from before a failure is unknown, not caught up',
      { committed: 100, error: REFUSED },
      ['unknown', null, null, null],
    ],
    ['that was not asked yet is unknown', { error: NOT_ASKED }, ['unknown', null, null, null]],
    ['of a share group is as far behind as the broker says', { reportedLag: 7 }, ['ok', 7, null, 0]],
    [
      'of a share group is known where only the broker knows',
      { reportedLag: 7, endOffset: null },
      ['ok', 7, null, null],
    ],
    [
      'of a share group that has not begun is as far behind as the broker says',
      { committed: null, reportedLag: 90 },
      ['ok', 90, null, null],
    ],
  ] as [string, Partial<LagFacts>, unknown[]][])('%s', (_name, told, expected) => {
    expect(of(told)).toEqual(expected)
  })

  test.each([
    ['nothing where none is open', 100, 0],
    ['what lies behind its first message', 70, 30],
    ['never more than what is unread', 20, 60],
    ['nobody knows what where it was not asked', null, null],
  ])('an open transaction holds back %s', (_name, lastStableOffset, expected) => {
    expect(describeLag(facts({ lastStableOffset })).heldBack).toBe(expected)
  })
})

const offset = fc.option(fc.oneof(fc.nat(50), fc.maxSafeNat()), { nil: null })
const anyFacts: fc.Arbitrary<LagFacts> = fc.record({
  committed: offset,
  startOffset: offset,
  endOffset: offset,
  lastStableOffset: offset,
  error: fc.constantFrom(0, NOT_ASKED, 3, COORDINATOR_LOADING),
  reportedLag: offset,
})

describe('whatever is missing', () => {
  test('nothing is ever below 0 or not a number, and nothing more expired than is unread', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { lag, exposure, expired, heldBack } = describeLag(any)
        for (const value of [lag, exposure, expired, heldBack]) expect(value === null || value >= 0).toBe(true)
        if (lag !== null && expired !== null && any.reportedLag == null) expect(expired).toBeLessThanOrEqual(lag)
      }),
    )
  })

  test('lag is null exactly where it is unknown or nothing is committed', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { status, lag } = describeLag(any)
        expect(lag === null).toBe(status === 'unknown' || status === 'no-commit')
      }),
    )
  })

  test('no lag is missing without a reason', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('both' as const, 'topic' as const), (any, listed) => {
        const error = listed === 'both' ? any.error : 3
        const lag = describeLag({ ...any, error })
        const { committed, endOffset } = any
        const told = { ...context, listed, committed, endOffset, offsetError: error }
        const fields = lagProblems(lag, told).map(({ field }) => field)
        expect(fields.includes('lag') || lag.lag !== null).toBe(true)
      }),
    )
  })
})

const context: LagContext = {
  topic: 'orders',
  partition: 5,
  listed: 'both',
  committed: 40,
  endOffset: 100,
  commitError: 0,
  offsetError: 0,
  memberIds: ['a'],
}

describe('why', () => {
  const why = (told: Partial<LagFacts>, around: Partial<LagContext>) =>
    lagProblems(describeLag(facts(told)), { ...context, ...around }).map(
      ({ field, code, message }) => `${field} ${code}: ${message}`,
    )

  test.each([
    ['all is well', {}, {}, []],
    [
      'the topic was deleted',
      { endOffset: null, error: 3 },
      { listed: 'neither' },
      [/^lag topic-gone: There is no topic "orders" .* is left\.$/],
    ],
    [
      'the partition is gone',
      { endOffset: null, error: 3 },
      { listed: 'topic' },
      [/^lag partition-gone: .* no partition 5/],
    ],
    [
      'the coordinator is loading',
      { committed: null, error: COORDINATOR_LOADING },
      { committed: null, commitError: COORDINATOR_LOADING },
      [/^lag COORDINATOR_LOAD_IN_PROGRESS: /, /^committed COORDINATOR_LOAD_IN_PROGRESS: /],
    ],
    ['the end could not be read', { error: 6 }, { offsetError: 6 }, [/^lag NOT_LEADER_OR_FOLLOWER: .* has just moved/]],
    ['nothing was asked yet', { error: NOT_ASKED }, { offsetError: NOT_ASKED }, [/^lag unknown: The end/]],
    ['nothing is committed', { committed: null }, { committed: null }, [/^committed no-commit: /, /^lag no-commit: /]],
    [
      'the log was cut',
      { committed: 107 },
      { committed: 107 },
      [/^lag ahead-of-end: The committed offset is 7 offsets beyond/],
    ],
    ['retention was faster', { committed: 4 }, { committed: 4 }, [/^lag behind-retention: 6 messages expired/]],
    ['two members claim it', {}, { memberIds: ['a', 'b'] }, [/^memberId claimed-twice: .*: a and b\./]],
    [
      'two members claim it whose ids look alike',
      {},
      { memberIds: ['a', 'a\u200b '] },
      [/^memberId claimed-twice: .*: a and a\\u200b·\./],
    ],
  ] as [string, Partial<LagFacts>, Partial<LagContext>, RegExp[]][])('%s', (_name, told, around, expected) => {
    expect(why(told, around)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
  })
})

describe('why it is not known how the lag goes on', () => {
  const pace = {
    lag: 5,
    trend: 'steady',
    consumePerSecond: 9,
    producePerSecond: 9,
    timeLagMs: 1,
    etaMs: 1,
  } as const
  test.each([
    ['all is known', {}, []],
    ['it does not get less', { etaMs: null }, ['etaMs not-draining']],
    ['no rate is known yet', { consumePerSecond: null, etaMs: null }, ['consumePerSecond unknown', 'etaMs unknown']],
    ['the next message is older than what is known', { timeLagMs: null }, ['timeLagMs unknown']],
    [
      'there is no lag',
      { lag: null, trend: null, timeLagMs: null, etaMs: null },
      ['trend unknown', 'timeLagMs unknown', 'etaMs unknown'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(paceProblems({ ...pace, ...facts }, 'lag').map(({ field, code }) => `${field} ${code}`)).toEqual(expected)
  })
})
