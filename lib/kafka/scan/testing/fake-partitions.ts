import type { Range } from '#lib/kafka/scan/cursor.ts'
import type { Fetched, FetchRange, FetchSizes, Span } from '#lib/kafka/scan/fetch-sizes.ts'
import { type Direction, pickLast, pushBound } from '#lib/kafka/scan/order.ts'
import { type Found, PartitionReading } from '#lib/kafka/scan/reading.ts'
import { nextStep } from '#lib/kafka/scan/step.ts'

// Partitions in memory, read as a broker would send them.

export interface FakeRecord {
  readonly offset: number
  readonly timestampMs: number
  readonly isWanted: boolean
}

export interface FakeBatch extends Span {
  readonly records: readonly FakeRecord[]
}

export interface FakePartition {
  readonly id: number
  startOffset: number
  endOffset: number
  readonly batches: FakeBatch[]
}

export interface FakeRow extends Found {
  readonly partition: number
  readonly timestampMs: number
}

/** As a broker does: from the batch that holds the offset, as many as fit, and one in any case. */
export function fetchFrom(partition: FakePartition, { offset, maxBytes }: FetchRange): Fetched<FakeBatch> {
  const behind = partition.batches.filter(({ lastOffset }) => lastOffset >= offset)
  let bytes = 0
  const batches = behind.filter(({ sizeBytes }, index) => {
    bytes += sizeBytes
    return index === 0 || bytes <= maxBytes
  })
  return { batches, isEnd: batches.length === 0 }
}

export interface FakePage {
  readonly rows: readonly FakeRow[]
  readonly rest: readonly Range[]
}

export interface FakeScan {
  readonly direction: Direction
  readonly sizes: FetchSizes
  readonly limit: number
  readonly ranges: readonly Range[]
  /** How many are taken from a batch at once. */
  readonly mostAtOnce?: number
  /** After every so many steps, frees what the partition holds that is needed last. */
  readonly forgetEvery?: number
}

/** One page, by the same steps as a scan of brokers. */
export function readPage(partitions: readonly FakePartition[], scan: FakeScan): FakePage {
  const { direction, sizes, limit, ranges } = scan
  const { mostAtOnce = Number.POSITIVE_INFINITY, forgetEvery = Number.POSITIVE_INFINITY } = scan
  const readings = ranges.map((range) => new PartitionReading<FakeBatch, FakeRow>({ ...range, direction, sizes }))
  const rows: FakeRow[] = []
  for (let steps = 1; rows.length < limit; steps++) {
    if (steps > 20_000) throw new Error('the scan does not end')
    const step = nextStep<FakeBatch, FakeRow, (typeof readings)[number]>(direction, readings, false)
    if (step.type === 'end') break
    const { reading } = step
    if (!reading) continue
    if (steps % forgetEvery === 0)
      pickLast(
        direction,
        readings.filter((other) => other.head && other !== reading),
      )?.forget()
    if (step.type === 'row') {
      const row = reading.take()
      if (row) rows.push(row)
    } else if (step.type === 'batch') {
      filterBatch(reading, direction, Math.min(limit - rows.length, mostAtOnce))
    } else {
      reading.need()
      const partition = partitions.find(({ id }) => id === reading.id)
      if (partition && reading.wantsMore) reading.receive(fetchFrom(partition, reading.startRequest()))
    }
  }
  const rest = readings.map((reading) => reading.rest).filter(({ low, high }) => low < high)
  return { rows, rest }
}

function filterBatch(reading: PartitionReading<FakeBatch, FakeRow>, direction: Direction, most: number): void {
  const batch = reading.takeBatch()
  if (!batch) return
  const { low, high } = reading.open
  const records = batch.records.filter(({ offset }) => offset >= low && offset < high)
  let { bound } = reading
  const found: FakeRow[] = []
  for (const record of direction === 'ascending' ? records : records.toReversed()) {
    bound = pushBound(direction, bound, record.timestampMs)
    const { offset, timestampMs } = record
    if (record.isWanted) found.push({ partition: reading.id, offset, timestampMs, order: bound })
  }
  const kept = found.slice(0, most)
  const isCut = kept.length < found.length
  reading.addFiltered(batch, { found: kept, bound: found[most]?.order ?? bound, heldBytes: batch.sizeBytes, isCut })
}
