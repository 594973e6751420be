'use client'

import { CalendarDays } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Popover } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { formatWholeTime } from '#lib/format/record-time.ts'
import { formatTimeEntry, type ReadTime, readTimeEntry, type TimeEntry } from '#lib/format/time-entry.ts'

// Loaded when it is opened, because most times are typed.
const DateTimePicker = dynamic(() => import('./date-time-picker.tsx').then((module) => module.DateTimePicker), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
})

interface DateTimeFieldProps
  extends Pick<ComponentProps<'input'>, 'placeholder' | 'className' | 'aria-describedby' | 'aria-invalid'> {
  id: string
  value: TimeEntry
  onChange: (value: TimeEntry) => void
  /** Inside the frame of another field: without one of its own, and with what was understood floating below. */
  isInline?: boolean
}

/** A time, typed as ISO, as a time of today or relative to now, or picked; in the zone of the application. */
export function DateTimeField({ id, value, onChange, isInline = false, className, ...input }: DateTimeFieldProps) {
  const zone = useTimeZone()
  const [typed, setTyped] = useState<{ text: string; entry: TimeEntry; zone: string } | null>(null)
  const [isOpen, setOpen] = useState(false)
  // What was typed stays as it is only until the value or the zone changes otherwise.
  const isTyped = typed !== null && typed.entry === value && typed.zone === zone
  const text = isTyped ? typed.text : formatTimeEntry(value, zone)
  const type = (entered: string) => {
    const read = readTimeEntry(entered, zone, Date.now())
    const entry = 'ms' in read ? read.ms : entered
    setTyped({ text: entered, entry, zone })
    onChange(entry)
  }
  const note = text.trim() === '' ? null : describe(value, readTimeEntry(text, zone, Date.now()), zone)
  const [day, time] = typeof value === 'number' ? formatTimeEntry(value, zone).split(' ') : [null]
  return (
    <div
      className={classNames('relative min-w-0', isInline ? 'group h-full flex-1' : 'flex flex-col gap-1', className)}
    >
      <div
        className={classNames(
          'flex h-7.5 items-center',
          isInline
            ? 'h-full'
            : 'rounded-control border border-line-strong bg-surface has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent',
          !isInline && note?.isFault && 'border-bad',
        )}
      >
        <input
          placeholder="2026-11-21 14:30:00"
          {...input}
          id={id}
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={note?.isFault || input['aria-invalid']}
          aria-describedby={[note && `${id}-read`, input['aria-describedby']].filter(Boolean).join(' ') || undefined}
          onChange={({ target }) => type(target.value)}
          onBlur={() => setTyped(null)}
          className={classNames(
            'h-full w-full min-w-0 flex-1 rounded-control bg-transparent pr-1 font-mono text-small text-text outline-none',
            !isInline && 'pl-2.5',
          )}
        />
        <Popover
          label="Date and time"
          isOpen={isOpen}
          onOpenChange={setOpen}
          trigger={
            <IconButton label="Pick a date and time" className="h-7">
              <CalendarDays className="size-3.5" aria-hidden />
            </IconButton>
          }
        >
          <DateTimePicker
            day={day ?? null}
            time={time ?? '00:00:00'}
            today={formatTimeEntry(Date.now(), zone).slice(0, 10)}
            onPick={(pickedDay, pickedTime) => type(`${pickedDay} ${pickedTime}`)}
          />
        </Popover>
      </div>
      {note && (
        <p
          id={`${id}-read`}
          role={note.isFault ? 'alert' : 'status'}
          className={classNames(
            'text-small',
            note.isFault ? 'text-bad' : 'text-muted',
            isInline &&
              'absolute top-full left-0 z-30 mt-1.5 hidden w-max max-w-80 rounded-control border border-line-strong bg-surface px-2.5 py-1.5 shadow-card group-focus-within:block',
          )}
        >
          {note.text}
        </p>
      )}
    </div>
  )
}

function describe(value: TimeEntry, read: ReadTime, zone: string): { text: string; isFault: boolean } {
  if (typeof value === 'string') return { text: 'problem' in read ? read.problem : value, isFault: true }
  const whole = formatWholeTime(value, zone)
  const note = 'ms' in read ? read.note : null
  return { text: note ? `${whole}. ${note}` : whole, isFault: false }
}
