import type { Problem } from '#lib/contract/common.ts'
import { glossary } from '#lib/format/glossary.ts'
import { NumberCell } from './cells.tsx'
import type { Column } from './data-table/column.ts'

interface StableOffsetRow {
  readonly lastStableOffset: number | null
  readonly problems: readonly Problem[]
}

/** The same in every list of partitions. */
export const stableOffsetColumn: Column<StableOffsetRow, never> = {
  id: 'stable',
  header: 'Last stable offset',
  explain: glossary.lso.text,
  align: 'end',
  isOptional: true,
  cell: ({ lastStableOffset, problems }) => (
    <NumberCell value={lastStableOffset} problems={problems} field="lastStableOffset" isExact />
  ),
}
