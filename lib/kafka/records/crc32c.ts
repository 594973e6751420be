const CASTAGNOLI = 0x82f6_3b78
const SLICES = 16

/** For each of the last sixteen places a byte can stand at, what it adds to the checksum. */
const tables = makeTables()

/** The checksum of record batches: CRC-32C, sixteen bytes at a time. zlib's own crc32 has another polynomial. */
export function crc32c(bytes: Uint8Array): number {
  if (bytes.length < SLICES) return ~update(-1, bytes, 0, bytes.length) >>> 0
  // A view of words must begin at a multiple of four, and every platform of Node's is little-endian.
  const before = -bytes.byteOffset & 3
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + before, (bytes.length - before) >>> 2)
  const last = words.length & ~3
  let sum = update(-1, bytes, 0, before)
  for (let index = 0; index < last; index += 4) {
    const a = sum ^ word(words, index)
    const b = word(words, index + 1)
    const c = word(words, index + 2)
    const d = word(words, index + 3)
    sum =
      word(tables, 3840 | (a & 255)) ^
      word(tables, 3584 | ((a >>> 8) & 255)) ^
      word(tables, 3328 | ((a >>> 16) & 255)) ^
      word(tables, 3072 | (a >>> 24)) ^
      word(tables, 2816 | (b & 255)) ^
      word(tables, 2560 | ((b >>> 8) & 255)) ^
      word(tables, 2304 | ((b >>> 16) & 255)) ^
      word(tables, 2048 | (b >>> 24)) ^
      word(tables, 1792 | (c & 255)) ^
      word(tables, 1536 | ((c >>> 8) & 255)) ^
      word(tables, 1280 | ((c >>> 16) & 255)) ^
      word(tables, 1024 | (c >>> 24)) ^
      word(tables, 768 | (d & 255)) ^
      word(tables, 512 | ((d >>> 8) & 255)) ^
      word(tables, 256 | ((d >>> 16) & 255)) ^
      word(tables, d >>> 24)
  }
  return ~update(sum, bytes, before + last * 4, bytes.length) >>> 0
}

function update(sum: number, bytes: Uint8Array, from: number, to: number): number {
  let updated = sum
  for (let at = from; at < to; at++) updated = (updated >>> 8) ^ word(tables, (updated ^ (bytes[at] ?? 0)) & 255)
  return updated
}

function word(words: Int32Array, index: number): number {
  return words[index] ?? 0
}

function makeTables(): Int32Array {
  const made = new Int32Array(SLICES * 256)
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ CASTAGNOLI : sum >>> 1
    made[byte] = sum
  }
  for (let index = 256; index < made.length; index++) {
    const before = word(made, index - 256)
    made[index] = (before >>> 8) ^ word(made, before & 255)
  }
  return made
}
