import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { parseAsHealth } from '#components/shared/health-filter.ts'
import { topicTreeColumns } from './topic-tree-columns.tsx'
import { topicsColumns } from './topics-columns.tsx'

const sorts = topicsColumns.flatMap(({ sort }) => sort ?? [])

export const topicsListParams = listSearchParams(sorts, 'name')

export const topicTreeListParams = listSearchParams(
  topicTreeColumns.flatMap(({ sort }) => sort ?? []),
  'name',
)

const topicsViews = ['list', 'tree'] as const

export const topicsFilterParams = {
  internal: parseAsBoolean.withDefault(false),
  policy: parseAsStringLiteral(['delete', 'compact'] as const),
  health: parseAsHealth,
  view: parseAsStringLiteral(topicsViews).withDefault('list'),
  /** The open branches of the tree. */
  open: parseAsArrayOf(parseAsString).withDefault([]),
  page: topicsListParams.page,
}
