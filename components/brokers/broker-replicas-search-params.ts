import { parseAsStringLiteral } from 'nuqs'
import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { parseAsHealth } from '#components/shared/health-filter.ts'
import { brokerReplicasColumns } from './broker-replicas-columns.tsx'

export const brokerReplicasListParams = listSearchParams(
  brokerReplicasColumns.flatMap(({ sort }) => sort ?? []),
  'topic',
)

export const brokerReplicasFilterParams = {
  role: parseAsStringLiteral(['all', 'leads'] as const).withDefault('all'),
  health: parseAsHealth,
  page: brokerReplicasListParams.page,
}
