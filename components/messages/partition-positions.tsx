import { classNames } from '#components/ui/class-names.ts'
import type { ScanPartition } from '#lib/client/message-scan.ts'
import { scanShare } from '#lib/client/scan-share.ts'
import { formatNumber } from '#lib/format/number.ts'

/** More would be unreadable; failed ones come first. */
const MAX_SHOWN = 200

interface PartitionPositionsProps {
  partitions: readonly ScanPartition[]
  isBackwards: boolean
}

/** The position of the scan in each partition. */
export function PartitionPositions({ partitions, isBackwards }: PartitionPositionsProps) {
  const failedFirst = partitions.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null))
  return (
    <ul
      aria-label="Progress by partition"
      className="mt-2 grid max-h-60 gap-x-7 gap-y-1 overflow-auto rounded-card border border-line bg-surface p-3 text-small sm:grid-cols-2 xl:grid-cols-3"
    >
      {failedFirst.slice(0, MAX_SHOWN).map((partition) => (
        <li key={partition.id} className="flex items-center gap-2.5 tabular-nums">
          <span className="w-8 shrink-0 text-right font-medium">{partition.id}</span>
          <PositionBar partition={partition} isBackwards={isBackwards} />
          <span
            className={classNames('min-w-0 flex-1 truncate', partition.problem === null ? 'text-muted' : 'text-bad')}
            title={partition.problem ?? undefined}
          >
            {partition.problem ?? describePosition(partition)}
          </span>
        </li>
      ))}
      {partitions.length > MAX_SHOWN && (
        <li className="text-muted">and {formatNumber(partitions.length - MAX_SHOWN)} more</li>
      )}
    </ul>
  )
}

function PositionBar({ partition, isBackwards }: { partition: ScanPartition; isBackwards: boolean }) {
  const share = scanShare([partition], isBackwards)
  return (
    <span aria-hidden className="flex h-1.5 w-20 shrink-0 overflow-hidden rounded-full bg-line">
      <span
        className={classNames('h-full bg-water', isBackwards && 'ml-auto')}
        style={{ width: `${((share ?? 0) * 100).toFixed(1)}%` }}
      />
    </span>
  )
}

function describePosition({ startOffset, endOffset, offset }: ScanPartition): string {
  if (endOffset !== null && endOffset <= startOffset) return 'empty'
  const range = `${formatNumber(startOffset)} to ${endOffset === null ? 'now' : formatNumber(endOffset)}`
  return offset === null ? `not started, ${range}` : `at ${formatNumber(offset)} of ${range}`
}
