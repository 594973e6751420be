import type { RecordFilter } from '#lib/filter/record-filter.ts'
import { type BatchHeader, MAGIC } from '#lib/kafka/records/batch-header.ts'
import { openBatch, type WholeBatch } from '#lib/kafka/records/batches.ts'
import { RecordCursor } from '#lib/kafka/records/record-cursor.ts'
import type { FetchedBatch } from './fetched-batch.ts'
import { bytesOf, detach, type Match, placeholder, toMatch } from './match.ts'
import { type Direction, pushBound } from './order.ts'
import type { FilteredBatch, PartitionReading } from './reading.ts'

export interface BatchFilterOptions {
  readonly direction: Direction
  /** null: everything is shown. */
  readonly filter: RecordFilter | null
  readonly isCommittedOnly: boolean
  readonly showsControl: boolean
  /** Finds no record, but counts those that match. */
  readonly isCounting?: boolean
  /** Whether a batch that a filter cannot look into has a row, too. Else it is reported beside the rows. */
  readonly showsUnreadable: boolean
}

type Reading = Pick<PartitionReading<FetchedBatch, Match>, 'id' | 'open' | 'bound'>

/** Of batches that cannot be read, so many are named. */
const MOST_UNREADABLE = 20
/** What each record that was found takes besides its bytes. */
const MATCH_BYTES = 200
/** Below this share of a batch, what was found in it is copied out of it. */
const WORTH_KEEPING = 0.5

/** Finds the wanted records in batches, and counts what was scanned. */
export class BatchFilter {
  scanned = 0
  /** Records of aborted transactions, which are left out. */
  aborted = 0
  /** The first batches that cannot be read, and in which a filter therefore finds nothing; and how many there are. */
  readonly unreadable: { partition: number; offset: number; message: string }[] = []
  unreadableCount = 0
  /** By partition, how many match; only where they are counted. */
  readonly counted = new Map<number, number>()
  readonly #options: BatchFilterOptions
  readonly #cursor = new RecordCursor()

  constructor(options: BatchFilterOptions) {
    this.#options = options
  }

  /** `most`: how many records are wanted now. */
  filter(fetched: FetchedBatch, reading: Reading, most: number): FilteredBatch<Match> {
    const { batch } = fetched
    if (batch.fault !== null) return this.#damaged(fetched, batch.header, reading, batch.fault.message)
    const { isCommittedOnly, showsControl, filter, isCounting = false } = this.#options
    if (batch.header.isControl && !showsControl) return nothing(reading.bound)
    if (fetched.isAborted && isCommittedOnly) {
      this.aborted += this.#count(batch, reading)
      return nothing(reading.bound)
    }
    if (isCounting && filter === null && isWhole(batch, reading)) {
      const { recordCount } = batch.header
      this.scanned += recordCount
      return this.#addCounted(reading, recordCount, this.#passOver(batch.header, reading.bound))
    }
    const records = openBatch(batch)
    if (!Buffer.isBuffer(records)) return this.#damaged(fetched, batch.header, reading, records.message)
    if (filter && !filter.mayMatch(records)) {
      this.scanned += this.#count(batch, reading)
      return nothing(this.#passOver(batch.header, reading.bound))
    }
    return isCounting
      ? this.#countMatching(batch, records, reading)
      : this.#look(fetched, batch, records, reading, most)
  }

  #countMatching(batch: WholeBatch, records: Buffer, reading: Reading): FilteredBatch<Match> {
    const { filter } = this.#options
    const { low, high } = reading.open
    const cursor = this.#cursor
    let count = 0
    cursor.start(batch, records, reading.id)
    while (cursor.next() && cursor.offset < high) {
      if (cursor.offset < low) continue
      this.scanned++
      if (filter === null || cursor.fault !== null || filter.matches(cursor)) count++
    }
    return this.#addCounted(reading, count, this.#passOver(batch.header, reading.bound))
  }

  #addCounted({ id }: Reading, count: number, bound: number): FilteredBatch<Match> {
    this.counted.set(id, (this.counted.get(id) ?? 0) + count)
    return nothing(bound)
  }

  #look(
    fetched: FetchedBatch,
    batch: WholeBatch,
    records: Buffer,
    reading: Reading,
    most: number,
  ): FilteredBatch<Match> {
    const { direction, filter } = this.#options
    const { low, high } = reading.open
    const cursor = this.#cursor
    const found: Unplaced[] = []
    const times: (number | null)[] = []
    const isUp = direction === 'ascending'
    cursor.start(batch, records, reading.id)
    while ((!isUp || found.length <= most) && cursor.next()) {
      const { offset } = cursor
      if (offset >= high) break
      if (offset < low) continue
      times.push(cursor.timestampMs)
      // A record that cannot be read might be what is looked for.
      const isFound = filter === null || cursor.fault !== null || filter.matches(cursor)
      if (isFound) found.push(toMatch(cursor, batch.header, fetched.isAborted, times.length - 1))
      // Going down, those that are wanted come last, and a batch may have a million before them.
      if (!isUp && found.length > 2 * most + 1) found.splice(0, found.length - most - 1)
    }
    const inOrder = isUp ? found : found.reverse()
    const kept = inOrder.slice(0, most)
    const isCut = kept.length < inOrder.length
    const last = kept.at(-1)?.order ?? 0
    const upToLast = isUp ? last + 1 : times.length - last
    this.scanned += isCut ? upToLast : times.length
    const bound = place(direction, inOrder, times, reading.bound)
    return { ...keep(kept, records.length), bound: inOrder[most]?.order ?? bound, isCut }
  }

  #damaged(fetched: FetchedBatch, header: BatchHeader | null, reading: Reading, message: string): FilteredBatch<Match> {
    const { low, high } = reading.open
    const offset = Math.max(low, fetched.firstOffset)
    if (offset >= high) return nothing(reading.bound)
    // What is damaged may claim any number, and would use up what the scan may read.
    const offsets = Math.min(fetched.lastOffset + 1, high) - offset
    this.scanned += Math.max(1, Math.min(header?.recordCount ?? 1, offsets))
    if ((this.#options.filter || this.#options.isCounting) && !this.#options.showsUnreadable) {
      this.unreadableCount++
      if (this.unreadable.length < MOST_UNREADABLE) this.unreadable.push({ partition: reading.id, offset, message })
      return nothing(reading.bound)
    }
    const order = header ? this.#passOver(header, reading.bound) : reading.bound
    return { found: [placeholder(reading.id, offset, header, order, message)], bound: order, heldBytes: 0 }
  }

  /** The bound after a batch without a match, by its header alone. */
  #passOver(header: BatchHeader, bound: number): number {
    const { direction } = this.#options
    const isAppendTime = header.timestampType === 'log-append-time'
    const time = direction === 'ascending' || isAppendTime ? header.maxTimestampMs : header.baseTimestampMs
    return time === null ? bound : pushBound(direction, bound, time)
  }

  /** A batch across an edge counts only what is within: by its offsets, as nobody has looked at its records. */
  #count({ header }: WholeBatch, { open }: Reading): number {
    const { baseOffset, lastOffset, recordCount } = header
    const within = Math.min(lastOffset + 1, open.high) - Math.max(baseOffset, open.low)
    return Math.max(0, Math.min(recordCount, within))
  }
}

/** Whether the batch header counts the records that are asked for: all of them are, and the format has a count. */
function isWhole({ header }: WholeBatch, { open }: Reading): boolean {
  return header.magic === MAGIC && header.baseOffset >= open.low && header.lastOffset < open.high
}

function nothing(bound: number): FilteredBatch<Match> {
  return { found: [], bound, heldBytes: 0 }
}

/** Until it is placed, `order` is which of the times is its own. */
type Unplaced = Omit<Match, 'order'> & { order: number }

/** Gives each its place among the records of other partitions. Returns where whatever is behind them stands at best. */
function place(direction: Direction, found: Unplaced[], times: readonly (number | null)[], before: number): number {
  const orders = new Float64Array(times.length)
  const isUp = direction === 'ascending'
  let bound = before
  for (let step = 0; step < times.length; step++) {
    const index = isUp ? step : times.length - 1 - step
    bound = pushBound(direction, bound, times[index] ?? null)
    orders[index] = bound
  }
  for (const match of found) match.order = orders[match.order] ?? bound
  return bound
}

function keep(found: readonly Match[], batchBytes: number): Pick<FilteredBatch<Match>, 'found' | 'heldBytes'> {
  const ownBytes = bytesOf(found)
  // Where nothing is cut off all of it is shown soon, and copying it would only take time.
  const isSmall = ownBytes < batchBytes * WORTH_KEEPING
  const heldBytes = (isSmall ? ownBytes : batchBytes) + found.length * MATCH_BYTES
  return { found: isSmall ? detach(found) : found, heldBytes }
}
