import type { BatchHeader } from '#lib/kafka/records/batch-header.ts'
import type { RecordCursor } from '#lib/kafka/records/record-cursor.ts'
import type { Found } from './reading.ts'

/** A record that was found, as where its parts lie: nothing of it is decoded before it is shown. */
export interface Match extends Found {
  readonly partition: number
  readonly timestampMs: number | null
  /** The digits of a time beyond 2^53; null for all others. */
  readonly timestampDigits: string | null
  /** null where even the header of its batch cannot be read. */
  readonly header: BatchHeader | null
  readonly isAborted: boolean
  readonly sequence: number | null
  readonly bytes: Buffer
  /** -1: there is no key; the same holds for the value. */
  readonly keyFrom: number
  readonly keyTo: number
  readonly valueFrom: number
  readonly valueTo: number
  readonly headersFrom: number
  readonly headersTo: number
  readonly headerCount: number
  /** Why it cannot be read. */
  readonly problem: string | null
}

const NO_BYTES = Buffer.alloc(0)

export function toMatch(cursor: RecordCursor, header: BatchHeader, isAborted: boolean, order: number): Match {
  return {
    partition: cursor.partition,
    offset: cursor.offset,
    order,
    timestampMs: cursor.timestampMs,
    timestampDigits: cursor.timestampDigits,
    header,
    isAborted,
    sequence: cursor.sequence,
    bytes: cursor.bytes,
    keyFrom: cursor.keyFrom,
    keyTo: cursor.keyTo,
    valueFrom: cursor.valueFrom,
    valueTo: cursor.valueTo,
    headersFrom: cursor.headersFrom,
    headersTo: cursor.headersTo,
    headerCount: cursor.headerCount,
    problem: cursor.fault?.message ?? null,
  }
}

/** Stands for all records of a batch that cannot be read. */
export function placeholder(
  partition: number,
  offset: number,
  header: BatchHeader | null,
  order: number,
  problem: string,
): Match {
  const nothing = { keyFrom: -1, keyTo: -1, valueFrom: -1, valueTo: -1, headersFrom: 0, headersTo: 0, headerCount: 0 }
  const timestampMs = header?.timestampType === 'log-append-time' ? header.maxTimestampMs : null
  const time = { timestampMs, timestampDigits: null }
  const known = { header, isAborted: false, sequence: null, bytes: NO_BYTES, ...time }
  return { partition, offset, order, ...known, ...nothing, problem }
}

/** As the contract has it: text where a number would lose digits. */
export function timeOf({ timestampMs, timestampDigits }: Match): number | string | null {
  return timestampDigits ?? timestampMs
}

export function keyPart({ bytes, keyFrom, keyTo }: Match): Buffer | null {
  return keyFrom < 0 ? null : bytes.subarray(keyFrom, keyTo)
}

export function valuePart({ bytes, valueFrom, valueTo }: Match): Buffer | null {
  return valueFrom < 0 ? null : bytes.subarray(valueFrom, valueTo)
}

/** The parts of a record lie one behind the other. */
function extentOf(match: Match): { from: number; to: number } {
  const { keyFrom, valueFrom, headersFrom, headersTo } = match
  const from = Math.min(...[keyFrom, valueFrom, headersFrom].filter((at) => at >= 0))
  return { from, to: Math.max(from, headersTo) }
}

export function bytesOf(matches: readonly Match[]): number {
  return matches.reduce((sum, match) => sum + extentOf(match).to - extentOf(match).from, 0)
}

/** The same matches in bytes of their own, so that they do not keep alive the batch or the reply they came in. */
export function detach(matches: readonly Match[]): Match[] {
  const own = Buffer.allocUnsafeSlow(bytesOf(matches))
  let at = 0
  return matches.map((match) => {
    const { from, to } = extentOf(match)
    match.bytes.copy(own, at, from, to)
    const shift = at - from
    at += to - from
    return moved(match, own, shift)
  })
}

function moved(match: Match, bytes: Buffer, shift: number): Match {
  const place = (offset: number) => (offset < 0 ? offset : offset + shift)
  return {
    ...match,
    bytes,
    keyFrom: place(match.keyFrom),
    keyTo: place(match.keyTo),
    valueFrom: place(match.valueFrom),
    valueTo: place(match.valueTo),
    headersFrom: match.headersFrom + shift,
    headersTo: match.headersTo + shift,
  }
}
