'use client'

import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { CelHelp } from './cel-help.tsx'
import { type Completions, complete, completionsAt } from './filter-completion.ts'
import { InlineField } from './inline-field.tsx'
import { KeptFilters } from './kept-filters.tsx'
import { seenFields } from './seen-fields.ts'

interface FilterFieldProps {
  value: string
  problem: string | null
  /** Those on the screen: their fields and values are suggested. */
  rows: readonly MessageRow[]
  onChange: (filter: string) => void
  onAsk: (filter: string) => void
  className?: string | undefined
}

/** The filter in CEL: suggests fields and values that were seen, and has examples and earlier filters at hand. */
export function FilterField({ value, problem, rows, onChange, onAsk, className }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [activeAt, setActiveAt] = useState(-1)
  const isSuggesting = caret !== null
  // While messages stream in, nobody needs them.
  const fields = useMemo(() => (isSuggesting ? seenFields(rows) : []), [rows, isSuggesting])
  const found = caret === null ? null : completionsAt(value, caret, fields)
  const isOpen = found !== null && found.options.length > 0
  const close = () => setCaret(null)
  const suggestAt = (place: number | null) => {
    setCaret(place)
    setActiveAt(-1)
  }
  const choose = (completions: Completions, text: string) => {
    const next = complete(value, completions, text)
    onChange(next.text)
    close()
    // The caret of a controlled field goes to its end otherwise.
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const option = found?.options[activeAt]
    if (event.key === 'Escape' && isOpen) close()
    else if (step !== 0 && isOpen)
      setActiveAt((activeAt + step + found.options.length + 1) % (found.options.length + 1))
    else if (event.key === 'ArrowDown') suggestAt(event.currentTarget.selectionStart)
    else if ((event.key === 'Enter' || event.key === 'Tab') && isOpen && option) choose(found, option.text)
    else {
      // It asks, and the list would stay over the rows.
      if (event.key === 'Enter') close()
      return
    }
    event.preventDefault()
  }
  return (
    <div className={classNames('relative min-w-0 flex-2 basis-96 sm:min-w-96', className)}>
      <InlineField
        id="query-filter"
        ref={input}
        label="Filter"
        placeholder='value.city == "Toronto"'
        title="A CEL expression over key, value, headers, partition, offset and timestamp"
        value={value}
        onChange={({ target }) => {
          onChange(target.value)
          suggestAt(target.selectionStart)
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && activeAt >= 0 ? `${listId}-${activeAt}` : undefined}
        problem={problem}
      >
        <KeptFilters draft={value} onAsk={onAsk} />
        <CelHelp rows={rows} onAsk={onAsk} />
      </InlineField>
      <Suggestions id={listId} found={isOpen ? found : null} activeAt={activeAt} onChoose={choose} />
    </div>
  )
}

interface SuggestionsProps {
  id: string
  /** null: closed. */
  found: Completions | null
  activeAt: number
  onChoose: (completions: Completions, text: string) => void
}

function Suggestions({ id, found, activeAt, onChoose }: SuggestionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      hidden={found === null}
      className="absolute top-full left-0 z-30 mt-1 max-h-72 w-full min-w-72 overflow-auto rounded-card border border-line-strong bg-surface p-1 shadow-card"
    >
      {found?.options.map(({ text, detail }, at) => (
        <div
          key={text}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === activeAt}
          // Before the field loses the focus, which closes the list.
          onMouseDown={(event) => {
            event.preventDefault()
            onChoose(found, text)
          }}
          className={classNames(
            'flex cursor-pointer items-baseline gap-3 rounded-small px-2 py-1 hover:bg-accent-soft',
            at === activeAt && 'bg-accent-soft text-accent',
          )}
        >
          <span className="min-w-0 flex-1 truncate font-mono text-small">
            <VisibleText text={text} />
          </span>
          <span className="shrink-0 text-faint text-small">{detail}</span>
        </div>
      ))}
    </div>
  )
}
