import { describe, expect, test } from 'vitest'
import type { CoordinatedGroup, GroupDescription, GroupMember } from '#lib/kafka/admin/groups.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { GroupWatch } from './group-watch.ts'

const DENIED = kafkaErrorCode('GROUP_AUTHORIZATION_FAILED')
const NOBODY: ReadonlySet<string> = new Set()
const brokers = [1, 2].map((id) => ({ id, host: 'h', port: 9090 + id, rack: null }))

interface ReportedGroup {
  readonly state?: string
  readonly type?: CoordinatedGroup['type']
  readonly coordinator?: number
  readonly members?: readonly string[]
  readonly committed?: Readonly<Record<string, number>>
  readonly denied?: boolean
}

function member(id: string): GroupMember {
  return {
    id,
    instanceId: null,
    rackId: null,
    clientId: `client of ${id}`,
    clientHost: '/h',
    memberEpoch: null,
    subscribedTopics: ['a'],
    subscribedRegex: null,
    assignment: [{ topicId: null, name: 'a', partitions: [0] }],
    targetAssignment: null,
    isClassic: true,
  }
}

/** A cluster whose replies the test sets, and the watch that polls it. */
function watchOf(
  first: Readonly<Record<string, ReportedGroup>>,
  isReportedAsBefore: (id: string) => boolean = () => false,
) {
  const answers = new Map<string, ReturnType<typeof offsetsOf>>()
  const world = { groups: first, silent: new Map<number, Error>(), nowMs: 1_000, described: [] as string[] }
  const reported = (id: string) => world.groups[id] ?? {}
  const denied = (ids: readonly string[]) =>
    ids.filter((id) => reported(id).denied).map((scope) => ({ scope, error: new KafkaError(DENIED) }))
  const watch = new GroupWatch(
    {
      list: async (asked) => {
        const answering = asked.filter(({ id }) => !world.silent.has(id))
        const data = Object.entries(world.groups).flatMap(
          ([id, { state = 'Stable', type = 'classic', coordinator = 1 }]) =>
            answering
              .filter((broker) => broker.id === coordinator)
              .map((broker) => ({ id, state, type, protocolType: 'consumer', coordinator: broker })),
        )
        const failures = [...world.silent].map(([id, error]) => ({ scope: String(id), error }))
        return { data, failures }
      },
      describe: async (_coordinators, groups) => {
        world.described = groups.map(({ id }) => id)
        const data = groups
          .filter(({ id }) => !reported(id).denied)
          .map(({ id }): GroupDescription => {
            const { state = 'Stable', type = 'classic', members = [] } = reported(id)
            const base = { assignor: 'range', groupEpoch: null, assignmentEpoch: null }
            return { id, type: type ?? 'classic', state, ...base, members: members.map(member) }
          })
        return { data, failures: denied(world.described) }
      },
      commits: async (_coordinators, ids) => {
        const readable = ids.filter((id) => !reported(id).denied)
        const data = readable.map((id) => {
          const before = isReportedAsBefore(id) ? answers.get(id) : undefined
          const offsets = before ?? offsetsOf(id, reported(id).committed ?? {})
          answers.set(id, offsets)
          return offsets
        })
        return { data, failures: denied(ids) }
      },
      shareStarts: async (_coordinators, ids) => ({
        data: ids.map((id) => ({
          id,
          errorCode: 0,
          errorMessage: null,
          topics: [
            {
              topicId: 'x',
              name: 'a',
              partitions: [{ id: 0, errorCode: 0, errorMessage: null, startOffset: 3, leaderEpoch: 0, lag: 4 }],
            },
          ],
        })),
        failures: [],
      }),
    },
    () => world.nowMs,
  )
  return { world, watch, ask: (watched = NOBODY, asked = brokers) => watch.refresh(asked, watched) }
}

function offsetsOf(id: string, committed: Readonly<Record<string, number>>) {
  const entries = Object.entries(committed)
  return {
    id,
    topics: entries.map(([name], row) => ({ name, startRow: row, endRow: row + 1 })),
    commits: {
      partitionIds: new Int32Array(entries.length),
      offsets: Float64Array.from(entries, ([, offset]) => offset),
      leaderEpochs: new Int32Array(entries.length).fill(-1),
      errorCodes: new Int16Array(entries.length),
      metadata: new Map<number, string>(),
      digits: new Map<number, string>(),
    },
  }
}

test('groups are known by id, with what their own type tells', async () => {
  const { watch, ask } = watchOf({ b: { members: ['m'], committed: { a: 7 } }, a: { type: 'share' } })
  await ask()
  expect(watch.known.groups.map(({ id, type }) => [id, type])).toEqual([
    ['a', 'share'],
    ['b', 'classic'],
  ])
  const [share, classic] = watch.known.groups
  expect([share?.commits[0]?.committed[0], share?.commits[0]?.reportedLags?.[0]]).toEqual([3, 4])
  expect([...(classic?.commits[0]?.committed ?? [])]).toEqual([7])
  expect(classic?.claims).toMatchObject([{ subscribed: ['a'], assigned: [{ topic: 'a', partitions: [0] }] }])
})

test('one denied group hides no other, and says what is missing and why', async () => {
  const { watch, ask } = watchOf({ good: { committed: { a: 1 } }, secret: { denied: true } })
  await ask()
  const [good, secret] = watch.known.groups
  expect(good).toMatchObject({ commitError: 0, problems: [] })
  expect(secret).toMatchObject({ commitError: DENIED, description: null })
  expect(secret?.problems.map(({ field, code }) => [field, code])).toEqual([
    ['memberCount', 'GROUP_AUTHORIZATION_FAILED'],
    ['totalLag', 'GROUP_AUTHORIZATION_FAILED'],
  ])
})

describe('while one broker is silent', () => {
  const closed = new ConnectionFailure('refused', { host: 'h', port: 9092 })

  test('its groups stay as they were, and say so; the others go on', async () => {
    const { world, watch, ask } = watchOf({ a: { committed: { a: 1 } }, b: { coordinator: 2, committed: { a: 5 } } })
    await ask()
    world.silent.set(2, closed)
    await ask()
    await ask()
    const [a, b] = watch.known.groups
    expect(a?.problems).toEqual([])
    expect(b?.problems[0]).toMatchObject({ field: 'state', code: 'coordinator' })
    expect(b?.commitError).not.toBe(0)
    expect([...(b?.commits[0]?.committed ?? [])]).toEqual([5])
  })

  test('a group that another looks after by now is known from there', async () => {
    const { world, watch, ask } = watchOf({ b: { coordinator: 2 } })
    await ask()
    world.silent.set(2, closed)
    world.groups = { b: { coordinator: 1 } }
    await ask()
    expect(watch.known.groups).toMatchObject([{ id: 'b', coordinator: { id: 1 }, problems: [] }])
  })

  test('and all of them are: the round fails, and what was known stays', async () => {
    const { world, watch, ask } = watchOf({ a: {} })
    await ask()
    for (const { id } of brokers) world.silent.set(id, closed)
    await expect(ask()).rejects.toBe(closed)
    await expect(ask(NOBODY, [])).rejects.toMatchObject({ code: 'unavailable' })
    expect(watch.known.groups).toHaveLength(1)
  })
})

test('a group that nobody lists is gone only after a second look; one deleted from here at once', async () => {
  const { world, watch, ask } = watchOf({ a: {}, b: {} })
  await ask()
  world.groups = {}
  await ask()
  expect(watch.known.groups.map(({ isMissing }) => isMissing)).toEqual([true, true])
  watch.forget('a')
  expect(watch.known.groups.map(({ id }) => id)).toEqual(['b'])
  await ask()
  expect(watch.known.groups).toEqual([])
})

test('what did not change stays the same object, so that nothing made from it is made again', async () => {
  const { world, watch, ask } = watchOf({ a: { members: ['m'], committed: { a: 1 } } })
  await ask()
  const before = watch.find('a')
  world.groups = { a: { members: ['m'], committed: { a: 2 } } }
  await ask()
  const after = watch.find('a')
  expect(after?.claims).toBe(before?.claims)
  expect(after?.shape).toBe(before?.shape)
  expect([...(after?.commits[0]?.committed ?? [])]).toEqual([2])
  world.groups = { a: { members: ['other'], committed: { a: 2, b: 1 } } }
  await ask()
  expect(watch.find('a')?.claims).not.toBe(before?.claims)
  expect(watch.find('a')?.shape).not.toBe(before?.shape)
})

test('since when a group is empty is known once it was seen with members', async () => {
  const { world, watch, ask } = watchOf({ a: { members: ['m'] }, never: { state: 'Empty' } })
  await ask()
  world.groups = { a: { state: 'Empty' }, never: { state: 'Empty' } }
  world.nowMs = 9_000
  await ask()
  world.nowMs = 12_000
  await ask()
  expect(watch.known.groups.map(({ emptySinceMs }) => emptySinceMs)).toEqual([9_000, null])
})

describe('of very many groups', () => {
  const many = (state: string) =>
    Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`g${index}`, { state }]))

  test('each is described once, then those that changed or are looked at, and the others now and then', async () => {
    const { world, ask } = watchOf(many('Stable'))
    await ask()
    expect(world.described).toHaveLength(2_000)
    world.groups = { ...world.groups, g7: { state: 'Empty' }, fresh: {} }
    await ask(new Set(['g9']))
    expect(world.described.toSorted()).toEqual(['fresh', 'g7', 'g9'])
    world.nowMs += 60_000
    await ask()
    expect(world.described).toHaveLength(1_000)
    await ask()
    expect(world.described.length).toBeGreaterThan(900)
    await ask()
    expect(world.described).toEqual([])
  })

  test('those without members are only described when they are watched, or had some', async () => {
    const { world, watch, ask } = watchOf({ ...many('Empty'), g5: { members: ['m'] } })
    await ask()
    expect(world.described).toEqual(['g5'])
    world.nowMs += 600_000
    world.groups = { ...world.groups, g5: { state: 'Empty' } }
    await ask(new Set(['g9']))
    expect(world.described.toSorted()).toEqual(['g5', 'g9'])
    expect(watch.find('g5')).toMatchObject({ emptySinceMs: world.nowMs })
    await ask()
    expect(world.described).toEqual([])
  })

  test('those of which nothing new is told stay the same objects, in the order of their ids', async () => {
    const { world, watch, ask } = watchOf(many('Empty'), (id) => id !== 'g7')
    await ask()
    const before = watch.known.groups
    world.groups = Object.fromEntries(Object.entries(world.groups).toReversed())
    await ask()
    const changed = watch.known.groups.filter((group, row) => group !== before[row])
    expect(changed.map(({ id }) => id)).toEqual(['g7'])
  })
})
