import { crc32c } from '#lib/kafka/records/crc32c.ts'
import { writeRecord } from '#lib/kafka/records/record-writer.ts'

interface WrittenRecord {
  readonly offset: number
  readonly timestampMs?: number
  readonly key?: Buffer | null
  readonly value?: Buffer | null
  readonly headers?: readonly { readonly name: string; readonly value: Buffer | null }[]
}

interface WrittenBatch {
  readonly records: readonly WrittenRecord[]
  readonly baseOffset?: number
  readonly lastOffset?: number
  readonly leaderEpoch?: number
  readonly magic?: number
  readonly attributes?: number
  readonly timestampOriginMs?: number | bigint
  readonly maxTimestampMs?: number | bigint
  readonly producerId?: number
  readonly producerEpoch?: number
  readonly baseSequence?: number
  readonly recordCount?: number
  /** In place of `records`. */
  readonly payload?: Buffer
  readonly pack?: (records: Buffer) => Buffer
}

/** A batch of format 2 as tests want it, whether that makes sense or not. */
export function writeBatch(batch: WrittenBatch): Buffer {
  const { records, pack = (bytes) => bytes, timestampOriginMs = records[0]?.timestampMs ?? -1 } = batch
  const originMs = Number(timestampOriginMs)
  const baseOffset = batch.baseOffset ?? records[0]?.offset ?? 0
  const plain = Buffer.concat(
    records.map(({ offset, timestampMs = originMs, key = null, value = null, headers = [] }) =>
      writeRecord({
        timestampDelta: timestampMs - originMs,
        offsetDelta: offset - baseOffset,
        key,
        value,
        headers,
      }),
    ),
  )
  const payload = pack(batch.payload ?? plain)
  const header = Buffer.alloc(61)
  header.writeBigInt64BE(BigInt(baseOffset), 0)
  header.writeInt32BE(49 + payload.length, 8)
  header.writeInt32BE(batch.leaderEpoch ?? 0, 12)
  header.writeInt8(batch.magic ?? 2, 16)
  header.writeInt16BE(batch.attributes ?? 0, 21)
  header.writeInt32BE((batch.lastOffset ?? records.at(-1)?.offset ?? baseOffset) - baseOffset, 23)
  header.writeBigInt64BE(BigInt(timestampOriginMs), 27)
  const latestMs = Math.max(-1, ...records.map(({ timestampMs = originMs }) => timestampMs))
  header.writeBigInt64BE(BigInt(batch.maxTimestampMs ?? latestMs), 35)
  header.writeBigInt64BE(BigInt(batch.producerId ?? -1), 43)
  header.writeInt16BE(batch.producerEpoch ?? -1, 51)
  header.writeInt32BE(batch.baseSequence ?? -1, 53)
  header.writeInt32BE(batch.recordCount ?? records.length, 57)
  return sealed(Buffer.concat([header, payload]))
}

/** With the checksum that its bytes have by now. */
export function sealed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}
