import { listSearchParams } from '#components/shared/data-table/list-state.ts'
import { brokersColumns } from './brokers-columns.tsx'

export const brokersListParams = listSearchParams(
  brokersColumns.flatMap(({ sort }) => sort ?? []),
  'id',
)
