import { afterEach, expect, test, vi } from 'vitest'
import { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { AT_START, type ListOffsetsInput, listOffsets } from '#lib/kafka/protocol/list-offsets.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { type OffsetCommitInput, offsetCommit } from '#lib/kafka/protocol/offset-commit.ts'
import { offsetFetch, UNREADABLE_COMMIT } from '#lib/kafka/protocol/offset-fetch.ts'
import { emptyCatalog } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup } from '#lib/monitor/testing/groups.ts'
import { metadataOf, partition, topic } from '#lib/monitor/testing/snapshots.ts'
import type { ResetRow } from './offset-plan.ts'
import { OffsetMover, refusalByMembers } from './offset-reset.ts'

const REFUSED = 25
const address = { host: 'h', port: 9092 }

afterEach(() => vi.restoreAllMocks())

/** A coordinator that keeps commits of topic `a`, by partition; `refused` are not taken, and it may fall silent. */
function moverOf(committed: Record<number, number>, { refused = [] as number[], isSilent = false } = {}) {
  const apis = new Map([offsetFetch, offsetCommit].map(({ key, versions }) => [key, versions]))
  const versions = { errorCode: 0, apis, supportedFeatures: new Map(), finalizedFeatures: null }
  vi.spyOn(BrokerConnection.prototype, 'versions').mockResolvedValue(versions)
  vi.spyOn(BrokerConnection.prototype, 'send').mockImplementation(async (api: Api<never, unknown>, input: unknown) => {
    if (api.key === offsetCommit.key) {
      // Each request that is played has its own input.
      const [{ partitions = [] } = {}] = (input as OffsetCommitInput).topics
      for (const { id, offset } of partitions) if (!refused.includes(id)) committed[id] = offset
      return [
        { name: 'a', partitions: partitions.map(({ id }) => ({ id, errorCode: refused.includes(id) ? REFUSED : 0 })) },
      ]
    }
    if (api.key === metadata.key) return metadataOf([topic('a', [partition(0)])])
    if (api.key === listOffsets.key) {
      const [{ partitions = [] } = {}] = (input as ListOffsetsInput).topics
      const ends = partitions.map(({ id, timestampMs }) => ({
        id,
        errorCode: 0,
        offset: timestampMs === AT_START ? 0 : 10,
      }))
      return [{ name: 'a', partitions: ends }]
    }
    if (api.key !== offsetFetch.key) return []
    if (isSilent) throw new ConnectionFailure('timeout', address)
    const ids = Object.keys(committed).map(Number)
    const commits = {
      partitionIds: Int32Array.from(ids),
      offsets: Float64Array.from(ids, (id) => committed[id] ?? UNREADABLE_COMMIT),
      leaderEpochs: Int32Array.from(ids, () => -1),
      errorCodes: new Int16Array(ids.length),
      metadata: new Map(),
      digits: new Map(),
    }
    const topics = [{ name: 'a', startRow: 0, endRow: ids.length }]
    return { groups: [{ id: 'g', errorCode: 0, topics }], parts: [], commits }
  })
  const group = knownGroup({ id: 'g' })
  return new OffsetMover(new ConnectionSet({ bootstrap: [address] }), emptyCatalog, () => group)
}

const plan = [0, 1].map((id): ResetRow => ({ topic: 'a', partition: id, before: 5, after: 9, change: 4, note: null }))

test('what was written is read back, and what was refused stays as it is', async () => {
  const { rows, applied, unverified } = await moverOf({ 0: 5, 1: 5 }, { refused: [1] }).apply('g', plan)
  expect(rows).toMatchObject([{ after: 9 }, { after: 5, error: expect.stringContaining('has active members') }])
  expect([applied, unverified]).toEqual([true, undefined])
  expect(rows[0]?.error).toBeUndefined()
})

// The whole reset was said to have failed, and what stood before was lost with it.
test('that it cannot be read back is no failure of what was written', async () => {
  const { rows, applied, unverified } = await moverOf({ 0: 5, 1: 5 }, { refused: [1], isSilent: true }).apply('g', plan)
  expect(rows).toMatchObject([
    { before: 5, after: 9 },
    { after: 5, error: expect.stringContaining('has active members') },
  ])
  expect(rows[0]?.error).toBeUndefined()
  expect(applied).toBe(true)
  expect(unverified).toContain('h:9092')
})

test('a commit that cannot be read is part of the plan', async () => {
  const rows = await moverOf({ 0: UNREADABLE_COMMIT }).plan({
    group: 'g',
    to: { type: 'shift', by: 1 },
    topics: undefined,
  })
  expect(rows).toMatchObject([{ topic: 'a', partition: 0, error: expect.any(String) }])
})

test('who is in the way is named so that nothing hides', () => {
  const members = [{ clientId: 'a\u202eb\n ', clientHost: '/h\0' }]
  expect(refusalByMembers(members, 'move')?.message).toBe(
    'The group has active members: a\\u202eb\\n· on h\\u0000. Stop them first.',
  )
})

test('who is in the way is named, and what for', () => {
  const members = Array.from({ length: 7 }, (_, index) => ({ clientId: `c${index}`, clientHost: '/h' }))
  expect(refusalByMembers([], 'delete')).toBeNull()
  const moveHint = 'Offsets can be reset only while the group has no active members.'
  expect(refusalByMembers(members, 'move')).toMatchObject({ options: { hint: moveHint } })
  expect(refusalByMembers(members, 'delete')).toMatchObject({
    code: 'conflict',
    message: 'The group has active members: c0 on h, c1 on h, c2 on h, c3 on h, c4 on h and 2 more. Stop them first.',
    options: { hint: 'A group can be deleted only while it has no active members.' },
  })
})
