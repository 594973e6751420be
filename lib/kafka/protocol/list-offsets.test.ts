import { expect, test } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import { decodeReply } from './api.ts'
import { listOffsets } from './list-offsets.ts'

test('a record whose time is beyond 2^53 is found, and those of other partitions with it', () => {
  const writer = new Writer(false)
  writer.array([5, 0x11_2233_4455], (timeMs) =>
    writer.string('reef').array([0], () => writer.int32(0).int16(0).int64(timeMs).int64(7)),
  )
  const bytes = writer.bytes()
  bytes.writeBigInt64BE(2n ** 63n - 1n, bytes.indexOf(Buffer.from([0, 0, 0, 0x11, 0x22, 0x33, 0x44, 0x55])))
  expect(decodeReply(listOffsets, bytes, 1).map(({ partitions }) => partitions)).toEqual([
    [{ id: 0, errorCode: 0, timestampMs: 5, offset: 7 }],
    [{ id: 0, errorCode: 0, timestampMs: 2 ** 63, offset: 7 }],
  ])
})
