import { counted, formatNumber } from '#lib/format/number.ts'
import type { Range } from './cursor.ts'
import { type ScanQuery, startOffsets } from './query.ts'

/** What the brokers tell of a partition before anything is read. */
export interface PartitionFacts {
  readonly id: number
  readonly startOffset: number
  /** Where reading ends: behind the last record, or where the first transaction begins that is still open. */
  readonly endOffset: number
  /** Behind the last record, whatever its transaction. */
  readonly highWatermark: number
  /** The first record at or after `time`; null: there is none. */
  readonly atTime?: number | null
  /** The first record at or after `to`; null: there is none. */
  readonly atTo?: number | null
}

export interface Notice {
  readonly partition?: number
  readonly code: string
  readonly message: string
}

export interface ScanPlan {
  readonly ranges: readonly Range[]
  readonly notices: readonly Notice[]
  /** All that a cursor pointed to was deleted since. */
  readonly isExpired: boolean
}

/** What is read of every partition. An end that moves on while it is read changes nothing: it was frozen here. */
export function planScan(query: ScanQuery, facts: readonly PartitionFacts[]): ScanPlan {
  const ids = facts.map(({ id }) => id)
  const offsets = query.from === 'offset' ? startOffsets(query.offset ?? '', ids) : null
  const notices = facts.flatMap(({ id, endOffset, highWatermark }) =>
    highWatermark > endOffset ? [openTransaction(id, highWatermark - endOffset)] : [],
  )
  const ranges = facts.map((partition) => {
    const { id, startOffset, endOffset } = partition
    const high = Math.max(startOffset, Math.min(endOffset, partition.atTo ?? endOffset))
    const wanted = offsets?.get(id) ?? null
    if (wanted !== null) notices.push(...outsideOf(partition, wanted))
    return { id, low: firstOf(query, partition, wanted, high), high }
  })
  if (facts.some(endsAtTime)) notices.push(unordered(query.to))
  return { ranges, notices, isExpired: false }
}

/** Whether there are records behind the first one that is too late. */
function endsAtTime({ atTo, endOffset }: PartitionFacts): boolean {
  return atTo !== undefined && atTo !== null && atTo < endOffset
}

function firstOf(query: ScanQuery, facts: PartitionFacts, wanted: number | null, high: number): number {
  const { startOffset, endOffset } = facts
  const within = (offset: number) => Math.min(high, Math.max(startOffset, offset))
  switch (query.from) {
    case 'newest':
    case 'oldest':
      return Math.min(startOffset, high)
    case 'live':
      return endOffset
    case 'offset':
      return within(wanted ?? startOffset)
    case 'time':
      return within(facts.atTime ?? endOffset)
    default:
      return query.from satisfies never
  }
}

/** What is left of what a cursor says, with what the partitions have now. */
export function planRest(query: ScanQuery, facts: readonly PartitionFacts[], rest: readonly Range[]): ScanPlan {
  const notices: Notice[] = []
  const byId = new Map(facts.map((partition) => [partition.id, partition]))
  const ranges = rest.flatMap(({ id, low, high }) => {
    const partition = byId.get(id)
    if (!partition) return []
    const { startOffset, highWatermark } = partition
    const to = Math.min(high, highWatermark)
    const from = Math.min(to, Math.max(low, startOffset))
    // Going down, the cursor does not say where the partition began: that was where it begins now, or before.
    if (query.from !== 'newest' && from > low) notices.push(expired(id, from - low, from))
    if (query.from === 'newest' && startOffset >= high) notices.push(allExpired(id, high, startOffset))
    if (highWatermark < high) notices.push(truncated(id, high - highWatermark, highWatermark))
    return [{ id, low: from, high: to }]
  })
  const isExpired = rest.length > 0 && ranges.every(({ low, high }) => low >= high)
  return { ranges: ranges.filter(({ low, high }) => low < high), notices, isExpired }
}

function outsideOf({ id, startOffset, endOffset }: PartitionFacts, wanted: number): Notice[] {
  if (wanted < startOffset) {
    const message = `The start offset of partition ${id} is ${formatNumber(startOffset)}: offset ${formatNumber(wanted)} was deleted.`
    return [{ partition: id, code: 'expired', message }]
  }
  if (wanted <= endOffset) return []
  const message = `The end offset of partition ${id} is ${formatNumber(endOffset)}: offset ${formatNumber(wanted)} does not exist yet.`
  return [{ partition: id, code: 'beyond-end', message }]
}

export function expired(id: number, count: number, next: number): Notice {
  const message = `${counted(count, 'message')} expired during the search; continuing at ${formatNumber(next)}.`
  return { partition: id, code: 'expired', message }
}

/** Going down, it has nowhere to go on. */
export function expiredBelow(id: number, count: number, start: number): Notice {
  const message = `${counted(count, 'record')} expired while scanning; partition ${id} now begins at ${formatNumber(start)}.`
  return { partition: id, code: 'expired', message }
}

function allExpired(id: number, below: number, start: number): Notice {
  const message = `Partition ${id} now begins at ${formatNumber(start)}: nothing is left below offset ${formatNumber(below)}, where this went on.`
  return { partition: id, code: 'expired', message }
}

/** Leaders never take back what they have told consumers of, but for one that was elected without having it. */
export function truncated(id: number, count: number, end: number): Notice {
  const message = `Partition ${id} now ends at ${formatNumber(end)}, ${counted(count, 'offset')} before where it ended: its log was truncated, as after an unclean leader election.`
  return { partition: id, code: 'truncated', message }
}

/** A broker finds the first record at or after a time, and knows nothing of the timestamps behind it. */
function unordered(to = ''): Notice {
  const message = `Each partition is read up to its first message at or after ${to}. With CreateTime, later messages may have earlier timestamps; they are not shown.`
  return { code: 'to-unordered', message }
}

function openTransaction(id: number, count: number): Notice {
  const message = `The last ${counted(count, 'offset')} of partition ${id} are beyond the last stable offset: they are hidden until an open transaction ends.`
  return { partition: id, code: 'open-transaction', message }
}
