interface RecordToWrite {
  readonly timestampDelta: number
  readonly offsetDelta: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: readonly { readonly name: string; readonly value: Buffer | null }[]
}

/** A record as it lies in a batch, with its length in front. */
export function writeRecord({ timestampDelta, offsetDelta, key, value, headers = [] }: RecordToWrite): Buffer {
  const parts = [Buffer.alloc(1), varint(timestampDelta), varint(offsetDelta), ...withLength(key), ...withLength(value)]
  parts.push(varint(headers.length))
  for (const header of headers) parts.push(...withLength(Buffer.from(header.name)), ...withLength(header.value))
  const body = Buffer.concat(parts)
  return Buffer.concat([varint(body.length), body])
}

function withLength(bytes: Buffer | null): Buffer[] {
  return bytes === null ? [varint(-1)] : [varint(bytes.length), bytes]
}

/** Zigzag: the sign is the lowest bit. Up to 64 bits, as far as numbers are exact. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value)
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}
