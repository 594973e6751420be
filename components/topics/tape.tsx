import type { PartitionItem } from '#lib/contract/partitions.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

type Extent = Pick<PartitionItem, 'startOffset' | 'endOffset' | 'lastStableOffset' | 'messages'>

/** A partition from its first to its last offset. What an open transaction still holds back is hatched. */
export function Tape({ partition }: { partition: Extent }) {
  const { startOffset, endOffset, lastStableOffset, messages } = partition
  if (startOffset === null || endOffset === null || messages === null) {
    return (
      <span
        className="block h-4 min-w-40 rounded-small border border-line border-dashed lg:min-w-72"
        title="Not known"
      />
    )
  }
  const held = lastStableOffset === null ? 0 : Math.max(0, endOffset - lastStableOffset)
  const heldShare = messages === 0 ? 0 : Math.min(1, held / messages)
  const text = describe(startOffset, endOffset, messages, held)
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className="relative block h-4 min-w-40 overflow-hidden rounded-small border border-line bg-sunken lg:min-w-72"
    >
      {messages > 0 && <span className="absolute inset-0 bg-linear-to-r from-water-soft to-water" />}
      {heldShare > 0 && (
        <span
          className="tape-held absolute inset-y-0 right-0 border-warn border-l-2"
          style={{ width: `${Math.max(2, heldShare * 100)}%` }}
        />
      )}
    </span>
  )
}

function describe(start: number, end: number, messages: number, held: number): string {
  if (messages === 0) return `Empty; the next offset is ${formatNumber(end)}`
  const open = held > 0 ? `; ${counted(held, 'offset')} held back by an open transaction` : ''
  return `From offset ${formatNumber(start)} up to ${formatNumber(end)}: ${counted(messages, 'message')}${open}`
}
