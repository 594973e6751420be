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

/** The states whose Kafka names are hard to read. */
const stateWords: Readonly<Record<string, string>> = {
  PreparingRebalance: 'preparing a rebalance',
  CompletingRebalance: 'completing a rebalance',
}

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
        aria-label="Status"
        title="How it is with its lag, as worked out here"
        value={status ?? ''}
        onChange={({ target }) =>
          onChange({ status: groupStatuses.find((candidate) => candidate === target.value) ?? null })
        }
      >
        <option value="">Any status of lag</option>
        {groupStatuses.map((value) => (
          <option key={value} value={value}>
            {statusWords[value].word}
          </option>
        ))}
      </Select>
      <Select
        aria-label="State"
        title="What Kafka says of its members: Stable, Empty and so on"
        value={state ?? ''}
        onChange={({ target }) =>
          onChange({ state: kafkaGroupStates.find((candidate) => candidate === target.value) ?? null })
        }
        className="max-sm:hidden"
      >
        <option value="">Any state of members</option>
        {kafkaGroupStates.map((value) => (
          <option key={value} value={value}>
            {stateWords[value] ?? value}
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
        <option value="">Any type</option>
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
