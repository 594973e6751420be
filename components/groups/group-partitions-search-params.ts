import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { lagStatuses } from '#lib/contract/group-states.ts'
import { groupPartitionsColumns } from './group-partitions-columns.tsx'

export const groupPartitionsListParams = listSearchParams(
  groupPartitionsColumns.flatMap(({ sort }) => sort ?? []),
  'topic',
)

export const groupPartitionsFilterParams = {
  topic: parseAsString,
  status: parseAsStringLiteral(lagStatuses),
  page: groupPartitionsListParams.page,
}

/** The range that memory can hold. */
export const shownRanges = ['15m', '1h', '6h', '24h', '7d'] as const

export const groupHistoryParams = { range: parseAsStringLiteral(shownRanges).withDefault('1h') }
