import type { FilterableHeader, FilterableRecord } from '#lib/filter/filterable-record.ts'

type Bytes = string | Buffer | null

export interface TestRecord {
  readonly key?: Bytes
  readonly value?: Bytes
  readonly headers?: readonly (readonly [name: string, value: Bytes])[]
  readonly partition?: number
  readonly offset?: number
  readonly timestampMs?: number | null
}

/** Records as they stand in the bytes of one batch, each length before what it measures. */
export function makeBatch(written: readonly TestRecord[]): { bytes: Buffer; records: FilterableRecord[] } {
  const parts: Buffer[] = []
  let length = 0
  const append = (bytes: Buffer) => {
    parts.push(bytes)
    length += bytes.length
    return { from: length - bytes.length, to: length }
  }
  const appendMeasured = (content: Bytes | undefined) => {
    if (content === null || content === undefined) {
      append(varint(-1))
      return { from: -1, to: -1 }
    }
    const bytes = Buffer.from(content)
    append(varint(bytes.length))
    return append(bytes)
  }
  const places = written.map((record) => {
    append(Buffer.from([0, 0, 0]))
    const key = appendMeasured(record.key)
    const value = appendMeasured(record.value)
    const headersFrom = append(varint(record.headers?.length ?? 0)).to
    for (const [name, content] of record.headers ?? []) {
      appendMeasured(name)
      appendMeasured(content)
    }
    return { record, key, value, headersFrom, headersTo: length }
  })
  const bytes = Buffer.concat(parts)
  const records = places.map(({ record, key, value, headersFrom, headersTo }, index) => ({
    partition: record.partition ?? 0,
    offset: record.offset ?? index,
    timestampMs: record.timestampMs === undefined ? null : record.timestampMs,
    bytes,
    keyFrom: key.from,
    keyTo: key.to,
    valueFrom: value.from,
    valueTo: value.to,
    headersFrom,
    headersTo,
    headers: (): FilterableHeader[] =>
      (record.headers ?? []).map(([name, content]) => ({
        name,
        value: content === null ? null : Buffer.from(content),
      })),
  }))
  return { bytes, records }
}

/** Zigzag, as Kafka writes lengths in records. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Buffer.from([...bytes, rest])
}
