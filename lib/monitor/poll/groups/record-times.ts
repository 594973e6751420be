import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import type { BatchAt } from '#lib/kafka/admin/records.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import type { BatchHeader } from '#lib/kafka/records/batch-header.ts'
import type { RecordTime } from '#lib/monitor/lag/record-time.ts'
import { RefusedTopics } from '#lib/monitor/poll/refused-topics.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

const KEPT = 5_000
/** In so many steps from one batch to the next. */
const MOST_MARKERS = 3
/** What could not be read is asked again then, also where nothing has moved: a leader that failed may be back. */
const ASK_AGAIN_AFTER_MS = 60_000

/** A partition whose next record is looked at. */
export interface NextRecord {
  /** Names the position in whose name it is asked. */
  readonly key: string
  readonly topic: string
  readonly partition: number
  /** Where the group reads next: its commit, or the start where that is further. */
  readonly committed: number
  readonly endOffset: number
}

interface Found {
  readonly committed: number
  readonly endOffset: number
  /** null: it does not say, or could not be read. */
  readonly time: RecordTime | null
  /** How much of what is left up to the end that was asked about is transaction markers, if all of it is; else 0. */
  readonly markers: number
  readonly readAtMs: number
}

export type ReadHeaders = (
  topic: string,
  positions: readonly { readonly id: number; readonly offset: number }[],
) => Promise<FanOut<BatchAt>>

/** What stands where a group reads next, from the headers of batches: when it was written, and whether it is a record. */
export class RecordTimes {
  readonly #read: ReadHeaders
  readonly #now: () => number
  readonly #found = new Map<string, Found>()
  readonly #refused: RefusedTopics

  constructor(read: ReadHeaders, now: () => number) {
    this.#read = read
    this.#now = now
    this.#refused = new RefusedTopics(now)
  }

  timeOf(key: string, committed: number): RecordTime | null {
    const found = this.#found.get(key)
    return found?.committed === committed ? found.time : null
  }

  markersAt(key: string, committed: number, endOffset: number): number {
    const found = this.#found.get(key)
    return found?.committed === committed && found.endOffset === endOffset ? found.markers : 0
  }

  /** Whether it was looked at already, and nothing has changed since that the answer depends on, or may not be. */
  isKnown({ key, topic, committed, endOffset }: NextRecord): boolean {
    if (this.#refused.has(topic)) return true
    const found = this.#found.get(key)
    if (found?.committed !== committed) return false
    if (found.time !== null) return true
    const isFinal = found.markers > 0 || this.#now() - found.readAtMs < ASK_AGAIN_AFTER_MS
    return found.endOffset === endOffset && isFinal
  }

  /** Reads one header for each, and a few more where markers come first. What cannot be read stays unknown. */
  async look(records: readonly NextRecord[]): Promise<void> {
    await Promise.all(
      Array.from(
        Map.groupBy(records, ({ topic }) => topic),
        async ([topic, own]) => {
          let open = own.map((record) => ({ record, offset: record.committed }))
          for (let step = 0; step < MOST_MARKERS && open.length > 0; step++) open = await this.#step(topic, open)
          for (const { record } of open) this.#keep(record, null, 0)
        },
      ),
    )
  }

  async #step(topic: string, open: readonly Open[]): Promise<Open[]> {
    const asked = onePerPartition(open)
    const positions = Array.from(asked, ([id, offset]) => ({ id, offset }))
    const { data, failures } = await this.#read(topic, positions).catch((error) => ({
      data: [] as readonly BatchAt[],
      failures: [{ scope: topic, error }],
    }))
    if (failures.some(({ error }) => toAppError(error)?.code === 'forbidden')) this.#refused.add(topic)
    const next: Open[] = []
    for (const { record, offset } of open) {
      if (asked.get(record.partition) !== offset) continue
      const batch = data.find(({ id, errorCode }) => id === record.partition && errorCode === KAFKA_OK)
      const header = batch?.header
      if (!header) this.#keep(record, null, 0)
      else if (!header.isControl) this.#keep(record, timeIn(header, offset), 0)
      else if (header.lastOffset + 1 < record.endOffset) next.push({ record, offset: header.lastOffset + 1 })
      else this.#keep(record, null, record.endOffset - record.committed)
    }
    return next
  }

  #keep({ key, committed, endOffset }: NextRecord, time: RecordTime | null, markers: number): void {
    this.#found.delete(key)
    this.#found.set(key, { committed, endOffset, time, markers, readAtMs: this.#now() })
    const [oldest] = this.#found.keys()
    if (this.#found.size > KEPT && oldest !== undefined) this.#found.delete(oldest)
  }
}

interface Open {
  readonly record: NextRecord
  readonly offset: number
}

/**
 * Groups that stand at the same place of a partition are answered by one batch. A reply does not say which offset it is
 * about, so those that stand elsewhere on it wait for the next look.
 */
function onePerPartition(open: readonly Open[]): ReadonlyMap<number, number> {
  const offsets = new Map<number, number>()
  for (const { record, offset } of open) if (!offsets.has(record.partition)) offsets.set(record.partition, offset)
  return offsets
}

/** When the record at an offset was written, as far as the header of its batch fixes it. */
export function timeIn(header: BatchHeader, offset: number): RecordTime | null {
  const { baseOffset, lastOffset, baseTimestampMs, maxTimestampMs, timestampType } = header
  if (maxTimestampMs === null) return null
  if (timestampType === 'log-append-time') return { writtenAtMs: maxTimestampMs, is: 'measured' }
  if (baseTimestampMs === null) return { writtenAtMs: maxTimestampMs, is: 'estimated' }
  if (offset <= baseOffset || baseTimestampMs === maxTimestampMs) {
    return { writtenAtMs: baseTimestampMs, is: 'measured' }
  }
  const share = (offset - baseOffset) / Math.max(1, lastOffset - baseOffset)
  const writtenAtMs = baseTimestampMs + (maxTimestampMs - baseTimestampMs) * Math.min(1, share)
  return { writtenAtMs: Number.isFinite(writtenAtMs) ? writtenAtMs : UNKNOWN, is: 'estimated' }
}
