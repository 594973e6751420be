'use client'

import { useId, useState } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useTopics } from '#lib/client/use-topics.ts'
import type { GroupTopicItem } from '#lib/contract/groups.ts'
import { counted } from '#lib/format/number.ts'
import type { ResetForm } from './reset-form.ts'

const SUGGESTED = 20

/** A field for several names with commas between; topics are suggested for the last one. */
function TopicNamesField({ id, cluster, value, onChange }: TopicNamesFieldProps) {
  const from = value.lastIndexOf(',') + 1
  const part = value.slice(from).trim()
  const { data } = useTopics(cluster, part ? { q: part, pageSize: SUGGESTED } : null)
  const names = part ? (data?.items.map(({ name }) => name) ?? []) : []
  const before = from > 0 ? `${value.slice(0, from)} ` : ''
  return (
    <Combobox
      id={id}
      value={value}
      suggestions={names}
      onChange={onChange}
      onChoose={(name) => onChange(`${before}${name}`)}
    />
  )
}

interface TopicNamesFieldProps {
  id: string
  cluster: string
  value: string
  onChange: (text: string) => void
}

interface ResetScopeProps {
  cluster: string
  form: ResetForm
  /** Topics that the group has commits for; others can be added. */
  topics: readonly GroupTopicItem[]
  onChange: (change: Partial<ResetForm>) => void
}

const scopes = [
  { value: 'all', label: 'All topics' },
  { value: 'topics', label: 'Some topics' },
  { value: 'partitions', label: 'Some partitions' },
] as const

export function ResetScope({ cluster, form, topics, onChange }: ResetScopeProps) {
  const { scope } = form
  // Without commits there is no "all".
  const offered = topics.length === 0 ? scopes.filter(({ value }) => value !== 'all') : scopes
  return (
    <div className="flex flex-col items-start gap-2">
      <Segmented label="Scope" value={scope} options={offered} onChange={(value) => onChange({ scope: value })} />
      {scope === 'topics' && <TopicChoice cluster={cluster} form={form} topics={topics} onChange={onChange} />}
      {scope === 'partitions' && <PartitionChoice cluster={cluster} form={form} topics={topics} onChange={onChange} />}
    </div>
  )
}

function TopicChoice({ cluster, form, topics, onChange }: ResetScopeProps) {
  const id = useId()
  const known = new Set(topics.map(({ topic }) => topic))
  const others = form.topics.filter((topic) => !known.has(topic))
  const chosen = form.topics.filter((topic) => known.has(topic))
  // As it was typed: normalized, a trailing comma would vanish.
  const [typed, setTyped] = useState(() => others.join(', '))
  const toggle = (topic: string, isChosen: boolean) =>
    onChange({ topics: isChosen ? [...form.topics, topic] : form.topics.filter((name) => name !== topic) })
  const setOthers = (text: string) => {
    setTyped(text)
    onChange({ topics: [...chosen, ...text.split(',').map((name) => name.trim())].filter((name) => name !== '') })
  }
  return (
    <div className="flex w-full flex-col gap-2">
      {topics.length > 0 && (
        <ul className="max-h-36 overflow-auto rounded-control border border-line bg-sunken px-3 py-1.5">
          {topics.map(({ topic, partitionCount }) => (
            <li key={topic}>
              <label className="flex cursor-pointer items-center gap-2 py-0.5">
                <input
                  type="checkbox"
                  checked={form.topics.includes(topic)}
                  onChange={({ target }) => toggle(topic, target.checked)}
                  className="accent-accent"
                />
                <span className="min-w-0 truncate">{topic}</span>
                <span className="ml-auto shrink-0 text-muted text-small">{counted(partitionCount, 'partition')}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <Field
        id={id}
        label={topics.length > 0 ? 'Other topics' : 'Topics'}
        hint="Names, separated by commas. On topics that are new to the group, offsets are committed for the first time."
      >
        <TopicNamesField id={id} cluster={cluster} value={typed} onChange={setOthers} />
      </Field>
    </div>
  )
}

function PartitionChoice({ form, topics, onChange }: ResetScopeProps) {
  const id = useId()
  const example = topics[0]?.topic ?? 'transactions'
  return (
    <div className="w-full">
      <Field id={id} label="Topics and partitions" hint={`One topic per line, such as ${example}:0,3-5`}>
        <Textarea
          id={id}
          rows={3}
          className="w-full"
          spellCheck={false}
          placeholder={`${example}:0,3-5`}
          value={form.partitions}
          onChange={({ target }) => onChange({ partitions: target.value })}
        />
      </Field>
    </div>
  )
}
