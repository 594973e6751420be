import { Tape } from '#components/shared/tape.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { GroupItem } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'
import { visibleText } from '#lib/format/visible-text.ts'

interface HighestLagTapeProps {
  group: string
  at: NonNullable<GroupItem['highestLagAt']>
}

/** The log of one partition, where the group stands in it, and what it has not read. */
export function HighestLagTape({ group, at }: HighestLagTapeProps) {
  const cluster = useClusterId()
  const { topic, partition, startOffset, committedOffset, endOffset } = at
  return (
    <>
      <Tape
        extent={{ startOffset, endOffset, lastStableOffset: null }}
        markers={[{ name: groupName(group), offset: committedOffset, look: 'first' }]}
        hrefAt={(offset) => pagePaths.messagesAt(cluster, topic, partition, offset)}
        className="h-3.5 min-w-0"
      />
      <span
        className="mt-1 block truncate text-faint text-tiny"
        title={`Partition ${partition} of ${visibleText(topic)}`}
      >
        {visibleText(topic)} · partition {partition}
      </span>
    </>
  )
}
