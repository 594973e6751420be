import { lz4Compress, lz4Decompress } from '@platformatic/wasm-utils/bundled'
import { damaged, tooLarge } from '#lib/kafka/records/batch-fault.ts'

const MAGIC = 0x184d_2204
/** Without the size of the content, which few write. */
const HEADER_BYTES = 7
const VERSION = 1
const INDEPENDENT_BIT = 0x20
const BLOCK_CHECKSUM_BIT = 0x10
const CONTENT_SIZE_BIT = 0x08
const DICTIONARY_BIT = 0x01
const STORED_BIT = 0x8000_0000
const MINIMUM_MATCH_BYTES = 4

/**
 * The headers of frames without checksums but that of the header itself, its last byte, by the longest block they allow.
 * The WebAssembly module takes as much memory as that, so the least that is enough is chosen.
 */
const frameHeaders = [
  { blockBytes: 64 * 1024, independent: [0x60, 0x40, 0x82], linked: [0x40, 0x40, 0xc0] },
  { blockBytes: 256 * 1024, independent: [0x60, 0x50, 0xfb], linked: [0x40, 0x50, 0x77] },
  { blockBytes: 1024 * 1024, independent: [0x60, 0x60, 0x51], linked: [0x40, 0x60, 0x96] },
  { blockBytes: 4 * 1024 * 1024, independent: [0x60, 0x70, 0x73], linked: [0x40, 0x70, 0xdf] },
]

/**
 * Its blocks are put into a new frame, as Java before Kafka 0.10 wrote a wrong checksum into the header, and as the
 * WebAssembly module stops in the middle of what is damaged, and does not give back what it took.
 */
export function decompressLz4(bytes: Buffer, limitBytes: number): Buffer {
  const { frame, size } = rebuild(bytes, limitBytes)
  if (size === 0) return Buffer.alloc(0)
  const decompressed = lz4Decompress(frame)
  if (decompressed.length !== size) throw damaged(`it ends after ${decompressed.length} of ${size} bytes`)
  return decompressed
}

export function compressLz4(bytes: Buffer): Buffer {
  return lz4Compress(bytes)
}

function rebuild(bytes: Buffer, limitBytes: number): { frame: Buffer; size: number } {
  const { isIndependent, checksumBytes, firstBlock } = readFrameHeader(bytes)
  // Never longer than what it is made of: the header is the shortest there is.
  const frame = Buffer.allocUnsafe(bytes.length)
  let written = HEADER_BYTES
  let size = 0
  let longest = 0
  let at = firstBlock
  for (;;) {
    if (bytes.length - at < 4) throw damaged('its end is cut off')
    const word = bytes.readUInt32LE(at)
    if (word === 0) break
    const end = at + 4 + (word % STORED_BIT)
    if (end > bytes.length) throw damaged('a block is longer than what is there')
    const reach = isIndependent ? 0 : size
    const blockBytes = word >= STORED_BIT ? end - at - 4 : measureBlock(bytes, at + 4, end, reach)
    size += blockBytes
    if (size > limitBytes) throw tooLarge(limitBytes)
    longest = Math.max(longest, blockBytes)
    if (blockBytes > 0) written += bytes.copy(frame, written, at, end)
    at = end + checksumBytes
  }
  writeFrameHeader(frame, isIndependent, longest)
  written = frame.writeUInt32LE(0, written)
  return { frame: frame.subarray(0, written), size }
}

function readFrameHeader(bytes: Buffer) {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) throw damaged('it is no lz4 frame')
  const flags = bytes.readUInt8(4)
  if (flags >>> 6 !== VERSION) throw damaged('its lz4 frame is of an unknown version')
  if (flags & DICTIONARY_BIT) throw damaged('it needs a dictionary')
  return {
    isIndependent: (flags & INDEPENDENT_BIT) !== 0,
    checksumBytes: flags & BLOCK_CHECKSUM_BIT ? 4 : 0,
    firstBlock: HEADER_BYTES + (flags & CONTENT_SIZE_BIT ? 8 : 0),
  }
}

function writeFrameHeader(frame: Buffer, isIndependent: boolean, longestBlockBytes: number): void {
  const header = frameHeaders.find(({ blockBytes }) => blockBytes >= longestBlockBytes)
  if (!header) throw damaged('a block is longer than 4 MiB')
  frame.writeUInt32LE(MAGIC, 0)
  frame.set(isIndependent ? header.independent : header.linked, 4)
}

/** How long a block will be. `reach` is how many bytes before it may be repeated. */
function measureBlock(bytes: Buffer, from: number, end: number, reach: number): number {
  let at = from
  let made = 0
  while (at < end) {
    const token = bytes[at++] ?? 0
    let length = token >>> 4
    if (length === 15) {
      let more = 255
      while (more === 255 && at < end) {
        more = bytes[at++] ?? 0
        length += more
      }
    }
    at += length
    made += length
    if (at === end) return made
    const distance = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    if (distance === 0 || distance > made + reach) throw damaged('it repeats bytes from before its beginning')
    at += 2
    length = token & 15
    if (length === 15) {
      let more = 255
      while (more === 255 && at < end) {
        more = bytes[at++] ?? 0
        length += more
      }
    }
    made += length + MINIMUM_MATCH_BYTES
  }
  throw damaged('a block does not end where it should')
}
