'use client'

import { Clock, Columns3 } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import { labelOfField, readFieldPath } from '#lib/format/field-path.ts'
import { builtInColumns } from './message-columns.tsx'
import { fieldsSeen } from './record-fields.ts'

const styles = [
  { value: 'absolute', label: 'Absolute' },
  { value: 'relative', label: 'Relative' },
] as const

export function TimeMenu() {
  const [{ timeStyle }, change] = useSettings()
  const look = timeStyle === 'relative' ? 'Relative' : 'Absolute'
  return (
    <Menu
      trigger={
        <Button look="ghost" tip="Time format">
          <Clock className="size-3.5" aria-hidden />
          {look}
        </Button>
      }
    >
      <MenuChoice value={timeStyle} options={styles} onChange={(value) => change({ timeStyle: value })} />
    </Menu>
  )
}

interface ColumnChooserProps {
  ids: readonly string[]
  /** false: they are the default ones. */
  areChosen: boolean
  rows: readonly MessageRow[]
  onChange: (ids: string[] | null) => void
}

/** The available columns: those of every record, and every field seen in one. */
export function ColumnChooser(props: ColumnChooserProps) {
  const [isOpen, setOpen] = useState(false)
  const trigger = (
    <Button look="ghost">
      <Columns3 className="size-3.5" aria-hidden />
      Columns
    </Button>
  )
  return (
    <Popover trigger={trigger} label="Columns" isOpen={isOpen} onOpenChange={setOpen}>
      <Chooser {...props} />
    </Popover>
  )
}

function Chooser({ ids, areChosen, rows, onChange }: ColumnChooserProps) {
  const [search, setSearch] = useState('')
  const seen = fieldsSeen(rows)
  const chosen = ids.filter((id) => readFieldPath(id) !== null && !seen.some((field) => field.id === id))
  const fields = [...chosen.map((id) => ({ id, count: 0 })), ...seen].filter(({ id }) =>
    id.toLowerCase().includes(search.toLowerCase()),
  )
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((other) => other !== id) : withColumn(ids, id))
  return (
    <div className="flex flex-col gap-2.5">
      <fieldset>
        <legend className="pb-1 text-muted text-small">Every message</legend>
        <div className="grid grid-cols-2 gap-x-3">
          {builtInColumns.map(({ id, header, explain }) => (
            <Choice key={id} label={header} title={explain} isChecked={ids.includes(id)} onChange={() => toggle(id)} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="pb-1 text-muted text-small">Fields found</legend>
        {seen.length > 8 && (
          <Input
            type="search"
            aria-label="Search fields"
            placeholder="Search fields"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            className="mb-1 w-full"
          />
        )}
        <div className="max-h-56 overflow-auto">
          {fields.map(({ id, count }) => {
            const path = readFieldPath(id)
            return (
              <Choice
                key={id}
                label={path ? labelOfField(path) : id}
                detail={count === 0 ? 'not found' : undefined}
                isChecked={ids.includes(id)}
                onChange={() => toggle(id)}
              />
            )
          })}
          {fields.length === 0 && (
            <p className="text-muted text-small">
              {search === '' ? 'JSON fields and headers appear here once messages are read.' : 'No field matches.'}
            </p>
          )}
        </div>
      </fieldset>
      {areChosen && (
        <Button look="ghost" onClick={() => onChange(null)} className="self-end">
          Reset columns
        </Button>
      )}
    </div>
  )
}

/** A field comes before the value, which takes the rest of the line. */
export function withColumn(ids: readonly string[], id: string): string[] {
  if (ids.includes(id)) return [...ids]
  const order = builtInColumns.map((column) => column.id)
  const isField = readFieldPath(id) !== null
  const place = ids.findIndex((other) =>
    isField ? other === 'value' : order.includes(other) && order.indexOf(other) > order.indexOf(id),
  )
  return place === -1 ? [...ids, id] : ids.toSpliced(place, 0, id)
}

interface ChoiceProps {
  label: string
  title?: string | undefined
  detail?: string | undefined
  isChecked: boolean
  onChange: () => void
}

function Choice({ label, title, detail, isChecked, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-2 py-0.5" title={title}>
      <input id={id} type="checkbox" checked={isChecked} onChange={onChange} className="accent-accent" />
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer truncate">
        {label}
      </label>
      {detail && <span className="text-faint text-small">{detail}</span>}
    </div>
  )
}
