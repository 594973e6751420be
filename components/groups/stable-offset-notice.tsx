import { Notice } from '#components/ui/notice.tsx'
import type { GroupPartition } from '#lib/contract/groups.ts'
import { counted } from '#lib/format/number.ts'

/** Why a consumer with read_committed seems to be stuck. Nothing if no transaction is open. */
export function StableOffsetNotice({ partitions }: { partitions: readonly GroupPartition[] }) {
  const held = partitions.flatMap(({ topic, partition, endOffset, lastStableOffset }) =>
    endOffset !== null && lastStableOffset !== null && lastStableOffset < endOffset
      ? [{ topic, partition, count: endOffset - lastStableOffset }]
      : [],
  )
  const [first] = held.toSorted((a, b) => b.count - a.count)
  if (!first) return null
  const where =
    held.length === 1
      ? `on partition ${first.partition} of ${first.topic}`
      : `on ${counted(held.length, 'partition')}, most of them on partition ${first.partition} of ${first.topic}`
  const total = held.reduce((sum, { count }) => sum + count, 0)
  return (
    <Notice
      isQuiet
      tone="note"
      title={`${counted(total, 'offset is', 'offsets are')} held back by open transactions`}
      className="mb-4"
    >
      {where}. Consumers with isolation.level=read_committed stop at the last stable offset until these transactions are
      committed or aborted; with read_uncommitted they continue. The lag counts up to the end offset in both cases.
    </Notice>
  )
}
