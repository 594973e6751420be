import { parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { partitionsColumns } from './partitions-columns.tsx'

export const partitionsListParams = listSearchParams(
  partitionsColumns.flatMap(({ sort }) => sort ?? []),
  'id',
)

export const partitionsFilterParams = {
  health: parseAsStringLiteral(['all', 'unhealthy'] as const).withDefault('all'),
  page: partitionsListParams.page,
}
