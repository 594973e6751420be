import { expect, test } from 'vitest'
import { Reader } from '#lib/bytes/reader.ts'
import { Writer } from '#lib/bytes/writer.ts'
import { decodeReply, encodeRequest } from './api.ts'
import { fetchRecords, fetchRecordsById } from './fetch-records.ts'

// What the recordings do not hold: see fixtures.test.ts.

const TOPIC_ID = 'abcdefghijklmnopqrstug'

test('by id a broker that no longer leads tells who does, and one that leads tells what was given up', () => {
  const reply = new Writer(true).noTags().int32(250).int16(0).int32(0)
  reply.array([TOPIC_ID], (id) => writePartitions(reply.uuid(id)).noTags()).noTags()

  expect(decodeReply(fetchRecordsById, reply.bytes(), 17)).toEqual({
    throttleMs: 250,
    topics: [
      {
        topicId: TOPIC_ID,
        partitions: [
          {
            id: 4,
            errorCode: 0,
            highWatermark: 90,
            lastStableOffset: 70,
            logStartOffset: 10,
            abortedTransactions: [
              { producerId: 4_001, firstOffset: 12 },
              { producerId: 4_000, firstOffset: 30 },
            ],
            preferredReplica: 2,
            currentLeader: null,
            records: Buffer.alloc(0),
          },
          {
            id: 5,
            errorCode: 6,
            highWatermark: null,
            lastStableOffset: null,
            logStartOffset: null,
            abortedTransactions: [],
            preferredReplica: null,
            currentLeader: { id: 3, epoch: 17 },
            records: Buffer.alloc(0),
          },
        ],
      },
    ],
  })
})

function writePartitions(writer: Writer): Writer {
  const aborted = [
    [4_001, 12],
    [4_000, 30],
  ] as const
  return writer.array([4, 5], (id) => {
    const leads = id === 4
    writer.int32(id).int16(leads ? 0 : 6)
    for (const offset of [90, 70, 10]) writer.int64(leads ? offset : -1)
    writer
      .array(leads ? aborted : [], ([producerId, firstOffset]) => {
        writer.int64(producerId).int64(firstOffset).noTags()
      })
      .int32(leads ? 2 : -1)
      .unsignedVarint(1) // no bytes of records
    if (leads) writer.noTags()
    else writer.unsignedVarint(1).unsignedVarint(1).unsignedVarint(9).int32(3).int32(17).noTags()
  })
}

test('the rack of the reader and the epoch of the leader are told where a version can', () => {
  const partitions = [{ id: 4, offset: 12, maxBytes: 1_000, leaderEpoch: 17 }]
  const limits = { maxWaitMs: 500, minBytes: 1, maxBytes: 5_000, isolation: 'committed', rack: 'north' } as const
  const byName = { ...limits, topics: [{ name: 'orders', partitions }] }
  const reader = new Reader(encodeRequest(fetchRecords, byName, 11), false)
  expect([reader.int32(), reader.int32(), reader.int32(), reader.int32(), reader.int8()]).toEqual([
    -1, 500, 1, 5_000, 1,
  ])
  expect([reader.int32(), reader.int32()]).toEqual([0, -1]) // no session
  expect([reader.int32(), reader.string(), reader.int32()]).toEqual([1, 'orders', 1])
  expect([reader.int32(), reader.int32(), reader.int64(), reader.int64(), reader.int32()]).toEqual([
    4, 17, 12, -1, 1_000,
  ])
  expect([reader.int32(), reader.string(), reader.remaining]).toEqual([0, 'north', 0])

  const byId = { ...limits, topics: [{ topicId: TOPIC_ID, partitions }] }
  const later = new Reader(encodeRequest(fetchRecordsById, byId, 15), true)
  later.skipTags()
  expect([later.int32(), later.int32(), later.int32(), later.int8()]).toEqual([500, 1, 5_000, 1])
})
