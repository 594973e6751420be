import type { Range } from './cursor.ts'

// How much is asked for at a time, and the way up through a partition.

/** A batch of records, as far as finding the way needs to know it. */
export interface Span {
  readonly firstOffset: number
  readonly lastOffset: number
  readonly sizeBytes: number
}

export interface FetchSizes {
  /** How many offsets the first look from the end takes in. */
  readonly firstOffsets: number
  readonly firstBytes: number
  /** The most that one partition is asked for at a time, and that waits to be looked through before it is asked again. */
  readonly mostBytes: number
}

export interface FetchRange {
  readonly offset: number
  readonly maxBytes: number
}

/** What a broker sent for one partition. */
export interface Fetched<Batch extends Span> {
  readonly batches: readonly Batch[]
  /** Nothing lies between the last batch, or where was asked, and the end. */
  readonly isEnd: boolean
}

/** The way through a range: what to ask for, and in which order what comes is looked through. */
export interface Route<Batch extends Span> {
  /** What has not come yet. */
  readonly range: Range
  readonly isDone: boolean
  /** What has come and cannot be looked through yet. */
  readonly heldBytes: number
  readonly nextOffset: number
  startRequest(): FetchRange
  receive(fetched: Fetched<Batch>): readonly Batch[]
}

const GROWTH = 4
const FEWEST_BYTES_PER_PARTITION = 16 * 1024
const MOST_BYTES_PER_PARTITION = 4 * 1024 ** 2
const FIRST_BYTES = 64 * 1024
/** Partitions are seldom even: a little more than the fair share makes a second look rare. */
const SPARE_SHARE = 2
const SPARE_OFFSETS = 8
/** A file has no limit of rows, and yet is not looked for all at once. */
const MOST_ROWS = 1_000

/** For a scan of so many partitions that shows so many rows. What it may read ahead may change while it reads. */
export function planFetchSizes(partitionCount: number, rows: number, aheadBytes: () => number): FetchSizes {
  const partitions = Math.max(1, partitionCount)
  const mostBytes = () => {
    const share = Math.floor(aheadBytes() / partitions)
    return Math.min(MOST_BYTES_PER_PARTITION, Math.max(FEWEST_BYTES_PER_PARTITION, share))
  }
  return {
    firstOffsets: Math.ceil((Math.min(rows, MOST_ROWS) * SPARE_SHARE) / partitions) + SPARE_OFFSETS,
    get firstBytes() {
      return Math.min(FIRST_BYTES, mostBytes())
    },
    get mostBytes() {
      return mostBytes()
    },
  }
}

export function growBytes(bytes: number, sizes: FetchSizes): number {
  return Math.min(bytes * GROWTH, sizes.mostBytes)
}

/** From `low` on, asking for more each time. */
export function upward<Batch extends Span>(range: Range, sizes: FetchSizes): Route<Batch> {
  const { id, high } = range
  let low = range.low
  let nextBytes = sizes.firstBytes
  return {
    get range() {
      return { id, low: Math.min(low, high), high }
    },
    get isDone() {
      return low >= high
    },
    heldBytes: 0,
    get nextOffset() {
      return low
    },
    startRequest() {
      const maxBytes = Math.min(nextBytes, sizes.mostBytes)
      nextBytes = growBytes(nextBytes, sizes)
      return { offset: low, maxBytes }
    },
    receive({ batches, isEnd }) {
      const own = batches.filter(({ firstOffset, lastOffset }) => firstOffset < high && lastOffset >= low)
      const last = batches.at(-1)
      if (last) low = Math.max(low, last.lastOffset + 1)
      if (isEnd) low = high
      return own
    },
  }
}
