import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { OffsetColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import { expiredOf, nextOffset } from './lag.ts'
import type { CommitColumns, LagColumns } from './lag-columns.ts'
import type { Measured } from './measured.ts'

// What of the lag can still be read, and how long it has been waiting.

/** By position, how much of the lag retention has removed; null: nothing, as nearly always. */
export function expiredLags(
  { partitionRows }: Pick<PositionCatalog, 'partitionRows'>,
  { committed }: Pick<CommitColumns, 'committed'>,
  { statuses, lags }: LagColumns,
  { startOffsets, endOffsets }: Pick<OffsetColumns, 'startOffsets' | 'endOffsets'>,
): Float64Array | null {
  let expired: Float64Array | null = null
  for (let position = 0; position < lags.length; position++) {
    const lag = lags[position] ?? UNKNOWN
    if (!(lag > 0)) continue
    const row = partitionRows[position] ?? -1
    const [start, end] = [startOffsets[row] ?? UNKNOWN, endOffsets[row] ?? UNKNOWN]
    const lost = Math.min(lag, expiredOf(statuses[position] ?? 0, committed[position] ?? UNKNOWN, start, end))
    if (!(lost > 0)) continue
    expired ??= new Float64Array(lags.length)
    expired[position] = lost
  }
  return expired
}

/** What is left of the unread without what expired. */
export function readableLags(unread: Float64Array, expired: Float64Array | null): Float64Array {
  return expired === null ? unread : unread.map((lag, position) => Math.max(0, lag - (expired[position] ?? 0)))
}

/** Sums of what can still be read; unknown where all that is left expired: no reading brings that to an end. */
export function sumReadable(
  readable: Float64Array,
  expired: Float64Array | null,
  firstRows: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: Math.max(0, firstRows.length - 1) }, (_, index) => {
    let [sum, lost] = [UNKNOWN, 0]
    for (let position = firstRows[index] ?? 0; position < (firstRows[index + 1] ?? 0); position++) {
      lost += expired?.[position] ?? 0
      const lag = readable[position] ?? UNKNOWN
      if (!Number.isNaN(lag)) sum = Number.isNaN(sum) ? lag : sum + lag
    }
    return sum === 0 && lost > 0 ? UNKNOWN : sum
  })
}

type Waiting = Pick<Measured, 'positions' | 'commits' | 'offsets' | 'readable' | 'writtenAtMs'>

/** When the next record that can be read was written, by position; unknown where there is none. */
export function waitingRecords(
  { positions, commits, offsets, readable, writtenAtMs }: Waiting,
  timeOf: (position: number, offset: number) => number,
): Float64Array {
  const moments = new Float64Array(readable.length).fill(UNKNOWN)
  for (let position = 0; position < moments.length; position++) {
    const row = positions.partitionRows[position] ?? -1
    if (!((readable[position] ?? UNKNOWN) > 0) || row < 0) continue
    const offset = nextOffset(commits.committed[position] ?? UNKNOWN, offsets.startOffsets[row] ?? UNKNOWN)
    const writtenMs = writtenAtMs(row, offset)
    moments[position] = Number.isNaN(writtenMs) ? timeOf(position, offset) : writtenMs
  }
  return moments
}

/** The oldest of the next records, as far as they are known, and on how many partitions an older one may be. */
function oldestRecords({ paces, unread, expired }: Measured, firstRows: ArrayLike<number>) {
  const count = Math.max(0, firstRows.length - 1)
  const oldest = new Float64Array(count).fill(UNKNOWN)
  const unknownAges = new Int32Array(count)
  const expiredAges = new Int32Array(count)
  for (let index = 0; index < count; index++) {
    for (let position = firstRows[index] ?? 0; position < (firstRows[index + 1] ?? 0); position++) {
      if (!((unread[position] ?? UNKNOWN) > 0)) continue
      const moment = paces.waitingRecordsMs[position] ?? UNKNOWN
      if ((expired?.[position] ?? 0) > 0) expiredAges[index] = (expiredAges[index] ?? 0) + 1
      else if (Number.isNaN(moment)) unknownAges[index] = (unknownAges[index] ?? 0) + 1
      if (!(moment >= (oldest[index] ?? UNKNOWN)) && !Number.isNaN(moment)) oldest[index] = moment
    }
  }
  return { oldest, unknownAges, expiredAges }
}

/** Of each group since when its oldest record waits, and of each of its topics where that is certain. */
export function waitColumns(measured: Measured) {
  const { positions } = measured
  const { oldest, unknownAges, expiredAges } = oldestRecords(measured, positions.firstOfGroups)
  const ofTopics = oldestRecords(measured, positions.firstOfTopics)
  const topicWaitingRecordsMs = ofTopics.oldest.map((moment, topic) =>
    (ofTopics.unknownAges[topic] ?? 0) + (ofTopics.expiredAges[topic] ?? 0) > 0 ? UNKNOWN : moment,
  )
  return { waitingRecordsMs: oldest, unknownAges, expiredAges, topicWaitingRecordsMs }
}
