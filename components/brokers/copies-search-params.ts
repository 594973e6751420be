import { parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { parseAsHealth } from '#components/shared/health-filter.ts'
import { copiesColumns } from './copies-columns.tsx'

export const copiesListParams = listSearchParams(
  copiesColumns.flatMap(({ sort }) => sort ?? []),
  'topic',
)

export const copiesFilterParams = {
  role: parseAsStringLiteral(['all', 'leads'] as const).withDefault('all'),
  health: parseAsHealth,
  page: copiesListParams.page,
}
