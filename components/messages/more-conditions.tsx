'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { DateTimeField } from '#components/shared/date-time-field.tsx'
import { Field } from '#components/shared/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Select } from '#components/ui/select.tsx'
import { messageFormats } from '#lib/contract/message-formats.ts'
import { fromTimeEntry, toTimeEntry } from '#lib/format/time-entry.ts'
import { otherConditions } from './conditions.ts'
import type { MessagesQuery, QueryProblem } from './messages-query.ts'

const isolations = [
  { value: 'committed', label: 'read_committed' },
  { value: 'uncommitted', label: 'read_uncommitted' },
] as const

const limits = [50, 100, 200, 500] as const

interface MoreConditionsProps {
  /** The values of all fields, here and in the line: submitting any of them applies all of them. */
  draft: MessagesQuery
  problem: QueryProblem | null
  onDraft: (change: Partial<MessagesQuery>) => void
  onAsk: () => void
}

/** Filters that are needed less often. */
export function MoreConditions({ draft, problem, onDraft, onAsk }: MoreConditionsProps) {
  const [isOpen, setOpen] = useState(false)
  const count = otherConditions(draft).length
  const trigger = (
    <Button aria-label={count > 0 ? `More filters, ${count} set` : 'More filters'}>
      <SlidersHorizontal className="size-3.5" aria-hidden />
      More filters
      {count > 0 && <span className="rounded-full bg-accent-soft px-1.5 text-accent text-tiny">{count}</span>}
    </Button>
  )
  return (
    <Popover trigger={trigger} label="More filters" isOpen={isOpen} onOpenChange={setOpen}>
      <Conditions
        draft={draft}
        problem={problem}
        onDraft={onDraft}
        onApply={() => {
          setOpen(false)
          onAsk()
        }}
      />
    </Popover>
  )
}

interface ConditionsProps extends Omit<MoreConditionsProps, 'onAsk'> {
  onApply: () => void
}

function Conditions({ draft, problem, onDraft: change, onApply }: ConditionsProps) {
  const problemAt = (field: QueryProblem['field']) => (problem?.field === field ? problem.message : null)
  const { key, keySearch, header, to, control } = draft
  return (
    // The fields of the line belong to another form around this one, so Enter is handled here.
    <fieldset
      className="flex flex-col gap-3"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        onApply()
      }}
    >
      <legend className="sr-only">More filters</legend>
      <Field
        id="query-key"
        label="Key equals"
        hint="Only the partition that the key hashes to is searched, unless all partitions are selected."
        problem={problemAt('key')}
      >
        <Input
          id="query-key"
          value={key ?? ''}
          onChange={({ target }) => change({ key: target.value || null })}
          className="font-mono text-small"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Check
        label="Search all partitions for the key"
        isChecked={keySearch === 'all'}
        onChange={(isChecked) => change({ keySearch: isChecked ? 'all' : 'partition' })}
      />
      <Field id="query-header" label="Header" hint="A name, or name=value" problem={problemAt('header')}>
        <Input
          id="query-header"
          value={header}
          onChange={({ target }) => change({ header: target.value })}
          className="font-mono text-small"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field id="query-to" label="End time, exclusive" problem={problemAt('to')}>
        <DateTimeField
          id="query-to"
          value={toTimeEntry(to)}
          onChange={(entry) => change({ to: fromTimeEntry(entry) })}
        />
      </Field>
      <ReadingOptions draft={draft} onDraft={change} />
      <Check
        label="Show control records"
        isChecked={control}
        onChange={(isChecked) => change({ control: isChecked })}
      />
      <Button look="primary" onClick={onApply} className="self-end">
        Apply
      </Button>
    </fieldset>
  )
}

function ReadingOptions({ draft, onDraft: change }: Pick<ConditionsProps, 'draft' | 'onDraft'>) {
  const { isolation, keyFormat, valueFormat, limit } = draft
  return (
    <div className="grid grid-cols-2 gap-3">
      <Format
        id="query-keyFormat"
        label="Key format"
        value={keyFormat}
        onChange={(format) => change({ keyFormat: format })}
      />
      <Format
        id="query-valueFormat"
        label="Value format"
        value={valueFormat}
        onChange={(format) => change({ valueFormat: format })}
      />
      <Field id="query-isolation" label="Isolation">
        <Select
          id="query-isolation"
          value={isolation}
          options={isolations}
          onChange={(value) => change({ isolation: value })}
        />
      </Field>
      <Field id="query-limit" label="Page size">
        <Select
          id="query-limit"
          value={limit}
          options={[...new Set([...limits, limit])].map((value) => ({ value, label: String(value) }))}
          onChange={(value) => change({ limit: value })}
        />
      </Field>
    </div>
  )
}

interface CheckProps {
  label: string
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}

function Check({ label, isChecked, onChange }: CheckProps) {
  return (
    <label className="flex cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={({ target }) => onChange(target.checked)}
        className="accent-accent"
      />
      {label}
    </label>
  )
}

interface FormatProps {
  id: string
  label: string
  value: MessagesQuery['keyFormat']
  onChange: (format: MessagesQuery['keyFormat']) => void
}

function Format({ id, label, value, onChange }: FormatProps) {
  return (
    <Field id={id} label={label}>
      <Select
        id={id}
        value={value}
        options={messageFormats.map((format) => ({ value: format, label: format }))}
        onChange={onChange}
      />
    </Field>
  )
}
