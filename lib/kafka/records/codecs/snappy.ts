import { snappyCompress, snappyDecompress } from '@platformatic/wasm-utils/bundled'
import { damaged, tooLarge } from '#lib/kafka/records/batch-fault.ts'

// Java's producer cuts what it compresses into blocks, behind the header of its library snappy-java (xerial); librdkafka
// writes one raw block. Both read both.

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const XERIAL_HEADER_BYTES = 16
const XERIAL_VERSION = 1
const XERIAL_BLOCK_BYTES = 32 * 1024

interface SaidSize {
  readonly size: number
  /** Where what it is made of begins. */
  readonly behind: number
}

export function decompressSnappy(bytes: Buffer, limitBytes: number): Buffer {
  if (!isXerial(bytes, 0)) return decompressBlock(bytes, limitBytes)
  let size = 0
  eachBlock(bytes, (block) => {
    size += readSize(block).size
    if (size > limitBytes) throw tooLarge(limitBytes)
  })
  const decompressed = Buffer.allocUnsafeSlow(size)
  let made = 0
  eachBlock(bytes, (block) => {
    made += decompressBlock(block, limitBytes).copy(decompressed, made)
  })
  return decompressed
}

export function compressSnappy(bytes: Buffer): Buffer {
  const header = Buffer.alloc(XERIAL_HEADER_BYTES)
  XERIAL_MAGIC.copy(header)
  header.writeInt32BE(XERIAL_VERSION, 8)
  header.writeInt32BE(XERIAL_VERSION, 12) // the oldest that can read it
  const parts: Buffer[] = [header]
  for (let at = 0; at < bytes.length; at += XERIAL_BLOCK_BYTES) {
    const block = snappyCompress(bytes.subarray(at, at + XERIAL_BLOCK_BYTES))
    const size = Buffer.alloc(4)
    size.writeInt32BE(block.length)
    parts.push(size, block)
  }
  return Buffer.concat(parts)
}

function isXerial(bytes: Buffer, at: number): boolean {
  // The first byte settles it for nearly every block, and hostile streams have millions.
  if (bytes[at] !== XERIAL_MAGIC[0] || bytes.length - at < XERIAL_HEADER_BYTES) return false
  return bytes.compare(XERIAL_MAGIC, 0, XERIAL_MAGIC.length, at, at + XERIAL_MAGIC.length) === 0
}

function eachBlock(bytes: Buffer, take: (block: Buffer) => void): void {
  for (let at = 0; at < bytes.length; ) {
    // Two streams that were joined have the header of the second between them.
    if (isXerial(bytes, at)) {
      at += XERIAL_HEADER_BYTES
      continue
    }
    if (bytes.length - at < 4) throw damaged('its last block is cut off')
    const end = at + 4 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw damaged('a block is longer than what is there')
    take(bytes.subarray(at + 4, end))
    at = end
  }
}

function decompressBlock(block: Buffer, limitBytes: number): Buffer {
  const said = readSize(block)
  if (said.size > limitBytes) throw tooLarge(limitBytes)
  const size = checkBlock(block, said)
  return size === 0 ? Buffer.alloc(0) : snappyDecompress(block)
}

/**
 * The size that a block says, once it is sure that decompressing it makes exactly that: the WebAssembly module stops in
 * the middle of a block that is damaged, and does not give back what it took.
 */
function checkBlock(block: Buffer, { size, behind }: SaidSize): number {
  const end = block.length
  let at = behind
  let made = 0
  while (at < end) {
    const tag = block[at++] ?? 0
    const kind = tag & 3
    let length = (tag >>> 2) + 1
    let distance = 0
    if (kind === 0) {
      if (length > 60) {
        const lengthBytes = length - 60
        if (lengthBytes > end - at) throw damaged('a length is cut off')
        length = block.readUIntLE(at, lengthBytes) + 1
        at += lengthBytes
      }
      at += length
    } else if (kind === 1) {
      length = ((tag >>> 2) & 7) + 4
      distance = ((tag >>> 5) << 8) | (block[at] ?? 0)
      at += 1
    } else if (kind === 2) {
      distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8)
      at += 2
    } else {
      distance = at + 4 <= end ? block.readUInt32LE(at) : 0
      at += 4
    }
    if (kind !== 0 && (distance === 0 || distance > made)) throw damaged('it repeats bytes from before its beginning')
    made += length
    if (made > size || at > end) throw damaged('its parts are longer than the whole')
  }
  if (made !== size) throw damaged(`it ends after ${made} of ${size} bytes`)
  return size
}

function readSize(block: Buffer): SaidSize {
  let size = 0
  for (let index = 0; index < 5; index++) {
    const byte = block[index]
    if (byte === undefined) break
    size += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { size, behind: index + 1 }
  }
  throw damaged('it does not say its size')
}
