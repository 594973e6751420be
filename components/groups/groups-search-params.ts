import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { groupStatuses, groupTypes, kafkaGroupStates } from '#lib/contract/group-states.ts'
import { groupsColumns } from './groups-columns.tsx'

export const groupsListParams = listSearchParams(
  groupsColumns.flatMap(({ sort }) => sort ?? []),
  'totalLag',
  'desc',
)

export const groupsFilterParams = {
  state: parseAsStringLiteral(kafkaGroupStates),
  type: parseAsStringLiteral(groupTypes),
  status: parseAsStringLiteral(groupStatuses),
  topic: parseAsString,
  page: groupsListParams.page,
}
