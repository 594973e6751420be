'use client'

import { ChevronDown } from 'lucide-react'
import { DateTimeField } from '#components/shared/date-time-field.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTitle } from '#components/ui/menu.tsx'
import { fromTimeEntry, toTimeEntry } from '#lib/format/time-entry.ts'
import { InlineField } from './inline-field.tsx'
import type { MessagesQuery } from './messages-query.ts'

const MINUTE_MS = 60_000

/** In whole seconds, because the field has little room. */
export function timeAgo(ms: number): string {
  return new Date(Math.floor((Date.now() - ms) / 1_000) * 1_000).toISOString()
}

const spans = [
  { label: '5 minutes ago', ms: 5 * MINUTE_MS },
  { label: '1 hour ago', ms: 60 * MINUTE_MS },
  { label: '6 hours ago', ms: 6 * 60 * MINUTE_MS },
  { label: '1 day ago', ms: 24 * 60 * MINUTE_MS },
  { label: '7 days ago', ms: 7 * 24 * 60 * MINUTE_MS },
] as const

interface StartFieldProps {
  draft: Pick<MessagesQuery, 'from' | 'offset' | 'time'>
  problem: { readonly field: string; readonly message: string } | null
  onDraft: (change: Partial<MessagesQuery>) => void
  onAsk: (change: Partial<MessagesQuery>) => void
}

/** The start offset or time; nothing for other starts. */
export function StartField({ draft, problem, onDraft, onAsk }: StartFieldProps) {
  const problemAt = (field: string) => (problem?.field === field ? problem.message : null)
  if (draft.from === 'offset') {
    return (
      <InlineField
        id="query-offset"
        label="Offset"
        placeholder="0:48202"
        title="An offset if one partition is selected, or a list of PARTITION:OFFSET"
        value={draft.offset}
        onChange={({ target }) => onDraft({ offset: target.value })}
        problem={problemAt('offset')}
        className="w-40"
      />
    )
  }
  if (draft.from !== 'time') return null
  return (
    <InlineField
      id="query-time"
      label="Since"
      control={
        <DateTimeField
          id="query-time"
          isInline
          value={toTimeEntry(draft.time)}
          onChange={(entry) => onDraft({ time: fromTimeEntry(entry) })}
        />
      }
      problem={problemAt('time')}
      className="w-84 max-w-full"
    >
      <Menu
        trigger={
          <IconButton label="Start times" className="h-7">
            <ChevronDown className="size-3.5" aria-hidden />
          </IconButton>
        }
      >
        <MenuTitle>Start</MenuTitle>
        {spans.map(({ label, ms }) => (
          <MenuItem key={ms} onSelect={() => onAsk({ time: timeAgo(ms) })}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </InlineField>
  )
}
