'use client'

import { History, Trash2 } from 'lucide-react'
import { useParams } from 'next/navigation'
import { type MouseEvent, useState } from 'react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { changeKeptFilters, useKeptFilters } from '#lib/client/saved-filters.ts'
import { recentFilters, savedFilters, withoutSaved, withSaved } from '#lib/client/saved-filters-schema.ts'

interface KeptFiltersProps {
  /** What can be saved. */
  draft: string
  onAsk: (filter: string) => void
}

/** The cluster and topic that the page is about. */
export function useFilterPlace(): string {
  const { c, t = '' } = useParams<{ c: string; t?: string }>()
  return `${c}/${t}`
}

/** The filters of this topic that were used last, and those that were saved by name, in this browser. */
export function KeptFilters({ draft, onAsk }: KeptFiltersProps) {
  const [isOpen, setOpen] = useState(false)
  const trigger = (
    <button
      type="button"
      title="Recent and saved filters"
      aria-label="Recent and saved"
      className="rounded-small p-1 text-muted hover:bg-sunken hover:text-accent"
    >
      <History className="size-3.5" aria-hidden />
    </button>
  )
  return (
    <Popover trigger={trigger} label="Recent and saved filters" isOpen={isOpen} onOpenChange={setOpen}>
      <Kept
        draft={draft}
        onAsk={(filter) => {
          setOpen(false)
          onAsk(filter)
        }}
      />
    </Popover>
  )
}

function Kept({ draft, onAsk }: KeptFiltersProps) {
  const place = useFilterPlace()
  const kept = useKeptFilters()
  const recent = recentFilters(kept, place)
  const saved = savedFilters(kept, place)
  return (
    <div className="flex flex-col gap-3">
      <section>
        <h2 className="pb-1 font-semibold">Saved in this browser</h2>
        {saved.length === 0 && <p className="text-muted text-small">None yet for this topic.</p>}
        <ul>
          {saved.map(({ name, filter }) => (
            <li key={name} className="flex items-center gap-1">
              <FilterLink title={name} filter={filter} onAsk={onAsk} />
              <IconButton
                label={`Delete ${name}`}
                onClick={() => changeKeptFilters((all) => withoutSaved(all, place, name))}
              >
                <Trash2 className="size-3.5" aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
        <SaveFilter draft={draft} onSave={(name) => changeKeptFilters((all) => withSaved(all, place, name, draft))} />
      </section>
      <section>
        <h2 className="pb-1 font-semibold">Recent</h2>
        {recent.length === 0 && <p className="text-muted text-small">None yet for this topic.</p>}
        <ul>
          {recent.map((filter) => (
            <li key={filter}>
              <FilterLink title={null} filter={filter} onAsk={onAsk} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function SaveFilter({ draft, onSave }: { draft: string; onSave: (name: string) => void }) {
  const [name, setName] = useState('')
  const reason = draft.trim() === '' ? 'There is no filter to save' : name.trim() === '' ? 'Enter a name' : null
  const save = () => {
    if (reason !== null) return
    onSave(name.trim())
    setName('')
  }
  return (
    <div className="flex gap-2 pt-2">
      <Input
        aria-label="Name to save it under"
        placeholder="Name"
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // The form around it would ask instead.
          event.preventDefault()
          save()
        }}
        className="min-w-0 flex-1"
      />
      <Button disabledBecause={reason} onClick={save}>
        Save filter
      </Button>
    </div>
  )
}

interface FilterLinkProps {
  title: string | null
  filter: string
  onAsk: (filter: string) => void
}

/** A link, so that it can be copied and opened elsewhere. */
function FilterLink({ title, filter, onAsk }: FilterLinkProps) {
  const ask = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onAsk(filter)
  }
  return (
    <a
      href={`?${new URLSearchParams({ filter })}`}
      onClick={ask}
      className="block min-w-0 flex-1 rounded-small px-1.5 py-1 hover:bg-accent-soft"
    >
      {title !== null && <VisibleText text={title} />}
      <span className="block truncate font-mono text-muted text-small">
        <VisibleText text={filter} />
      </span>
    </a>
  )
}
