import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import type { OffsetColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import type { PaceColumns } from './group-measure.ts'
import type { CommitColumns, LagColumns } from './lag-columns.ts'

/** What the lag is measured by: the ends must have been asked after the commits. */
export interface PartitionEnds {
  readonly catalog: Catalog
  readonly offsets: OffsetColumns
  /** When the record at an offset was written, by the row of its partition. */
  readonly writtenAtMs: (partitionRow: number, offset: number) => number
}

/** One measuring of everything, for those who look at single groups. */
export interface Measured extends PartitionEnds {
  readonly atMs: number
  readonly groups: readonly KnownGroup[]
  readonly rows: ReadonlyMap<string, number>
  readonly positions: PositionCatalog
  readonly commits: CommitColumns
  readonly lags: LagColumns
  /** The lags without what is known to be transaction markers. */
  readonly unread: Float64Array
  /** Of the lags, what expired before it was read; null: nothing. */
  readonly expired: Float64Array | null
  /** The unread without what expired. */
  readonly readable: Float64Array
  /** A name for every position that outlives all lists in which it stands. */
  readonly keyOf: (position: number) => string
  readonly paces: PaceColumns
}
