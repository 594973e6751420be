import { topicAt } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { CommitColumns, LagColumns } from './lag-columns.ts'

/** By group, the partition with the highest lag: its topic's row, its number and what is committed; none without lag. */
export function findHighestLag(
  positions: PositionCatalog,
  { committed }: Pick<CommitColumns, 'committed'>,
  { lags }: Pick<LagColumns, 'lags'>,
) {
  const { firstOfGroups, partitionIds } = positions
  const count = Math.max(0, firstOfGroups.length - 1)
  const columns = {
    highestTopics: new Int32Array(count).fill(-1),
    highestPartitions: new Int32Array(count).fill(-1),
    highestCommitted: new Float64Array(count).fill(UNKNOWN),
  }
  for (let group = 0; group < count; group++) {
    let highest = 0
    let found = -1
    for (let position = firstOfGroups[group] ?? 0; position < (firstOfGroups[group + 1] ?? 0); position++) {
      const lag = lags[position] ?? UNKNOWN
      if (!(lag > highest)) continue
      highest = lag
      found = position
    }
    if (found < 0) continue
    columns.highestTopics[group] = topicAt(positions, found)
    columns.highestPartitions[group] = partitionIds[found] ?? -1
    columns.highestCommitted[group] = committed[found] ?? UNKNOWN
  }
  return columns
}
