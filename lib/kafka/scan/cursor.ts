import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AppError } from '#lib/contract/errors.ts'
import { BitReader, BitWriter } from './bits.ts'
import type { Direction } from './order.ts'

// Where a scan stopped, in a form that an address can carry: what it belongs to, and of every partition that has
// something left what that is. The end stays what it was when the scan began.

/** What is left to read of a partition: offsets from `low` up to, not including, `high`. */
export interface Range {
  readonly id: number
  readonly low: number
  readonly high: number
}

export interface CursorOwner {
  readonly clusterId: string | null
  readonly topic: string
  readonly topicId: string | null
  readonly direction: Direction
  /** Whatever decides which records are found, as text. */
  readonly query: string
}

const VERSION = 1
const QUERY_BYTES = 9
const TOPIC_BYTES = 6
const CHECKSUM_BYTES = 4
const COUNT_BITS = 20
const ID_BITS = 24
/** Anybody can write a cursor that claims more in a few bytes. */
const MAX_PARTITIONS = 100_000

export function encodeCursor(owner: CursorOwner, ranges: readonly Range[]): string {
  const writer = new BitWriter()
  writer.bits(ranges.length, COUNT_BITS)
  const ids = ranges.map(({ id }) => id)
  const isRun = ids.every((id, index) => id === (ids[0] ?? 0) + index)
  writer.bit(isRun ? 1 : 0)
  if (isRun) writer.bits(ids[0] ?? 0, ID_BITS)
  else writer.column(ids.map((id, index) => id - (ids[index - 1] ?? 0)))
  writer.column(ranges.map(({ high }) => high))
  // Going down, the end is where it goes on, and the start whatever the partition still has.
  if (owner.direction === 'ascending') writer.column(ranges.map(({ low, high }) => high - low))
  const body = Buffer.concat([Buffer.of(VERSION), queryMark(owner), topicMark(owner), writer.finish()])
  const checksum = Buffer.alloc(CHECKSUM_BYTES)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([checksum, body]).toString('base64url')
}

/** `gone`: the topic it belongs to was deleted, and made again since. Throws where it belongs to another query. */
export function decodeCursor(owner: CursorOwner, text: string): readonly Range[] | 'gone' {
  const bytes = Buffer.from(text, 'base64url')
  const body = bytes.subarray(CHECKSUM_BYTES)
  const ends = 1 + QUERY_BYTES + TOPIC_BYTES
  const isWhole = body.length > ends && bytes.readUInt32BE(0) === crc32(body)
  if (!isWhole || body[0] !== VERSION) throw damaged()
  if (!body.subarray(1, 1 + QUERY_BYTES).equals(queryMark(owner))) {
    throw refusal('This cursor belongs to another query. Leave it out to start again.')
  }
  if (!body.subarray(1 + QUERY_BYTES, ends).equals(topicMark(owner))) return 'gone'
  try {
    return readRanges(new BitReader(body.subarray(ends)), owner.direction)
  } catch (error) {
    // The bits end too early: it is whole by its checksum, which anybody can calculate.
    if (error instanceof RangeError) throw damaged()
    throw error
  }
}

function readRanges(reader: BitReader, direction: Direction): Range[] {
  const count = reader.bits(COUNT_BITS)
  if (count > MAX_PARTITIONS) throw damaged()
  const ids = reader.bits(1) === 1 ? readRun(reader.bits(ID_BITS), count) : readSteps(reader.column(count))
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) throw damaged()
  const highs = reader.column(count)
  const spans = direction === 'ascending' ? reader.column(count) : highs
  return ids.map((id, index) => {
    const high = highs[index] ?? 0
    return { id, low: high - (spans[index] ?? 0), high }
  })
}

function readRun(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}

function readSteps(steps: readonly number[]): number[] {
  let id = 0
  return steps.map((step) => {
    id += step
    return id
  })
}

function queryMark({ clusterId, topic, query, direction }: CursorOwner): Buffer {
  return digest([clusterId, topic, query, direction], QUERY_BYTES)
}

function topicMark({ topicId }: CursorOwner): Buffer {
  return digest([topicId], TOPIC_BYTES)
}

function digest(parts: readonly (string | null)[], length: number): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, length)
}

function damaged(): AppError {
  return refusal('This cursor is damaged, or of another version of Highwater.')
}

function refusal(message: string): AppError {
  return new AppError('invalid', message, { field: 'cursor' })
}
