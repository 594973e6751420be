const INITIAL_BYTES = 256

/** Writes Kafka's wire types into one growing buffer. `flexible` picks the compact encodings of newer versions. */
export class Writer {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES)
  #offset = 0
  readonly flexible: boolean

  constructor(flexible: boolean) {
    this.flexible = flexible
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#offset)
  }

  int8(value: number): this {
    const at = this.#reserve(1)
    this.#buffer.writeInt8(value, at)
    return this
  }

  int16(value: number): this {
    const at = this.#reserve(2)
    this.#buffer.writeInt16BE(value, at)
    return this
  }

  int32(value: number): this {
    const at = this.#reserve(4)
    this.#buffer.writeInt32BE(value, at)
    return this
  }

  int64(value: number): this {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`)
    const at = this.#reserve(8)
    this.#buffer.writeInt32BE(Math.floor(value / 2 ** 32), at)
    this.#buffer.writeUInt32BE(((value % 2 ** 32) + 2 ** 32) % 2 ** 32, at + 4)
    return this
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0)
  }

  unsignedVarint(value: number): this {
    let rest = value >>> 0
    while (rest > 0x7f) {
      this.#byte((rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.#byte(rest)
    return this
  }

  /** As records have their numbers: small ones are short, negative ones too. */
  varint(value: number): this {
    return this.unsignedVarint((value << 1) ^ (value >> 31))
  }

  /** The same for numbers beyond 32 bits. */
  varlong(value: number): this {
    if (value === (value | 0)) return this.varint(value)
    let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n))
    while (rest > 0x7fn) {
      this.#byte(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    this.#byte(Number(rest))
    return this
  }

  string(value: string): this {
    const length = Buffer.byteLength(value)
    if (this.flexible) this.unsignedVarint(length + 1)
    else this.int16(length)
    const at = this.#reserve(length)
    this.#buffer.write(value, at, length, 'utf8')
    return this
  }

  nullableString(value: string | null): this {
    if (value !== null) return this.string(value)
    return this.flexible ? this.unsignedVarint(0) : this.int16(-1)
  }

  uuid(value: string): this {
    const raw = Buffer.from(value, 'base64url')
    if (raw.length !== 16) throw new RangeError(`${value} is not a Kafka uuid`)
    const at = this.#reserve(raw.length)
    raw.copy(this.#buffer, at)
    return this
  }

  byteArray(value: Buffer): this {
    if (this.flexible) this.unsignedVarint(value.length + 1)
    else this.int32(value.length)
    return this.raw(value)
  }

  /** Bytes as they are, without their length. */
  raw(value: Buffer): this {
    const at = this.#reserve(value.length)
    value.copy(this.#buffer, at)
    return this
  }

  array<T>(items: readonly T[], writeItem: (item: T) => void): this {
    if (this.flexible) this.unsignedVarint(items.length + 1)
    else this.int32(items.length)
    for (const item of items) writeItem(item)
    return this
  }

  nullableArray<T>(items: readonly T[] | null, writeItem: (item: T) => void): this {
    if (items !== null) return this.array(items, writeItem)
    return this.flexible ? this.unsignedVarint(0) : this.int32(-1)
  }

  /** Ends a structure. Flexible versions close every structure with a section of optional fields; we send none. */
  noTags(): this {
    return this.flexible ? this.unsignedVarint(0) : this
  }

  #byte(value: number): void {
    const at = this.#reserve(1)
    this.#buffer[at] = value
  }

  #reserve(size: number): number {
    const at = this.#offset
    const needed = at + size
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
      this.#buffer.copy(grown, 0, 0, at)
      this.#buffer = grown
    }
    this.#offset = needed
    return at
  }
}
