import { expect, test } from 'vitest'

const GROUPS = 50_000
const HEADER_BYTES = 12
const ITEM_BYTES = 26
const HEADER_MARK = 9
const WALKS = 6

const ITEMS_AT_MOST = 12

/** Groups of a header, a count, and that many items of equal size, each with a zero behind it. */
function makeBytes(): Uint8Array {
  const bytes = new Uint8Array(GROUPS * (HEADER_BYTES + 1 + ITEMS_AT_MOST * (ITEM_BYTES + 1)))
  let at = 0
  for (let group = 0; group < GROUPS; group++) {
    const items = 4 + (group % (ITEMS_AT_MOST - 3))
    bytes.fill(HEADER_MARK, at, at + HEADER_BYTES)
    bytes[at + HEADER_BYTES] = items
    at += HEADER_BYTES + 1 + items * (ITEM_BYTES + 1)
  }
  return bytes
}

/**
 * Reads them as a decoder would: `at` is advanced by the loops, and by a closure that they call. Answers with where it
 * read something that is not there, or null.
 */
function findWrongRead(bytes: Uint8Array): string | null {
  let at = 0
  let sum = 0
  const readVarint = () => {
    let value = 0
    let shift = 0
    let byte: number
    do {
      byte = bytes[at++] ?? 0
      value |= (byte & 127) << shift
      shift += 7
    } while (byte & 128)
    return value >>> 0
  }
  for (let group = 0; group < GROUPS; group++) {
    if (bytes[at] !== HEADER_MARK) return `the header of group ${group}`
    at += HEADER_BYTES
    const items = readVarint()
    for (let item = 0; item < items; item++) {
      sum += bytes[at + 20] ?? 0
      at += ITEM_BYTES
      if (readVarint() !== 0) return `item ${item} of group ${group}`
    }
  }
  return sum === 0 ? null : 'an item'
}

// V8 14.6, which is in Node 26, loses such an `at` while it replaces a running loop by optimised code, and reads on at a
// wrong place. Where this fails, no number that the dashboard shows can be trusted: see ./node-flags.mjs.
test('this Node computes correctly in hot nested loops that share a variable with a closure', () => {
  const bytes = makeBytes()
  for (let walk = 0; walk < WALKS; walk++) expect(findWrongRead(bytes)).toBeNull()
})
