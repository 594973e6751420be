/** When a record was written, as far as the header of its batch tells. */
export interface RecordTime {
  readonly writtenAtMs: number
  /** `estimated`: the batch holds more records, and its header has only the times of the first and the last. */
  readonly is: 'measured' | 'estimated'
}

/** What is known from batch headers of the records that groups read next, by the key of a position. */
export interface RecordTimeLookup {
  readonly timeOf: (key: string, committed: number) => RecordTime | null
  /** How much of what is left up to the end offset is transaction markers, if all of it is; else 0. */
  readonly markersAt: (key: string, committed: number, endOffset: number) => number
}

/** A lag up to here that does not move is looked into: it may be nothing but transaction markers. */
export const SMALL_LAG = 10
