'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
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
      <Combobox
        aria-label="Consumes topic"
        placeholder="Consumes topic…"
        value={typed}
        suggestions={names}
        onChange={setTyped}
        onChoose={choose}
        className="w-36"
      />
    </form>
  )
}
