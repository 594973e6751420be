import { parseAsArrayOf, parseAsString } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { parseAsHealth } from '#components/shared/health-filter.ts'
import { partitionsColumns } from './partitions-columns.tsx'

export const partitionsListParams = listSearchParams(
  partitionsColumns('').flatMap(({ sort }) => sort ?? []),
  'id',
)

export const partitionsFilterParams = {
  health: parseAsHealth,
  /** Whose positions stand on the tapes; none: that of the group that is furthest behind. */
  groups: parseAsArrayOf(parseAsString).withDefault([]),
  page: partitionsListParams.page,
}
