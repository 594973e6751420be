import { expect, test } from 'vitest'
import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { ClusterGroups } from './cluster-groups.ts'

const catalog = buildCatalog(sortTopics([topic('orders', [partition(0)])]), null, 0)
const coordinator = { id: 1, host: 'h', port: 9092, rack: null }
const offsets: GroupOffsets = {
  id: 'slow',
  topics: [{ name: 'orders', startRow: 0, endRow: 1 }],
  commits: {
    partitionIds: Int32Array.of(0),
    offsets: Float64Array.of(40),
    leaderEpochs: Int32Array.of(-1),
    errorCodes: new Int16Array(1),
    metadata: new Map(),
    digits: new Map(),
  },
}

const batchAt = (offset: number) => ({
  magic: 2,
  sizeBytes: 500,
  leaderEpoch: 0,
  baseOffset: offset,
  lastOffset: offset,
  baseTimestampMs: -5_000,
  maxTimestampMs: -5_000,
  timestampOriginMs: -5_000,
  timestampType: 'create-time' as const,
  compression: 'none' as const,
  isTransactional: false,
  isControl: false,
  producerId: null,
  producerEpoch: null,
  baseSequence: null,
  recordCount: 1,
  wideTimes: null,
})

/** A group that is behind on one partition, whose next record is older than all that was seen. */
async function slowGroup() {
  const asked: string[] = []
  const clock = { nowMs: 0 }
  const groups = new ClusterGroups(
    {
      list: async () => ({
        data: [{ id: 'slow', type: 'classic', state: 'Empty', protocolType: 'consumer', coordinator }],
        failures: [],
      }),
      describe: async () => ({ data: [], failures: [] }),
      commits: async () => ({ data: [offsets], failures: [] }),
      shareStarts: async () => ({ data: [], failures: [] }),
      headers: async (name, positions) => {
        asked.push(...positions.map(({ id, offset }) => `${name}-${id} at ${offset}`))
        return {
          data: positions.map(({ id, offset }) => ({ id, errorCode: 0, header: batchAt(offset) })),
          failures: [],
        }
      },
    },
    () => clock.nowMs,
  )
  await groups.refresh(new Map([[1, coordinator]]))
  const ends = { ...unknownOffsets(1), startOffsets: Float64Array.of(0), endOffsets: Float64Array.of(100) }
  ends.offsetErrors.fill(0)
  groups.measure(groups.known, { catalog, offsets: ends, writtenAtMs: () => Number.NaN })
  return { groups, asked, clock }
}

// Each reader's page asked for the same batches again until the first answer was there.
test('however many look at a group at once, its next records are asked for once', async () => {
  const { groups, asked } = await slowGroup()
  await Promise.all([groups.readNextRecords('slow'), groups.readNextRecords('slow'), groups.readNextRecords('slow')])
  expect(asked).toEqual(['orders-0 at 40'])
})

test('of a group that is not there nothing is asked', async () => {
  const { groups, asked } = await slowGroup()
  await groups.readNextRecords('other')
  expect(asked).toEqual([])
})

// Of a dashboard that had just begun, lists knew no time lag until a user opened the page of each group.
test('while lists are looked at, the time lag of a group becomes known without its page', async () => {
  const { groups, asked, clock } = await slowGroup()
  expect(await groups.sampleTimes()).toBe(false)
  expect(asked).toEqual([])
  groups.watchLists()
  expect(await Promise.all([groups.sampleTimes(), groups.sampleTimes()])).toEqual([true, false])
  expect(asked).toEqual(['orders-0 at 40'])
  expect([groups.columns.waitingRecordsMs[0], groups.columns.unknownAges[0]]).toEqual([-5_000, 0])
  expect(await groups.sampleTimes()).toBe(false)
  clock.nowMs = 60_000
  expect(await groups.sampleTimes()).toBe(false)
  expect(asked).toHaveLength(1)
})

test('when nobody has looked at lists for a minute, nothing is sampled', async () => {
  const { groups, asked, clock } = await slowGroup()
  groups.watchLists()
  clock.nowMs = 60_000
  expect(await groups.sampleTimes()).toBe(false)
  expect(asked).toEqual([])
})
