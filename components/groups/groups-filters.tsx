'use client'

import { Select } from '#components/ui/select.tsx'
import {
  type GroupStatus,
  type GroupType,
  groupStatuses,
  groupTypes,
  type KafkaGroupState,
  kafkaGroupStates,
} from '#lib/contract/group-states.ts'
import { statusWords, typeWords } from '#lib/format/group-words.ts'
import { TopicFilter } from './topic-filter.tsx'

export interface GroupsFilter {
  readonly status: GroupStatus | null
  readonly state: KafkaGroupState | null
  readonly type: GroupType | null
  readonly topic: string | null
}

interface GroupsFiltersProps {
  cluster: string
  filter: GroupsFilter
  onChange: (change: Partial<GroupsFilter>) => void
}

export function GroupsFilters({ cluster, filter, onChange }: GroupsFiltersProps) {
  const { status, state, type, topic } = filter
  return (
    <>
      <Select
        aria-label="Lag status"
        title="What the lag of the group does"
        value={status ?? ''}
        options={[
          { value: '' as const, label: 'All lag statuses' },
          ...groupStatuses.map((value) => ({ value, label: statusWords[value].word })),
        ]}
        onChange={(value) => onChange({ status: value || null })}
      />
      <Select
        aria-label="State"
        title="The state of the group in Kafka: Stable, Empty and so on"
        value={state ?? ''}
        options={[
          { value: '' as const, label: 'All states' },
          ...kafkaGroupStates.map((value) => ({ value, label: value })),
        ]}
        onChange={(value) => onChange({ state: value || null })}
        className="max-sm:hidden"
      />
      <Select
        aria-label="Type"
        value={type ?? ''}
        options={[
          { value: '' as const, label: 'All types' },
          ...groupTypes.map((value) => ({ value, label: typeWords[value] })),
        ]}
        onChange={(value) => onChange({ type: value || null })}
        className="max-sm:hidden"
      />
      <TopicFilter cluster={cluster} topic={topic} onChange={(value) => onChange({ topic: value })} />
    </>
  )
}
