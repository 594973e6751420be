import { GroupLink } from '#components/shared/group-cells.tsx'
import { MarkerSign, markerOrder } from '#components/shared/tape.tsx'
import { Button } from '#components/ui/button.tsx'
import type { PartitionItem } from '#lib/contract/partitions.ts'

interface TapeLegendProps {
  partitions: readonly PartitionItem[]
  /** Whether these groups were requested, so that there is a way back. */
  isChosen: boolean
  onClear: () => void
}

/** The marks on the tapes and their groups. Nothing if there are none. */
export function TapeLegend({ partitions, isChosen, onClear }: TapeLegendProps) {
  const groups = partitions[0]?.positions?.map(({ group }) => group) ?? []
  if (groups.length === 0) return null
  const lag = groups.length === 1 ? 'lag' : 'highest lag'
  return (
    <ul className="mb-2.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-muted text-small max-md:hidden">
      <li className="flex items-center gap-2">
        <span aria-hidden className="size-2.5 rounded-small bg-line" />
        consumed
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden className="size-2.5 rounded-small bg-water" />
        {lag}
      </li>
      {groups.map((group, index) => (
        <li key={group} className="flex min-w-0 items-center gap-2">
          <MarkerSign look={markerOrder[index] ?? 'first'} />
          <GroupLink id={group} />
        </li>
      ))}
      {isChosen && (
        <li>
          <Button look="ghost" onClick={onClear} className="text-small">
            Show highest lag
          </Button>
        </li>
      )}
    </ul>
  )
}
