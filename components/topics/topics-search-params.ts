import { parseAsBoolean, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { parseAsHealth } from '#components/shared/health-filter.ts'
import { topicsColumns } from './topics-columns.tsx'

const sorts = topicsColumns.flatMap(({ sort }) => sort ?? [])

export const topicsListParams = listSearchParams(sorts, 'name')

export const topicsFilterParams = {
  internal: parseAsBoolean.withDefault(false),
  policy: parseAsStringLiteral(['delete', 'compact'] as const),
  health: parseAsHealth,
  page: topicsListParams.page,
}
