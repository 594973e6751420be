import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { topicGroupsColumns } from './topic-groups-columns.tsx'

export const topicGroupsListParams = listSearchParams(
  topicGroupsColumns('').flatMap(({ sort }) => sort ?? []),
  'lag',
  'desc',
)
