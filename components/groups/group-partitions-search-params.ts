import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { lagStatuses } from '#lib/contract/group-states.ts'
import { groupPartitionsColumns } from './group-partitions-columns.tsx'
import { lagRanges } from './lag-ranges.ts'

export const groupPartitionsListParams = listSearchParams(
  groupPartitionsColumns.flatMap(({ sort }) => sort ?? []),
  'topic',
)

export const groupPartitionsFilterParams = {
  topic: parseAsString,
  status: parseAsStringLiteral(lagStatuses),
  page: groupPartitionsListParams.page,
}

export const groupHistoryParams = { range: parseAsStringLiteral(lagRanges).withDefault('1h') }
