'use client'

import { useState } from 'react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { celExamples } from './cel-examples.ts'
import { seenFields } from './seen-fields.ts'

const operators = [
  ['== != < <= > >=', 'compare'],
  ['&& || !', 'and, or, not'],
  ['in', 'is one of a list, or a name of an object'],
  ['contains startsWith endsWith', 'of text: value.city.contains("or")'],
  ['size(…) has(…)', 'length; whether there is such a field'],
  ['exists all', 'of lists: value.tags.exists(t, t == "a")'],
  ['timestamp("…") duration("1h")', 'times, which can be subtracted'],
] as const

interface CelHelpProps {
  rows: readonly MessageRow[]
  onAsk: (filter: string) => void
}

/** A cheat sheet of the language of filters, with examples that run on this topic. */
export function CelHelp({ rows, onAsk }: CelHelpProps) {
  const [isOpen, setOpen] = useState(false)
  const trigger = (
    <button
      type="button"
      title="CEL cheat sheet, with examples for this topic"
      aria-label="CEL cheat sheet"
      className="mr-1 rounded-small px-1.5 font-mono text-muted text-small hover:bg-sunken hover:text-accent"
    >
      CEL
    </button>
  )
  return (
    <Popover trigger={trigger} label="CEL cheat sheet" isOpen={isOpen} onOpenChange={setOpen}>
      <h2 className="pb-1 font-semibold">Examples for this topic</h2>
      <Examples
        rows={rows}
        onAsk={(filter) => {
          setOpen(false)
          onAsk(filter)
        }}
      />
      <h2 className="pt-3 pb-1 font-semibold">Operators and functions</h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 px-1.5 text-small">
        {operators.map(([written, meaning]) => (
          <div key={written} className="col-span-2 grid grid-cols-subgrid">
            <dt className="font-mono">{written}</dt>
            <dd className="text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="px-1.5 pt-3 text-muted text-small">
        A name with other characters than letters, digits and _ is written as value["trace-id"]. A header is a list, as
        it may occur more than once: headers["source"][0]. A message without the field does not match, and a note says
        how many there were.
      </p>
    </Popover>
  )
}

function Examples({ rows, onAsk }: CelHelpProps) {
  return (
    <ul>
      {celExamples(seenFields(rows)).map(({ title, filter }) => (
        <li key={title}>
          <button
            type="button"
            onClick={() => onAsk(filter)}
            className="w-full rounded-small px-1.5 py-1 text-left hover:bg-accent-soft"
          >
            <span className="block text-muted text-small">{title}</span>
            <span className="wrap-anywhere block font-mono text-small">
              <VisibleText text={filter} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
