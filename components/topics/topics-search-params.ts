import { parseAsBoolean, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { topicsColumns } from './topics-columns.tsx'

const sorts = topicsColumns.flatMap(({ sort }) => sort ?? [])

export const topicsListParams = listSearchParams(sorts, 'name')

export const topicsFilterParams = {
  internal: parseAsBoolean.withDefault(false),
  policy: parseAsStringLiteral(['delete', 'compact'] as const),
  health: parseAsStringLiteral(['all', 'unhealthy'] as const).withDefault('all'),
  page: topicsListParams.page,
}
