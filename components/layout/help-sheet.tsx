'use client'

import { useId, useState } from 'react'
import type { Shortcut } from '#components/shared/shortcuts.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { KeyboardKey } from '#components/ui/keyboard-key.tsx'
import { findTerms } from '#lib/format/glossary.ts'
import type { HelpSection } from './open-help.ts'
import { findShortcuts } from './shortcuts.ts'

interface HelpSheetProps {
  /** The section that comes first. */
  first: HelpSection
  onClose: () => void
}

/** The keyboard shortcuts and Kafka's terms, searchable. */
export function HelpSheet({ first, onClose }: HelpSheetProps) {
  const [search, setSearch] = useState('')
  const shortcuts = <Shortcuts key="shortcuts" search={search} />
  const glossary = <Glossary key="glossary" search={search} />
  const isNothingFound = findShortcuts(search).length === 0 && findTerms(search).length === 0
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      look="sheet"
      title="Help"
      description="The keyboard shortcuts of this dashboard, and Kafka’s terms."
    >
      <Input
        type="search"
        aria-label="Search shortcuts and terms"
        placeholder="Search shortcuts and terms"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        className="mb-4 w-full"
      />
      {first === 'shortcuts' ? [shortcuts, glossary] : [glossary, shortcuts]}
      <p role="status" className="text-center text-muted">
        {isNothingFound && `No results for “${search.trim()}”`}
      </p>
    </Dialog>
  )
}

function Shortcuts({ search }: { search: string }) {
  const id = useId()
  const sections = findShortcuts(search)
  if (sections.length === 0) return null
  return (
    <section aria-labelledby={id} className="mb-5">
      <h2 id={id} className="mb-2 font-semibold">
        Keyboard shortcuts
      </h2>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {sections.map(({ title, shortcuts }) => (
          <div key={title}>
            <h3 className="mb-1 text-muted text-small">{title}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.label} className="flex items-baseline justify-between gap-4 py-0.5">
                  <dt>{shortcut.label}</dt>
                  <dd className="shrink-0">
                    <Keys shortcut={shortcut} />
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  )
}

const signs: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  PageDown: 'Page down',
  PageUp: 'Page up',
}

function Keys({ shortcut: { keys } }: { shortcut: Shortcut }) {
  return keys.map((sequence, place) => (
    <span key={sequence.join(' ')}>
      {place > 0 && <span className="px-1 text-muted text-small">or</span>}
      <span className="sr-only">{sequence.join(' then ').replaceAll('+', ' ')}</span>
      <span aria-hidden className="inline-flex gap-1">
        {sequence
          .flatMap((key) => key.split('+'))
          .map((key) => (
            <KeyboardKey key={key}>{signs[key] ?? key}</KeyboardKey>
          ))}
      </span>
    </span>
  ))
}

function Glossary({ search }: { search: string }) {
  const id = useId()
  const terms = findTerms(search)
  if (terms.length === 0) return null
  return (
    <section aria-labelledby={id} className="mb-5">
      <h2 id={id} className="mb-2 font-semibold">
        Glossary
      </h2>
      <dl className="flex flex-col gap-2.5">
        {terms.map(({ term, text }) => (
          <div key={term}>
            <dt className="font-medium">{term}</dt>
            <dd className="text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
