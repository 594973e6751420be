import type { FilterableRecord } from './filterable-record.ts'

/** One thing that is asked of every record. */
export interface Condition {
  /** false only where no record in these bytes can match: then none is looked at. */
  mayMatch(recordsBytes: Buffer): boolean
  matches(record: FilterableRecord): boolean
}
