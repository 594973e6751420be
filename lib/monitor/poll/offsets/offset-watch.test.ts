import { describe, expect, test, vi } from 'vitest'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { AT_START, type ListOffsetsInput } from '#lib/kafka/protocol/list-offsets.ts'
import type { MetadataPartition } from '#lib/kafka/protocol/metadata.ts'
import { explainAnswer } from '#lib/monitor/snapshot/answer-codes.ts'
import { buildCatalog, type Catalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { buildLeadership } from '#lib/monitor/snapshot/partition-columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { type Leadership, OffsetWatch } from './offset-watch.ts'

const MOVED = 6
const UNKNOWN = Number.NaN
const silence = new ConnectionFailure('timeout', { host: 'h', port: 2 })

interface Ends {
  start?: number
  end?: number
  stable?: number
  errorCode?: number
}

/** What brokers know, by broker and then by `topic-partition`; an error is what the broker does instead. */
type Script = Record<number, Record<string, Ends> | Error>

/** A cluster that answers by a script, which may be changed between and during rounds. */
function watchOf(script: Script) {
  const asked: string[] = []
  const connections = new ConnectionSet({ bootstrap: [] })
  const answer = ({ port }: Address, { topics, isolation }: ListOffsetsInput) => {
    const known = script[port] ?? {}
    if (known instanceof Error) throw known
    return topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.flatMap(({ id, timestampMs }) => {
        const ends = known[`${name}-${id}`]
        if (!ends) return []
        const { start = 0, end = 0, stable = end, errorCode = 0 } = ends
        const offset = timestampMs === AT_START ? start : isolation === 'committed' ? stable : end
        return { id, errorCode, timestampMs: null, offset: errorCode === 0 ? offset : null }
      }),
    }))
  }
  const sendUnlessSame = async (address: Address, input: ListOffsetsInput, before: Buffer | null) => {
    const [{ partitions: [question] = [] } = {}] = input.topics
    const which = question?.timestampMs === AT_START ? 'starts' : input.isolation === 'committed' ? 'stables' : 'ends'
    const ids = input.topics.flatMap(({ name, partitions }) => partitions.map(({ id }) => `${name}-${id}`))
    asked.push(`${which} of ${ids} from ${address.port}`)
    const output = answer(address, input)
    const bytes = Buffer.from(JSON.stringify(output))
    return before?.equals(bytes) ? null : { bytes, output }
  }
  vi.spyOn(connections, 'to').mockImplementation((address) => {
    // The one method that is called here.
    const connection = {
      sendUnlessSame: (_api: unknown, input: ListOffsetsInput, _deadlineMs: number, before: Buffer | null) =>
        sendUnlessSame(address, input, before),
    }
    return connection as unknown as BrokerConnection
  })
  let nowMs = 0
  const onBug = vi.fn()
  const watch = new OffsetWatch(connections, () => nowMs, onBug)
  const ask = (
    leadership: Leadership | (() => Leadership),
    watched: readonly string[] = [],
    refresh = async () => {},
  ) => {
    nowMs += 10_000
    asked.length = 0
    return watch.refresh(typeof leadership === 'function' ? leadership : () => leadership, new Set(watched), refresh)
  }
  return { watch, ask, asked, script, onBug }
}

const addresses = new Map([1, 2].map((id) => [id, { host: 'h', port: id }]))

/** Topics of which each partition is led by the broker named; null: by nobody. */
function leadershipOf(topics: Record<string, readonly (number | null)[]>, before: Catalog | null = null): Leadership {
  const described = sortTopics(
    Object.entries(topics).map(([name, leaders]) =>
      topic(
        name,
        leaders.map((leader, id): MetadataPartition => partition(id, { leader })),
      ),
    ),
  )
  const catalog = buildCatalog(described, before, 0)
  return { catalog, leaders: buildLeadership(described, catalog.partitionIds.length).leaders, addresses }
}

const ends = (watch: OffsetWatch, { catalog }: Leadership) => [...watch.known.columns(catalog).endOffsets]
const stables = (watch: OffsetWatch, { catalog }: Leadership) => [...watch.known.columns(catalog).lastStableOffsets]
const answers = (watch: OffsetWatch, { catalog }: Leadership) =>
  [...watch.known.columns(catalog).offsetErrors].map((code) => (code === 0 ? 'well' : explainAnswer(code).code))

describe('a round', () => {
  test('asks each leader for both ends of what it leads, and nobody for what has no leader', async () => {
    const leadership = leadershipOf({ a: [1, 2], b: [1, null] })
    const { watch, ask, asked } = watchOf({ 1: { 'a-0': { end: 7 }, 'b-0': { end: 9 } }, 2: { 'a-1': { end: 8 } } })
    await ask(leadership)
    expect(asked.sort()).toEqual([
      'ends of a-0,b-0 from 1',
      'ends of a-1 from 2',
      'starts of a-0,b-0 from 1',
      'starts of a-1 from 2',
    ])
    expect(ends(watch, leadership)).toEqual([7, 8, 9, UNKNOWN])
    expect(answers(watch, leadership)).toEqual(['well', 'well', 'well', 'LEADER_NOT_AVAILABLE'])
  })

  test('requests the last stable offset only of topics that are watched, and forgets it afterwards', async () => {
    const leadership = leadershipOf({ a: [1], b: [1] })
    const { watch, ask, asked } = watchOf({ 1: { 'a-0': { end: 7, stable: 5 }, 'b-0': { end: 9 } } })
    await ask(leadership, ['a'])
    expect(asked).toContain('stables of a-0 from 1')
    expect(stables(watch, leadership)).toEqual([5, UNKNOWN])
    await ask(leadership)
    expect(stables(watch, leadership)).toEqual([UNKNOWN, UNKNOWN])
  })

  test('that sees an open transaction remembers it, for as long as the topic lives', async () => {
    const leadership = leadershipOf({ a: [1, 1], b: [1] })
    const { watch, ask, script } = watchOf({
      1: { 'a-0': { end: 7, stable: 5 }, 'a-1': { end: 7 }, 'b-0': { end: 9 } },
    })
    const transactional = (of = leadership) => [...watch.known.columns(of.catalog).transactional]
    await ask(leadership, ['a'])
    expect(transactional()).toEqual([1, 0, 0])
    script[1] = { 'a-0': { end: 8 }, 'a-1': { end: 7 }, 'b-0': { end: 9 } }
    await ask(leadership, ['a'])
    expect(transactional()).toEqual([1, 0, 0])
    watch.known.noteTransactional(leadership.catalog, [2])
    expect(transactional()).toEqual([1, 0, 1])
    const without = leadershipOf({ b: [1] }, leadership.catalog)
    expect(transactional(without)).toEqual([1])
    expect(transactional(leadershipOf({ a: [1, 1], b: [1] }, without.catalog))).toEqual([0, 0, 1])
  })

  test('that brings the reply of before takes nothing from it, and all is still well', async () => {
    const leadership = leadershipOf({ a: [1] })
    const { watch, ask, script } = watchOf({ 1: { 'a-0': { end: 7 } } })
    await ask(leadership)
    await ask(leadership)
    expect(watch.known.columns(leadership.catalog).producedPerSecond[0]).toBe(0)
    expect(answers(watch, leadership)).toEqual(['well'])
    script[1] = { 'a-0': { end: 27 } }
    await ask(leadership)
    expect(watch.known.columns(leadership.catalog).producedPerSecond[0]).toBe(2)
  })
})

describe('leaders that have moved', () => {
  test('are looked for again, and only what moved is asked again', async () => {
    const before = leadershipOf({ a: [1, 1] })
    const after = { ...before, leaders: Int32Array.of(1, 2) }
    let current = before
    const script: Script = { 1: { 'a-0': { end: 7 }, 'a-1': { errorCode: MOVED } }, 2: { 'a-1': { end: 8 } } }
    const { watch, ask, asked } = watchOf(script)
    const refresh = vi.fn(async () => {
      current = after
    })
    await ask(() => current, [], refresh)
    expect(refresh).toHaveBeenCalledTimes(1)
    expect(asked.slice(2)).toEqual(['starts of a-1 from 2', 'ends of a-1 from 2'])
    expect(ends(watch, after)).toEqual([7, 8])
    expect(answers(watch, after)).toEqual(['well', 'well'])
  })

  test('are asked three times at most; what is known stays, with the reason', async () => {
    const leadership = leadershipOf({ a: [1] })
    const { watch, ask, asked, script } = watchOf({ 1: { 'a-0': { end: 7 } } })
    await ask(leadership)
    script[1] = { 'a-0': { errorCode: MOVED } }
    await ask(leadership)
    expect(asked).toHaveLength(6)
    expect(ends(watch, leadership)).toEqual([7])
    expect(answers(watch, leadership)).toEqual(['NOT_LEADER_OR_FOLLOWER'])
  })
})

describe('what is known', () => {
  test('stays with its partition while other topics come', async () => {
    const before = leadershipOf({ b: [1] })
    const { watch, ask } = watchOf({ 1: { 'b-0': { end: 7 } } })
    await ask(before)
    const after = leadershipOf({ a: [1], b: [1] }, before.catalog)
    expect(ends(watch, after)).toEqual([UNKNOWN, 7])
    expect(answers(watch, after)).toEqual(['unknown', 'well'])
  })

  test('of a topic that went is not taken for what comes after it', async () => {
    const before = leadershipOf({ a: [1] })
    const { watch, ask } = watchOf({ 1: { 'a-0': { end: 7 } } })
    await ask(before)
    const after = leadershipOf({ b: [1] }, before.catalog)
    expect(ends(watch, after)).toEqual([UNKNOWN])
  })

  test('is not touched by a round during which topics changed', async () => {
    const before = leadershipOf({ a: [1] })
    const after = leadershipOf({ a: [1], b: [1] }, before.catalog)
    const { watch, ask, script } = watchOf({ 1: { 'a-0': { end: 7 }, 'b-0': { end: 9 } } })
    await ask(before)
    expect(watch.isWhole).toBe(true)
    script[1] = { 'a-0': { end: 27 }, 'b-0': { end: 9 } }
    const round = ask(before)
    // A snapshot is made meanwhile, of the topics that there are now.
    watch.known.columns(after.catalog)
    await round
    expect(ends(watch, after)).toEqual([7, UNKNOWN])
    // With commits that were asked for before this round, these ends would make a group look ahead of them.
    expect(watch.isWhole).toBe(false)
    expect(watch.known.columns(after.catalog).producedPerSecond[0]).toBe(UNKNOWN)
    await ask(after)
    expect(ends(watch, after)).toEqual([27, 9])
    expect(watch.isWhole).toBe(true)
  })
})

describe('a broker that does not answer', () => {
  const leadership = leadershipOf({ a: [1, 2] })
  const well = { 'a-0': { end: 7 } }

  test.each([
    ['does not answer in time', silence, 'timeout', 0],
    ['refuses the connection', new ConnectionFailure('refused', { host: 'h', port: 2 }), 'unreachable', 0],
    ['denies it', new KafkaError(29), 'TOPIC_AUTHORIZATION_FAILED', 0],
    ['answers less than was asked', {}, 'unreadable', 0],
    ['makes us fail', new TypeError('x is not a function'), 'internal', 2],
  ] as [string, Record<string, Ends> | Error, string, number][])('because it %s', async (...facts) => {
    const [, answer, code, bugs] = facts
    const { watch, ask, onBug } = watchOf({ 1: well, 2: answer })
    await ask(leadership)
    expect(ends(watch, leadership)).toEqual([7, UNKNOWN])
    expect(answers(watch, leadership)).toEqual(['well', code])
    expect(onBug).toHaveBeenCalledTimes(bugs)
  })

  test('makes the round fail only when it is the only one', async () => {
    const { ask } = watchOf({ 1: silence, 2: silence })
    await expect(ask(leadership)).rejects.toBe(silence)
  })

  test('nor can be asked: then nothing was learnt', async () => {
    const { ask } = watchOf({})
    await expect(ask({ ...leadership, addresses: new Map() })).rejects.toThrow('No partition leader is available.')
  })
})

describe('a topic that is watched from now on', () => {
  test('causes a question about its last stable offsets, and no other', async () => {
    const leadership = leadershipOf({ a: [1, 2], b: [1] })
    const script: Script = { 1: { 'a-0': { end: 7 }, 'b-0': { end: 9 } }, 2: { 'a-1': { end: 8, stable: 6 } } }
    const { watch, ask, asked } = watchOf(script)
    await ask(leadership)
    asked.length = 0
    const { version } = watch.known
    await watch.refreshLastStableOffsets(leadership, new Set(['a']))
    expect(asked).toEqual(['stables of a-0 from 1', 'stables of a-1 from 2'])
    expect(stables(watch, leadership)).toEqual([7, 6, UNKNOWN])
    expect(watch.known.version).toBeGreaterThan(version)
  })

  test('sees none that lies beyond the end that is shown, which is a little older', async () => {
    const leadership = leadershipOf({ a: [1] })
    const { watch, ask, script } = watchOf({ 1: { 'a-0': { end: 7 } } })
    await ask(leadership)
    script[1] = { 'a-0': { end: 12 } }
    await watch.refreshLastStableOffsets(leadership, new Set(['a']))
    expect(stables(watch, leadership)).toEqual([7])
  })

  test('makes nothing doubtful where nobody answers', async () => {
    const leadership = leadershipOf({ a: [1] })
    const { watch, ask, script } = watchOf({ 1: { 'a-0': { end: 7 } } })
    await ask(leadership)
    script[1] = silence
    await watch.refreshLastStableOffsets(leadership, new Set(['a']))
    expect(answers(watch, leadership)).toEqual(['well'])
  })
})
