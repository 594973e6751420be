import { crc32 } from 'node:zlib'
import { MalformedReply, Reader } from '#lib/bytes/reader.ts'
import { damaged, UnreadableBatch } from './batch-fault.ts'
import {
  type BatchHeader,
  compressionOf,
  LOG_APPEND_TIME_BIT,
  SIZE_OVERHEAD_BYTES,
  unlessNegative,
} from './batch-header.ts'
import { decompress } from './decompress.ts'
import { writeRecord } from './record-writer.ts'

// The formats 0 and 1, which brokers before Kafka 4 still have in old logs: messages one by one, and where they are
// compressed, a message whose value is more messages.

interface OldMessage {
  readonly offset: number
  readonly magic: number
  readonly attributes: number
  /** Format 0 has no times. */
  readonly timestampMs: number | null
  readonly key: Buffer | null
  readonly value: Buffer | null
}

const CHECKED_FROM = 16
const CHECKSUM_AT = 12
const NO_TIMESTAMP_MS = -1
/** An object is made of each, and a megabyte of the smallest is 40,000. */
const MOST_MESSAGES = 100_000

/** One message and what it holds, with the records as batches have them now. Throws UnreadableBatch. */
export function readOldMessages(bytes: Buffer, limitBytes: number): { header: BatchHeader; records: Buffer } {
  const outer = readMessage(bytes)
  const compression = compressionOf(outer.attributes)
  const messages = compression === 'none' ? [outer] : readInner(outer, limitBytes)
  const [first = outer] = messages
  const baseOffset = first.offset
  const isAppendTime = (outer.attributes & LOG_APPEND_TIME_BIT) !== 0
  const timestampOriginMs = first.timestampMs ?? NO_TIMESTAMP_MS
  const records = messages.map(({ offset, timestampMs, key, value }) =>
    writeRecord({
      timestampDelta: (timestampMs ?? NO_TIMESTAMP_MS) - timestampOriginMs,
      offsetDelta: offset - baseOffset,
      key,
      value,
    }),
  )
  const header: BatchHeader = {
    magic: outer.magic,
    sizeBytes: bytes.length,
    leaderEpoch: null,
    baseOffset,
    lastOffset: outer.offset,
    baseTimestampMs: unlessNegative(timestampOriginMs),
    maxTimestampMs: isAppendTime ? unlessNegative(outer.timestampMs) : latest(messages),
    timestampOriginMs,
    wideTimes: null,
    timestampType: isAppendTime ? 'log-append-time' : 'create-time',
    compression,
    isTransactional: false,
    isControl: false,
    producerId: null,
    producerEpoch: null,
    baseSequence: null,
    recordCount: messages.length,
  }
  return { header, records: Buffer.concat(records) }
}

function readMessage(bytes: Buffer): OldMessage {
  try {
    const reader = new Reader(bytes, false)
    const offset = reader.int64()
    reader.int32() // size
    reader.int32() // checksum
    const magic = reader.int8()
    const attributes = reader.int8()
    const timestampMs = magic === 0 ? null : reader.int64OrNull()
    const message = {
      offset,
      magic,
      attributes,
      timestampMs,
      key: reader.nullableBytes(),
      value: reader.nullableBytes(),
    }
    if (crc32(bytes.subarray(CHECKED_FROM)) === bytes.readUInt32BE(CHECKSUM_AT)) return message
  } catch (error) {
    if (error instanceof MalformedReply) throw new UnreadableBatch('size', `The message is damaged: ${error.message}.`)
    throw error
  }
  throw new UnreadableBatch('checksum', 'The checksum of the message does not match its bytes.')
}

function readInner(outer: OldMessage, limitBytes: number): OldMessage[] {
  if (outer.value === null) throw damaged('nothing is in it')
  const set = decompress(compressionOf(outer.attributes), outer.value, limitBytes)
  const messages: OldMessage[] = []
  for (let at = 0; set.length - at >= SIZE_OVERHEAD_BYTES; ) {
    const end = at + SIZE_OVERHEAD_BYTES + set.readInt32BE(at + 8)
    if (end <= at + SIZE_OVERHEAD_BYTES || end > set.length) throw damaged('a message is longer than what is there')
    const message = readMessage(set.subarray(at, end))
    if (message.magic !== outer.magic || compressionOf(message.attributes) !== 'none') {
      throw damaged('it holds messages of another format')
    }
    if (messages.length === MOST_MESSAGES) {
      throw new UnreadableBatch('too-large', `The message holds more than ${MOST_MESSAGES} others, which is not read.`)
    }
    messages.push(message)
    at = end
  }
  return withOffsets(outer, messages)
}

/** Since format 1 inner messages count from 0, and the outer one has the offset of the last. */
function withOffsets(outer: OldMessage, messages: readonly OldMessage[]): OldMessage[] {
  const last = messages.at(-1)
  const origin = outer.magic === 0 || last === undefined ? 0 : outer.offset - last.offset
  const placed = messages.map((message) => ({ ...message, offset: message.offset + origin }))
  const isAscending = placed.every(({ offset }, index) => offset > (placed[index - 1]?.offset ?? -1))
  if (!isAscending || (placed.at(-1)?.offset ?? outer.offset) > outer.offset) {
    throw new UnreadableBatch('offset', 'The offsets of the messages do not ascend.')
  }
  return placed
}

function latest(messages: readonly OldMessage[]): number | null {
  let latestMs: number | null = null
  for (const { timestampMs } of messages) {
    const known = unlessNegative(timestampMs)
    if (known !== null && known > (latestMs ?? -1)) latestMs = known
  }
  return latestMs
}
