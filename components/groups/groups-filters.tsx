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
        onChange={({ target }) =>
          onChange({ status: groupStatuses.find((candidate) => candidate === target.value) ?? null })
        }
      >
        <option value="">All lag statuses</option>
        {groupStatuses.map((value) => (
          <option key={value} value={value}>
            {statusWords[value].word}
          </option>
        ))}
      </Select>
      <Select
        aria-label="State"
        title="The state of the group in Kafka: Stable, Empty and so on"
        value={state ?? ''}
        onChange={({ target }) =>
          onChange({ state: kafkaGroupStates.find((candidate) => candidate === target.value) ?? null })
        }
        className="max-sm:hidden"
      >
        <option value="">All states</option>
        {kafkaGroupStates.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Type"
        value={type ?? ''}
        onChange={({ target }) =>
          onChange({ type: groupTypes.find((candidate) => candidate === target.value) ?? null })
        }
        className="max-sm:hidden"
      >
        <option value="">All types</option>
        {groupTypes.map((value) => (
          <option key={value} value={value}>
            {typeWords[value]}
          </option>
        ))}
      </Select>
      <TopicFilter cluster={cluster} topic={topic} onChange={(value) => onChange({ topic: value })} />
    </>
  )
}
