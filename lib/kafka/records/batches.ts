import { type BatchFault, UnreadableBatch } from './batch-fault.ts'
import {
  type BatchHeader,
  type Compression,
  HEADER_BYTES,
  MAGIC,
  MAGIC_AT,
  readBatchHeader,
  SIZE_OVERHEAD_BYTES,
} from './batch-header.ts'
import { crc32c } from './crc32c.ts'
import { decompress, MAX_BATCH_BYTES } from './decompress.ts'
import { readOldMessages } from './old-messages.ts'

export type Batch = WholeBatch | DamagedBatch

export interface WholeBatch {
  readonly header: BatchHeader
  readonly fault: null
  /** How `records` is compressed. Those of the formats before Kafka 0.11 have been decompressed, whatever the header says. */
  readonly compression: Compression
  /** A view of what the broker sent, which it keeps alive. */
  readonly records: Buffer
  /** Where reading goes on. */
  readonly nextOffset: number
}

export interface DamagedBatch {
  /** null where even the header cannot be believed to be one. */
  readonly header: BatchHeader | null
  readonly fault: BatchFault
  /** null where nothing tells how far the damage goes: the reader then tries the offset behind its own. */
  readonly nextOffset: number | null
}

const SIZE_AT = 8
const CHECKSUM_AT = 17
const CHECKED_FROM = 21
/** Up to the magic byte, all formats are the same. */
const COMMON_BYTES = MAGIC_AT + 1

/**
 * All batches that a broker sent for one partition. The last may be cut off, and then is left out; a damaged one is
 * reported, and does not keep those behind it from being read.
 */
export function* readBatches(bytes: Buffer): Generator<Batch, void> {
  let at = 0
  while (at < bytes.length) {
    const sizeBytes = bytes.length - at < COMMON_BYTES ? null : SIZE_OVERHEAD_BYTES + bytes.readInt32BE(at + SIZE_AT)
    if (sizeBytes === null || at + sizeBytes > bytes.length) {
      // A broker sends the first batch whole, so that one that is not never will be.
      if (at === 0) yield cutOff(bytes)
      return
    }
    if (sizeBytes < COMMON_BYTES) {
      yield broken('size', `The batch says that it has ${sizeBytes} bytes.`, null, null)
      return
    }
    const behind = at + sizeBytes
    yield readBatch(bytes.subarray(at, behind), baseOffsetAt(bytes, behind))
    at = behind
  }
}

/** The records of a batch, decompressed, for a RecordCursor; or why there are none. */
export function openBatch(batch: WholeBatch, limitBytes: number = MAX_BATCH_BYTES): Buffer | BatchFault {
  try {
    return decompress(batch.compression, batch.records, limitBytes)
  } catch (error) {
    return toFault(error)
  }
}

function readBatch(bytes: Buffer, following: number | null): Batch {
  const baseOffset = baseOffsetAt(bytes, 0)
  if (baseOffset === null) {
    return broken('offset', 'The batch begins at an offset that cannot be.', null, following)
  }
  const next = following !== null && following > baseOffset ? following : null
  const magic = bytes[MAGIC_AT] ?? 0
  if (magic < MAGIC) return readOld(bytes, next ?? baseOffset + 1)
  if (magic > MAGIC) {
    return broken('magic', `The batch is of format ${magic}, which is not known here.`, null, next ?? baseOffset + 1)
  }
  if (bytes.length < HEADER_BYTES) return broken('size', 'The batch ends within its header.', null, next)
  const header = readBatchHeader(bytes)
  if (header === null) return broken('size', 'The batch has no header.', null, next)
  return checkBatch(bytes, header, next)
}

function checkBatch(bytes: Buffer, header: BatchHeader, next: number | null): Batch {
  const isOrdered = header.lastOffset >= header.baseOffset
  // What the damaged header says counts only where no batch behind it tells.
  const behind = next ?? (isOrdered && Number.isSafeInteger(header.lastOffset + 1) ? header.lastOffset + 1 : null)
  if (crc32c(bytes.subarray(CHECKED_FROM)) !== bytes.readUInt32BE(CHECKSUM_AT)) {
    const message = 'The checksum of the batch does not match its bytes: they were damaged on the way or on disk.'
    return broken('checksum', message, header, behind)
  }
  if (!isOrdered || !Number.isSafeInteger(header.lastOffset + 1)) {
    return broken('offset', 'The batch ends at an offset that cannot be.', header, next)
  }
  if (header.compression === 'unknown') {
    return broken('codec', 'The batch is compressed in a way that is not known here.', header, header.lastOffset + 1)
  }
  return {
    header,
    fault: null,
    compression: header.compression,
    records: bytes.subarray(HEADER_BYTES),
    nextOffset: header.lastOffset + 1,
  }
}

function readOld(bytes: Buffer, next: number): Batch {
  try {
    const { header, records } = readOldMessages(bytes, MAX_BATCH_BYTES)
    return { header, fault: null, compression: 'none', records, nextOffset: header.lastOffset + 1 }
  } catch (error) {
    return { header: null, fault: toFault(error), nextOffset: next }
  }
}

function cutOff(bytes: Buffer): DamagedBatch {
  const baseOffset = baseOffsetAt(bytes, 0)
  const header = baseOffset === null ? null : readBatchHeader(bytes)
  const next = header !== null && header.lastOffset >= header.baseOffset ? header.lastOffset + 1 : null
  return broken('cut', `The batch is cut off after ${bytes.length} bytes.`, header, next)
}

function broken(
  code: BatchFault['code'],
  message: string,
  header: BatchHeader | null,
  nextOffset: number | null,
): DamagedBatch {
  return { header, fault: { code, message }, nextOffset }
}

function baseOffsetAt(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < 8) return null
  const offset = bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
  return offset >= 0 && Number.isSafeInteger(offset) ? offset : null
}

function toFault(error: unknown): BatchFault {
  if (error instanceof UnreadableBatch) return { code: error.code, message: error.message }
  throw error
}
