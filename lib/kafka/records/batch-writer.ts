import type { Compression } from '#lib/contract/message-formats.ts'
import type { ProducerIdentity } from '#lib/kafka/protocol/init-producer-id.ts'
import { Writer } from '#lib/kafka/protocol/writer.ts'
import { compress } from './compress.ts'
import { crc32c } from './crc32c.ts'

export interface WrittenRecord {
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** In the order in which they are read; a name may come twice. */
  readonly headers: readonly WrittenHeader[]
  readonly timestampMs: number
}

export interface WrittenHeader {
  readonly name: string
  readonly value: Buffer | null
}

interface BatchOptions {
  readonly codec: Compression
  /** By whom, and the how-manieth of its records the first one is; null where repeats need not be noticed. */
  readonly producer: (ProducerIdentity & { readonly baseSequence: number }) | null
}

const codecBits: Record<Compression, number> = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 }
const MAGIC = 2
const NO_LEADER_EPOCH = -1
const NO_PRODUCER = { id: -1, epoch: -1, baseSequence: -1 }
const NO_ATTRIBUTES = 0
/** Leader epoch, magic and checksum: what stands between the length and what the checksum covers. */
const UNCHECKED_BYTES = 9
const NULL = -1

/** A record batch of version 2, as every broker since 0.11 takes it. Offsets are for the broker to give. */
export function writeBatch(records: readonly WrittenRecord[], { codec, producer }: BatchOptions): Buffer {
  const baseTimestampMs = records[0]?.timestampMs ?? 0
  const { id, epoch, baseSequence } = producer ?? NO_PRODUCER
  const checked = new Writer(false)
    .int16(codecBits[codec])
    .int32(records.length - 1)
    .int64(baseTimestampMs)
    .int64(records.reduce((latest, { timestampMs }) => Math.max(latest, timestampMs), baseTimestampMs))
    .int64(id)
    .int16(epoch)
    .int32(baseSequence)
    .int32(records.length)
    .raw(compress(codec, writeRecords(records, baseTimestampMs)))
    .bytes()
  return new Writer(false)
    .int64(0)
    .int32(UNCHECKED_BYTES + checked.length)
    .int32(NO_LEADER_EPOCH)
    .int8(MAGIC)
    .int32(crc32c(checked) | 0)
    .raw(checked)
    .bytes()
}

function writeRecords(records: readonly WrittenRecord[], baseTimestampMs: number): Buffer {
  const writer = new Writer(false)
  for (const [index, { key, value, headers, timestampMs }] of records.entries()) {
    const body = new Writer(false)
      .int8(NO_ATTRIBUTES)
      .varlong(timestampMs - baseTimestampMs)
      .varint(index)
    writeBytes(body, key)
    writeBytes(body, value)
    body.varint(headers.length)
    for (const header of headers) {
      writeBytes(body, Buffer.from(header.name))
      writeBytes(body, header.value)
    }
    const bytes = body.bytes()
    writer.varint(bytes.length).raw(bytes)
  }
  return writer.bytes()
}

function writeBytes(writer: Writer, bytes: Buffer | null): void {
  if (bytes === null) writer.varint(NULL)
  else writer.varint(bytes.length).raw(bytes)
}
