import type { GroupItem } from '#lib/contract/groups.ts'
import { partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

/** Where a group has the highest lag, with the ends of that partition as of now. */
export function highestLagOf(
  { groups, catalog, offsets }: Snapshot,
  row: number,
): NonNullable<GroupItem['highestLagAt']> | null {
  const topic = groups.topicNames[groups.highestTopics[row] ?? -1]
  const partition = groups.highestPartitions[row] ?? -1
  const committedOffset = known(groups.highestCommitted[row])
  const topicRow = topic === undefined ? undefined : rowsByName(catalog).get(topic)
  if (topic === undefined || topicRow === undefined || committedOffset === null) return null
  const [from, to] = partitionRows(catalog, topicRow)
  const place = catalog.partitionIds.subarray(from, to).indexOf(partition)
  const [startOffset, endOffset] = [known(offsets.startOffsets[from + place]), known(offsets.endOffsets[from + place])]
  if (place < 0 || startOffset === null || endOffset === null) return null
  return { topic, partition, startOffset, committedOffset, endOffset }
}
