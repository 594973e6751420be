import { topicAt } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { OffsetColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import { AHEAD_OF_END } from './lag.ts'
import type { CommitColumns, LagColumns } from './lag-columns.ts'

/** By group, the partitions on which it has committed beyond the end, and of these the one where that is farthest. */
export function findBeyondEnd(
  positions: PositionCatalog,
  { committed }: Pick<CommitColumns, 'committed'>,
  { statuses }: Pick<LagColumns, 'statuses'>,
  { endOffsets }: Pick<OffsetColumns, 'endOffsets'>,
) {
  const { firstOfGroups, partitionRows, partitionIds } = positions
  const count = Math.max(0, firstOfGroups.length - 1)
  const columns = {
    beyondEnd: new Int32Array(count),
    beyondEndTopics: new Int32Array(count).fill(-1),
    beyondEndPartitions: new Int32Array(count).fill(-1),
    beyondEndBy: new Float64Array(count).fill(UNKNOWN),
  }
  for (let group = 0; group < count; group++) {
    for (let position = firstOfGroups[group] ?? 0; position < (firstOfGroups[group + 1] ?? 0); position++) {
      if (statuses[position] !== AHEAD_OF_END) continue
      const by = (committed[position] ?? UNKNOWN) - (endOffsets[partitionRows[position] ?? -1] ?? UNKNOWN)
      columns.beyondEnd[group] = (columns.beyondEnd[group] ?? 0) + 1
      if (by <= (columns.beyondEndBy[group] ?? UNKNOWN)) continue
      columns.beyondEndBy[group] = by
      columns.beyondEndTopics[group] = topicAt(positions, position)
      columns.beyondEndPartitions[group] = partitionIds[position] ?? -1
    }
  }
  return columns
}
