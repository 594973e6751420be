// Columns of whole numbers that lie near each other, in as few bits as they need: Rice's code around the middle value.

const RAW_BITS = 53
const PARAMETER_BITS = 6
/** A number further off than this many steps is written out in full. */
const MAX_STEPS = 20
const CHUNK_BITS = 16

export class BitWriter {
  readonly #bytes: number[] = []
  #current = 0
  #filled = 0

  bit(value: 0 | 1): void {
    this.#current = (this.#current << 1) | value
    if (++this.#filled < 8) return
    this.#bytes.push(this.#current)
    this.#current = 0
    this.#filled = 0
  }

  /** The lowest `count` bits of a whole number, highest first. */
  bits(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at--) this.bit(Math.floor(value / 2 ** at) % 2 === 1 ? 1 : 0)
  }

  column(values: readonly number[]): void {
    const middle = middleOf(values)
    const folded = values.map((value) => fold(value - middle))
    const parameter = bestParameter(folded)
    this.bits(middle, RAW_BITS)
    this.bits(parameter, PARAMETER_BITS)
    for (const value of folded) this.#rice(value, parameter)
  }

  finish(): Buffer {
    while (this.#filled > 0) this.bit(0)
    return Buffer.from(this.#bytes)
  }

  #rice(value: number, parameter: number): void {
    const steps = Math.floor(value / 2 ** parameter)
    for (let step = 0; step < Math.min(steps, MAX_STEPS); step++) this.bit(1)
    if (steps < MAX_STEPS) this.bit(0)
    this.bits(value, steps < MAX_STEPS ? parameter : RAW_BITS + 1)
  }
}

export class BitReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  bits(count: number): number {
    let value = 0
    for (let left = count; left > 0; ) {
      const taken = Math.min(left, CHUNK_BITS)
      let chunk = 0
      for (let bit = 0; bit < taken; bit++) chunk = chunk * 2 + this.#bit()
      value = value * 2 ** taken + chunk
      left -= taken
    }
    return value
  }

  column(count: number): number[] {
    const middle = this.bits(RAW_BITS)
    const parameter = this.bits(PARAMETER_BITS)
    return Array.from({ length: count }, () => middle + unfold(this.#rice(parameter)))
  }

  #rice(parameter: number): number {
    let steps = 0
    while (steps < MAX_STEPS && this.#bit() === 1) steps++
    if (steps === MAX_STEPS) return this.bits(RAW_BITS + 1)
    return steps * 2 ** parameter + this.bits(parameter)
  }

  #bit(): number {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw new RangeError('there are no more bits')
    return (byte >> (7 - (this.#at++ & 7))) & 1
  }
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 … */
function fold(difference: number): number {
  return difference < 0 ? -2 * difference - 1 : 2 * difference
}

function unfold(folded: number): number {
  return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2
}

function bestParameter(folded: readonly number[]): number {
  let best = 0
  let bestBits = Number.POSITIVE_INFINITY
  for (let parameter = 0; parameter <= RAW_BITS; parameter++) {
    let bits = 0
    for (const value of folded) {
      const steps = Math.floor(value / 2 ** parameter)
      bits += steps < MAX_STEPS ? steps + 1 + parameter : MAX_STEPS + RAW_BITS + 1
    }
    if (bits >= bestBits) continue
    best = parameter
    bestBits = bits
  }
  return best
}
