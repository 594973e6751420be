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
  },
}

/** A group that is behind on one partition, whose next record is older than all that was seen. */
async function slowGroup() {
  const asked: string[] = []
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
        return { data: [], failures: [] }
      },
    },
    () => 0,
  )
  await groups.refresh(new Map([[1, coordinator]]))
  const ends = { ...unknownOffsets(1), startOffsets: Float64Array.of(0), endOffsets: Float64Array.of(100) }
  ends.offsetErrors.fill(0)
  groups.measure(groups.known, { catalog, offsets: ends, writtenAtMs: () => Number.NaN })
  return { groups, asked }
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
