import { Writer } from '#lib/bytes/writer.ts'
import type { Compression } from '#lib/contract/message-formats.ts'
import type { ProducerIdentity } from '#lib/kafka/protocol/init-producer-id.ts'
import { codecBits, MAGIC } from './batch-header.ts'
import { compress } from './compress.ts'
import { crc32c } from './crc32c.ts'
import { type WrittenHeader, writeRecord } from './record-writer.ts'

export interface WrittenRecord {
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** In the order in which they are read; a name may come twice. */
  readonly headers: readonly WrittenHeader[]
  readonly timestampMs: number
}

interface BatchOptions {
  readonly codec: Compression
  /** By whom, and the how-manieth of its records the first one is; null where repeats need not be noticed. */
  readonly producer: (ProducerIdentity & { readonly baseSequence: number }) | null
}

const NO_LEADER_EPOCH = -1
const NO_PRODUCER = { id: -1, epoch: -1, baseSequence: -1 }
/** Leader epoch, magic and checksum: what stands between the length and what the checksum covers. */
const UNCHECKED_BYTES = 9

/** A record batch of version 2, as every broker since 0.11 takes it. Offsets are for the broker to give. */
export function writeBatch(records: readonly WrittenRecord[], { codec, producer }: BatchOptions): Buffer {
  const baseTimestampMs = records[0]?.timestampMs ?? 0
  const { id, epoch, baseSequence } = producer ?? NO_PRODUCER
  const checked = new Writer(false)
    .int16(codecBits(codec))
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
  return Buffer.concat(
    records.map(({ timestampMs, ...record }, index) =>
      writeRecord({ ...record, timestampDelta: timestampMs - baseTimestampMs, offsetDelta: index }),
    ),
  )
}
