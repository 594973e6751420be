import { lz4Compress, lz4Decompress } from '@platformatic/wasm-utils/bundled'
import { damaged, tooLarge } from '#lib/kafka/records/batch-fault.ts'

const MAGIC = 0x184d_2204
const MINIMUM_HEADER_BYTES = 7
const VERSION = 1
const INDEPENDENT_BIT = 0x20
const BLOCK_CHECKSUM_BIT = 0x10
const CONTENT_SIZE_BIT = 0x08
const DICTIONARY_BIT = 0x01
const STORED_BIT = 0x8000_0000
const MINIMUM_MATCH_BYTES = 4
const LONGEST_BLOCK_BYTES = 4 * 1024 * 1024
/** Headers of frames with blocks of up to 4 MiB, with no checksum but their own: the last byte. */
const INDEPENDENT_FRAME = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73])
const LINKED_FRAME = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40, 0x70, 0xdf])
const END_MARK = Buffer.alloc(4)

interface Frame {
  readonly isIndependent: boolean
  /** Each with the four bytes of its size before it. */
  readonly blocks: readonly Buffer[]
  readonly size: number
}

/**
 * Its blocks are put into a new frame, as Java before Kafka 0.10 wrote a wrong checksum into the header, and as the
 * WebAssembly module stops in the middle of what is damaged, and does not give back what it took.
 */
export function decompressLz4(bytes: Buffer, limitBytes: number): Buffer {
  const { isIndependent, blocks, size } = checkFrame(bytes, limitBytes)
  if (size === 0) return Buffer.alloc(0)
  const decompressed = lz4Decompress(
    Buffer.concat([isIndependent ? INDEPENDENT_FRAME : LINKED_FRAME, ...blocks, END_MARK]),
  )
  if (decompressed.length !== size) throw damaged(`it ends after ${decompressed.length} of ${size} bytes`)
  return decompressed
}

export function compressLz4(bytes: Buffer): Buffer {
  return lz4Compress(bytes)
}

function checkFrame(bytes: Buffer, limitBytes: number): Frame {
  if (bytes.length < MINIMUM_HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) throw damaged('it is no lz4 frame')
  const flags = bytes.readUInt8(4)
  if (flags >>> 6 !== VERSION) throw damaged('its lz4 frame is of an unknown version')
  if (flags & DICTIONARY_BIT) throw damaged('it needs a dictionary')
  const isIndependent = (flags & INDEPENDENT_BIT) !== 0
  const checksumBytes = flags & BLOCK_CHECKSUM_BIT ? 4 : 0
  const blocks: Buffer[] = []
  let size = 0
  let at = MINIMUM_HEADER_BYTES + (flags & CONTENT_SIZE_BIT ? 8 : 0)
  for (;;) {
    if (bytes.length - at < 4) throw damaged('its end is cut off')
    const word = bytes.readUInt32LE(at)
    if (word === 0) return { isIndependent, blocks, size }
    const end = at + 4 + (word % STORED_BIT)
    if (end > bytes.length) throw damaged('a block is longer than what is there')
    const reach = isIndependent ? 0 : size
    const blockBytes = word >= STORED_BIT ? end - at - 4 : measureBlock(bytes.subarray(at + 4, end), reach)
    size += blockBytes
    if (size > limitBytes) throw tooLarge(limitBytes)
    if (blockBytes > LONGEST_BLOCK_BYTES) throw damaged('a block is longer than 4 MiB')
    if (blockBytes > 0) blocks.push(bytes.subarray(at, end))
    at = end + checksumBytes
  }
}

/** How long a block will be. `reach` is how many bytes before it may be repeated. */
function measureBlock(block: Buffer, reach: number): number {
  const end = block.length
  let at = 0
  let made = 0
  while (at < end) {
    const token = block[at++] ?? 0
    let length = token >>> 4
    if (length === 15) {
      let more = 255
      while (more === 255 && at < end) {
        more = block[at++] ?? 0
        length += more
      }
    }
    at += length
    made += length
    if (at === end) return made
    const distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8)
    if (distance === 0 || distance > made + reach) throw damaged('it repeats bytes from before its beginning')
    at += 2
    length = token & 15
    if (length === 15) {
      let more = 255
      while (more === 255 && at < end) {
        more = block[at++] ?? 0
        length += more
      }
    }
    made += length + MINIMUM_MATCH_BYTES
  }
  throw damaged('a block does not end where it should')
}
