import type { FilterableHeader, FilterableRecord } from '#lib/filter/filterable-record.ts'
import type { BatchFault } from './batch-fault.ts'
import type { BatchHeader } from './batch-header.ts'

/** A record with more is made to take memory: `headers()` gives the first of them, `headerCount` tells how many. */
export const MAX_HEADERS = 10_000
const SHORTEST_HEADER_BYTES = 2
const LONGEST_VARINT_BYTES = 10
const LARGEST_SEQUENCE = 0x7fff_ffff
const NO_BYTES = Buffer.alloc(0)

/**
 * Goes through the records of a batch, decompressed, and is each of them in turn: no object is made for one. What is
 * kept of a record must be copied before the next.
 */
export class RecordCursor implements FilterableRecord {
  partition = 0
  bytes: Buffer = NO_BYTES
  keyFrom = -1
  keyTo = -1
  valueFrom = -1
  valueTo = -1
  headerCount = 0
  headersFrom = 0
  headersTo = 0
  /** Why the record cannot be read, or the rest of its batch; it then has neither key nor value nor headers. */
  fault: BatchFault | null = null
  #header: BatchHeader | null = null
  #at = 0
  #seen = 0
  #baseOffset = 0
  #offsetDelta = -1
  #lastOffsetDelta = -1
  #timestampDelta = 0
  #timestampAt = -1

  start({ header }: { readonly header: BatchHeader }, records: Buffer, partition: number): void {
    this.partition = partition
    this.bytes = records
    this.#header = header
    this.#at = 0
    this.#seen = 0
    this.#baseOffset = header.baseOffset
    this.#offsetDelta = -1
    this.#lastOffsetDelta = header.lastOffset - header.baseOffset
    this.fault = null
  }

  get offset(): number {
    return this.#baseOffset + this.#offsetDelta
  }

  /** null where it has none, and where its number is beyond 2^53. */
  get timestampMs(): number | null {
    const header = this.#header
    if (header === null) return null
    if (header.timestampType === 'log-append-time') return header.maxTimestampMs
    if (header.timestampOriginMs === null) return null
    const timestampMs = header.timestampOriginMs + this.#timestampDelta
    return timestampMs >= 0 && Number.isSafeInteger(timestampMs) ? timestampMs : null
  }

  /** The digits of a time beyond 2^53, which `timestampMs` cannot hold; null for all others. */
  get timestampDigits(): string | null {
    const header = this.#header
    if (!header?.wideTimes || this.timestampMs !== null) return null
    const { originMs, maxMs } = header.wideTimes
    const isAppended = header.timestampType === 'log-append-time'
    // As Java adds them up: a difference may be larger than a time.
    const timeMs = isAppended ? maxMs : BigInt.asIntN(64, originMs + this.#wideDelta())
    return timeMs > Number.MAX_SAFE_INTEGER ? String(timeMs) : null
  }

  /** What the producer counted it as; null where it does not count. */
  get sequence(): number | null {
    const base = this.#header?.baseSequence ?? null
    if (base === null) return null
    const sequence = base + this.#offsetDelta
    return sequence > LARGEST_SEQUENCE ? sequence - LARGEST_SEQUENCE - 1 : sequence
  }

  key(): Buffer | null {
    return this.keyFrom < 0 ? null : this.bytes.subarray(this.keyFrom, this.keyTo)
  }

  value(): Buffer | null {
    return this.valueFrom < 0 ? null : this.bytes.subarray(this.valueFrom, this.valueTo)
  }

  /** false: there are no more. A record that is malformed counts as one, and says so in `fault`. */
  next(): boolean {
    if (this.fault !== null) this.fault = null
    const bytes = this.bytes
    const start = this.#at
    if (start >= bytes.length) return this.#end()
    const length = this.#varint()
    const from = this.#at
    const end = from + length
    if (!(length >= 0 && end <= bytes.length)) return this.#giveUp('A record is longer than what is left of its batch.')
    this.#seen++
    this.#at = from + 1 // attributes, of which there are none
    this.#timestampAt = this.#at
    this.#timestampDelta = this.#varint()
    const offsetDelta = this.#varint()
    const keyBytes = this.#varint()
    const keyFrom = this.#at
    const keyTo = keyBytes > 0 ? keyFrom + keyBytes : keyFrom
    this.#at = keyTo
    const valueBytes = this.#varint()
    const valueFrom = this.#at
    const valueTo = valueBytes > 0 ? valueFrom + valueBytes : valueFrom
    this.#at = valueTo
    const headerCount = this.#varint()
    const headersFrom = this.#at
    this.#at = end
    if (!(offsetDelta > this.#offsetDelta && offsetDelta <= this.#lastOffsetDelta)) {
      return this.#fail('The record has an offset outside of its batch, or not after the one before.')
    }
    this.#offsetDelta = offsetDelta
    // A length that is not there at all is not a number, and neither at least -1 nor 0.
    const isWhole = keyBytes >= -1 && valueBytes >= -1 && headerCount >= 0 && headersFrom <= end
    if (!isWhole || headerCount * SHORTEST_HEADER_BYTES > end - headersFrom) {
      this.#offsetDelta--
      return this.#fail('The parts of the record are longer than the whole.')
    }
    this.keyFrom = keyBytes < 0 ? -1 : keyFrom
    this.keyTo = keyBytes < 0 ? -1 : keyTo
    this.valueFrom = valueBytes < 0 ? -1 : valueFrom
    this.valueTo = valueBytes < 0 ? -1 : valueTo
    this.headerCount = headerCount
    this.headersFrom = headersFrom
    this.headersTo = end
    return true
  }

  /** In their order, duplicates included. Where they are malformed it ends before, with `fault` set. */
  headers(limit: number = MAX_HEADERS): readonly FilterableHeader[] {
    const { bytes, headersTo } = this
    const headers: FilterableHeader[] = []
    const behind = this.#at
    this.#at = this.headersFrom
    const count = Math.min(this.headerCount, limit)
    while (headers.length < count) {
      const nameBytes = this.#varint()
      const nameFrom = this.#at
      this.#at += nameBytes
      const valueBytes = this.#varint()
      const valueFrom = this.#at
      const valueTo = valueFrom + Math.max(valueBytes, 0)
      if (!(nameBytes >= 0 && valueBytes >= -1 && valueTo <= headersTo)) {
        this.fault = { code: 'records', message: 'The headers of the record are longer than the whole.' }
        break
      }
      headers.push({
        name: bytes.toString('utf8', nameFrom, nameFrom + nameBytes),
        value: valueBytes < 0 ? null : bytes.subarray(valueFrom, valueTo),
      })
      this.#at = valueTo
    }
    this.#at = behind
    return headers
  }

  #end(): boolean {
    const expected = this.#header?.recordCount ?? 0
    if (this.#seen >= expected || this.#offsetDelta >= this.#lastOffsetDelta) return false
    return this.#giveUp(`The batch says that it has ${expected} records, and ${this.#seen} are there.`)
  }

  /** Nothing tells where the next record begins, so that this stands for all that are left. */
  #giveUp(message: string): boolean {
    this.#at = this.bytes.length
    this.#seen = Number.MAX_SAFE_INTEGER
    return this.#fail(message)
  }

  #fail(message: string): boolean {
    if (this.#offsetDelta >= this.#lastOffsetDelta) return false
    this.#offsetDelta++
    this.#timestampDelta = 0
    this.#timestampAt = -1
    this.keyFrom = -1
    this.keyTo = -1
    this.valueFrom = -1
    this.valueTo = -1
    this.headerCount = 0
    this.headersFrom = 0
    this.headersTo = 0
    this.fault = { code: 'records', message }
    return true
  }

  #wideDelta(): bigint {
    if (this.#timestampAt < 0) return 0n
    let zigzag = 0n
    for (let count = 0; count < LONGEST_VARINT_BYTES; count++) {
      const byte = this.bytes[this.#timestampAt + count] ?? 0
      zigzag |= BigInt(byte & 0x7f) << BigInt(7 * count)
      if (byte < 0x80) break
    }
    return (zigzag >> 1n) ^ -(zigzag & 1n)
  }

  /** Most are one byte. Behind the end it reads nothing as 0, which the lengths are checked for. */
  #varint(): number {
    const byte = this.bytes[this.#at++] ?? 0
    return byte < 0x80 ? (byte >>> 1) ^ -(byte & 1) : this.#longVarint(byte)
  }

  /** Not a number where it does not end within ten bytes. Beyond 2^53 it is rounded, as only times can be. */
  #longVarint(first: number): number {
    // The sign is the lowest bit, and kept apart, so that the number stays exact.
    let magnitude = (first & 0x7f) >>> 1
    let unit = 0x40
    for (let count = 1; count < LONGEST_VARINT_BYTES; count++) {
      const byte = this.bytes[this.#at++] ?? 0
      magnitude += (byte & 0x7f) * unit
      if (byte < 0x80) return first & 1 ? -magnitude - 1 : magnitude
      unit *= 0x80
    }
    return Number.NaN
  }
}
