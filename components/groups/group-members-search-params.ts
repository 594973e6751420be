import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { groupMembersColumns } from './group-members-columns.tsx'

export const groupMembersListParams = listSearchParams(
  groupMembersColumns.flatMap(({ sort }) => sort ?? []),
  'clientId',
)
