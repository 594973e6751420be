'use client'

import { X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { useTopics } from '#lib/client/use-topics.ts'
import { isPattern, MAX_TOPICS, type MatchedTopics } from '#lib/client/use-topics-messages.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

const SUGGESTED = 8

interface TopicsFieldProps {
  cluster: string
  /** Names and patterns. */
  asked: readonly string[]
  matched: MatchedTopics | undefined
  onChange: (asked: readonly string[]) => void
}

/** Which topics are searched: chosen by name, or all that match a pattern. */
export function TopicsField({ cluster, asked, matched, onChange }: TopicsFieldProps) {
  const id = useId()
  const [text, setText] = useState('')
  const { data } = useTopics(cluster, { q: text, sort: 'name', pageSize: SUGGESTED + asked.length })
  const names = data?.items.map(({ name }) => name).filter((name) => !asked.includes(name)) ?? []
  const typed = text.trim()
  const isKnown = isPattern(typed) || names.includes(typed)
  const add = (name: string) => {
    setText('')
    if (name !== '' && !asked.includes(name)) onChange([...asked, name])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isKnown) add(typed)
  }
  return (
    <form onSubmit={submit} aria-label="Topics" className="mb-2.5 flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-muted">
        Topics
      </label>
      <ul className="contents">
        {asked.map((name) => (
          <li key={name} className="min-w-0">
            <button
              type="button"
              aria-label={`Remove ${name}`}
              title={`Remove ${name}`}
              onClick={() => onChange(asked.filter((other) => other !== name))}
              className="flex max-w-80 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-px text-accent text-small hover:brightness-95"
            >
              <span className="truncate font-mono">{name}</span>
              <X className="size-3 shrink-0" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Combobox
        id={id}
        value={text}
        suggestions={names.slice(0, SUGGESTED)}
        placeholder="Name, or a pattern such as orders.*"
        onChange={setText}
        onChoose={add}
        className="w-72 max-w-full"
      />
      <Button
        type="submit"
        disabledBecause={typed === '' ? 'Type a name or a pattern' : isKnown ? null : `There is no topic "${typed}"`}
      >
        Add
      </Button>
      <span role="status" className="text-muted text-small">
        {matched && asked.length > 0 && describeMatched(matched)}
      </span>
    </form>
  )
}

function describeMatched({ names, left, unmatched }: MatchedTopics): string {
  const parts = [
    counted(names.length, 'topic'),
    left > 0 && `${formatNumber(left)} more left out: at most ${MAX_TOPICS} are searched`,
    unmatched.length > 0 && `no topic matches ${unmatched.join(', ')}`,
  ].filter((part) => part !== false)
  return parts.join(' · ')
}
