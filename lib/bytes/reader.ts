/** A reply that contradicts itself: too short, a length that cannot be, a number outside what we can represent. */
export class MalformedReply extends Error {
  override name = 'MalformedReply'
}

/** Reads Kafka's wire types. Every read is checked against the end, so a short or lying reply throws MalformedReply. */
export class Reader {
  readonly #buffer: Buffer
  readonly flexible: boolean
  #offset: number

  constructor(buffer: Buffer, flexible: boolean, offset = 0) {
    this.#buffer = buffer
    this.flexible = flexible
    this.#offset = offset
  }

  get remaining(): number {
    return this.#buffer.length - this.#offset
  }

  get position(): number {
    return this.#offset
  }

  /** What was read since a position: a view of the reply, which it keeps alive. */
  readSince(position: number): Buffer {
    return this.#buffer.subarray(position, this.#offset)
  }

  /** Skips what is, byte for byte, the same, and says whether it was there. */
  skipSame(bytes: Buffer): boolean {
    const end = this.#offset + bytes.length
    if (end > this.#buffer.length || bytes.compare(this.#buffer, this.#offset, end) !== 0) return false
    this.#offset = end
    return true
  }

  int8(): number {
    return this.#buffer.readInt8(this.#take(1))
  }

  int16(): number {
    return this.#buffer.readInt16BE(this.#take(2))
  }

  uint16(): number {
    return this.#buffer.readUInt16BE(this.#take(2))
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#take(4))
  }

  int64(): number {
    const value = this.int64OrNull()
    if (value === null) throw new MalformedReply('a 64-bit number is beyond 2^53')
    return value
  }

  /** For numbers that clients choose and brokers only keep: null where one is beyond 2^53. */
  int64OrNull(): number | null {
    const at = this.#take(8)
    const value = this.#buffer.readInt32BE(at) * 2 ** 32 + this.#buffer.readUInt32BE(at + 4)
    return Number.isSafeInteger(value) ? value : null
  }

  /** The 64-bit number that was read last, with every digit. */
  lastInt64(): bigint {
    return this.#buffer.readBigInt64BE(this.#offset - 8)
  }

  boolean(): boolean {
    return this.int8() !== 0
  }

  unsignedVarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#buffer.readUInt8(this.#take(1))
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new MalformedReply('a variable-length number does not end')
  }

  string(): string {
    const value = this.nullableString()
    if (value === null) throw new MalformedReply('a string that must be there is null')
    return value
  }

  nullableString(): string | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int16()
    if (length < 0) return null
    const at = this.#take(length)
    return this.#buffer.toString('utf8', at, at + length)
  }

  /** A view of the reply, which it keeps alive. */
  bytes(): Buffer {
    return this.nullableBytes() ?? this.#buffer.subarray(0, 0)
  }

  nullableBytes(): Buffer | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int32()
    if (length < 0) return null
    const at = this.#take(length)
    return this.#buffer.subarray(at, at + length)
  }

  /** Kafka prints its uuids as 22 characters of base64url. */
  uuid(): string {
    const at = this.#take(16)
    return this.#buffer.toString('base64url', at, at + 16)
  }

  /** `minimumItemBytes` bounds the count before anything is allocated: more items than bytes left is a lie. */
  array<T>(minimumItemBytes: number, readItem: () => T): T[] {
    return this.nullableArray(minimumItemBytes, readItem) ?? []
  }

  nullableArray<T>(minimumItemBytes: number, readItem: () => T): T[] | null {
    const count = this.count(minimumItemBytes)
    if (count < 0) return null
    const items: T[] = []
    for (let index = 0; index < count; index++) items.push(readItem())
    return items
  }

  /** How many items follow, for those who need no array of them; -1 stands for null. */
  count(minimumItemBytes: number): number {
    const count = this.flexible ? this.unsignedVarint() - 1 : this.int32()
    if (count * minimumItemBytes > this.remaining) {
      throw new MalformedReply(`${count} items do not fit into the ${this.remaining} bytes left`)
    }
    return count
  }

  int32Array(): number[] {
    return this.array(4, () => this.int32())
  }

  skipTags(): void {
    if (this.flexible) this.tags({})
  }

  /** Reads the section of optional fields that closes a flexible structure; unknown ones are skipped by their size. */
  tags(readers: Record<number, (field: Reader) => void>): void {
    const count = this.unsignedVarint()
    for (let index = 0; index < count; index++) {
      const tag = this.unsignedVarint()
      const size = this.unsignedVarint()
      const at = this.#take(size)
      readers[tag]?.(new Reader(this.#buffer.subarray(0, at + size), true, at))
    }
  }

  #take(size: number): number {
    const at = this.#offset
    if (size > this.#buffer.length - at) {
      throw new MalformedReply(`${size} bytes are needed where ${this.#buffer.length - at} are left`)
    }
    this.#offset = at + size
    return at
  }
}
