'use client'

import { useId } from 'react'
import { DateTimeField } from '#components/shared/date-time-field.tsx'
import { Field } from '#components/shared/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useGroupPartitions } from '#lib/client/use-groups.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import type { ResetForm, TargetType } from './reset-form.ts'

const choices: readonly { readonly type: TargetType; readonly label: string; readonly hint: string }[] = [
  { type: 'earliest', label: 'Earliest', hint: 'The start offset: everything is consumed again.' },
  {
    type: 'latest',
    label: 'Latest',
    hint: 'The end offset: the whole lag is skipped, and only new messages are consumed.',
  },
  { type: 'timestamp', label: 'Timestamp', hint: 'The first message with this timestamp or a later one.' },
  { type: 'duration', label: 'Duration ago', hint: 'The first message since then.' },
  { type: 'shift', label: 'Shift by', hint: 'From the current committed offset of each partition.' },
  { type: 'offset', label: 'Offset', hint: 'The same offset on each partition, clamped to the log.' },
  { type: 'group', label: 'Copy from group', hint: 'The committed offsets of another group.' },
  { type: 'rows', label: 'Per partition', hint: 'An offset for each partition, typed or from a file.' },
  { type: 'current', label: 'Current', hint: 'Commits the current offsets again, which restarts their retention.' },
]

interface ResetTargetProps {
  cluster: string
  /** Whose current offsets can be inserted; left out: those of no single group. */
  group?: string
  /** Those that are offered; left out: all. */
  types?: readonly TargetType[]
  form: ResetForm
  onChange: (change: Partial<ResetForm>) => void
  /** The problem of the form as a whole; shown at the field once it has text. */
  problem: string | null
}

export function ResetTarget({ types, ...fields }: ResetTargetProps) {
  const { form, onChange } = fields
  const id = useId()
  const offered = choices.filter(({ type }) => types?.includes(type) ?? true)
  const hint = choices.find(({ type }) => type === form.type)?.hint
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field id={id} label="To" hint={hint}>
        <Select
          id={id}
          value={form.type}
          options={offered.map(({ type, label }) => ({ value: type, label }))}
          onChange={(type) => onChange({ type })}
        />
      </Field>
      <TargetValue {...fields} />
    </div>
  )
}

const fields = {
  offset: { label: 'Offset', hint: 'The next message to consume', inputMode: 'numeric' },
  duration: { label: 'Duration', hint: 'Such as 2 hours, 90 min or 7 days', inputMode: 'text' },
  shift: { label: 'Number of messages', hint: '-100 shifts backward, 100 forward', inputMode: 'text' },
  group: { label: 'Group', hint: 'The exact group ID', inputMode: 'text' },
} as const

function TargetValue(props: ResetTargetProps) {
  const { form, onChange, problem, group } = props
  const id = useId()
  switch (form.type) {
    case 'offset':
    case 'duration':
    case 'shift':
    case 'group': {
      const { type } = form
      const { label, hint, inputMode } = fields[type]
      return (
        <Field id={id} label={label} hint={hint} problem={form[type] === '' ? null : problem}>
          <Input
            id={id}
            inputMode={inputMode}
            autoComplete="off"
            spellCheck={false}
            value={form[type]}
            onChange={({ target }) => onChange({ [type]: target.value })}
          />
        </Field>
      )
    }
    case 'timestamp':
      return (
        <Field id={id} label="Time">
          <DateTimeField id={id} value={form.time} onChange={(time) => onChange({ time })} />
        </Field>
      )
    case 'rows':
      return group === undefined ? null : <RowsField {...props} group={group} />
    case 'earliest':
    case 'latest':
    case 'current':
      return null
    default:
      return form.type satisfies never
  }
}

function RowsField({ cluster, group, form, onChange, problem }: ResetTargetProps & { group: string }) {
  const id = useId()
  const { data } = useGroupPartitions(cluster, group, { pageSize: MAX_PAGE_SIZE })
  const current = data?.items.map(({ topic, partition, committed }) => `${topic},${partition},${committed ?? 'none'}`)
  const load = async (file: File | undefined) => {
    if (file) onChange({ rows: await file.text() })
  }
  return (
    <div className="sm:col-span-2">
      <Field
        id={id}
        label="Topic, partition, offset"
        hint="One partition per line, as kafka-consumer-groups.sh --export writes them; none deletes the committed offset"
        problem={form.rows === '' ? null : problem}
      >
        <Textarea
          id={id}
          rows={6}
          spellCheck={false}
          placeholder={'transactions,0,1234\ntransactions,1,none'}
          value={form.rows}
          onChange={({ target }) => onChange({ rows: target.value })}
        />
      </Field>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button
          onClick={() => onChange({ rows: current?.join('\n') ?? '' })}
          disabledBecause={current?.length ? null : 'The group has no committed offsets yet'}
        >
          Insert current offsets
        </Button>
        <label className="inline-flex h-7.5 cursor-pointer items-center rounded-control border border-line-strong bg-surface px-2.5 font-medium hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent">
          Load file…
          <input
            type="file"
            accept=".json,.csv,.txt"
            className="sr-only"
            onChange={({ target }) => load(target.files?.[0])}
          />
        </label>
      </div>
    </div>
  )
}
