'use client'

import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTopics } from '#lib/client/use-topics.ts'

interface TopicFilterProps {
  cluster: string
  topic: string | null
  onChange: (topic: string | null) => void
}

const OFFERED = 20

/** Filters groups by topic: chosen from the matches of the typed text, or entered in full. */
export function TopicFilter({ cluster, topic, onChange }: TopicFilterProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const { data } = useTopics(cluster, typed ? { q: typed, pageSize: OFFERED } : null)
  const names = typed ? (data?.items.map(({ name }) => name) ?? []) : []
  const choose = (name: string) => {
    setTyped('')
    onChange(name)
  }
  if (topic !== null) {
    return (
      <Button onClick={() => onChange(null)} tip="Show the groups of all topics">
        <span className="max-w-40 truncate">consumes {topic}</span>
        <X className="size-3.5" aria-hidden />
      </Button>
    )
  }
  return (
    <form
      className="max-sm:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed) choose(typed)
      }}
    >
      <Input
        aria-label="Consumes topic"
        placeholder="Consumes topic…"
        list={id}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => (names.includes(target.value) ? choose(target.value) : setTyped(target.value))}
        className="w-36"
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  )
}
