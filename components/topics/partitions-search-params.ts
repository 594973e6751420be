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
  /** The groups whose offsets are on the tapes; none: the one with the highest lag. */
  groups: parseAsArrayOf(parseAsString).withDefault([]),
  page: partitionsListParams.page,
}
