'use client'

import { useId, useState } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useTopics } from '#lib/client/use-topics.ts'
import type { GroupTopicItem } from '#lib/contract/groups.ts'
import { counted } from '#lib/format/number.ts'
import type { ResetForm } from './reset-form.ts'

const SUGGESTED = 20

/** Topics that match the text after the last comma. */
function TopicSuggestions({ id, cluster, typed }: { id: string; cluster: string; typed: string }) {
  const from = typed.lastIndexOf(',') + 1
  const part = typed.slice(from).trim()
  const { data } = useTopics(cluster, part ? { q: part, pageSize: SUGGESTED } : null)
  const before = from > 0 ? `${typed.slice(0, from)} ` : ''
  return (
    <datalist id={id}>
      {part !== '' && data?.items.map(({ name }) => <option key={name} value={`${before}${name}`} />)}
    </datalist>
  )
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
  const listId = useId()
  const [typed, setTyped] = useState('')
  const known = new Set(topics.map(({ topic }) => topic))
  const others = form.topics.filter((topic) => !known.has(topic))
  const chosen = form.topics.filter((topic) => known.has(topic))
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
        <Input
          id={id}
          autoComplete="off"
          spellCheck={false}
          list={listId}
          // Not normalized while typing, or a trailing comma would vanish.
          defaultValue={others.join(', ')}
          onChange={({ target }) => setOthers(target.value)}
        />
        <TopicSuggestions id={listId} cluster={cluster} typed={typed} />
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
