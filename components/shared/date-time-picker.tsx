'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Input } from '#components/ui/input.tsx'
import { addDays, addMonths, weeksOf } from '#lib/format/calendar.ts'

interface DateTimePickerProps {
  /** The chosen day as an ISO date, and the time of day; null: none is chosen. */
  day: string | null
  time: string
  today: string
  onPick: (day: string, time: string) => void
}

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

const moves: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
}

/** A month to choose a day from, by pointer or arrow keys, and a time of day. */
export function DateTimePicker({ day, time, today, onPick }: DateTimePickerProps) {
  const [focused, setFocused] = useState(day ?? today)
  const [typedTime, setTypedTime] = useState(time)
  const grid = useRef<HTMLTableElement>(null)
  const isMoved = useRef(false)
  const timeId = useId()
  useEffect(() => {
    if (isMoved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    isMoved.current = false
  })
  const move = (event: KeyboardEvent) => {
    const next = moves[event.key]
    if (!next) return
    event.preventDefault()
    isMoved.current = true
    setFocused(next(focused))
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <IconButton label="Previous month" onClick={() => setFocused(addMonths(focused, -1))}>
          <ChevronLeft className="size-4" aria-hidden />
        </IconButton>
        <span aria-live="polite" className="font-medium">
          {monthName.format(new Date(focused))}
        </span>
        <IconButton label="Next month" onClick={() => setFocused(addMonths(focused, 1))}>
          <ChevronRight className="size-4" aria-hidden />
        </IconButton>
      </div>
      <table ref={grid} aria-label="Days" onKeyDown={move} className="w-full text-center tabular-nums">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" className="font-normal text-muted text-small">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(focused).map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <td key={one}>
                  <button
                    type="button"
                    aria-label={one}
                    aria-pressed={one === day}
                    aria-current={one === today ? 'date' : undefined}
                    tabIndex={one === focused ? 0 : -1}
                    onClick={() => {
                      setFocused(one)
                      onPick(one, typedTime)
                    }}
                    className={classNames(
                      'size-7.5 rounded-control hover:bg-sunken',
                      one.slice(0, 7) !== focused.slice(0, 7) && 'text-muted',
                      one === today && 'font-semibold underline',
                      one === day && 'bg-accent-soft text-accent',
                    )}
                  >
                    {Number(one.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <label htmlFor={timeId} className="flex items-center gap-2 text-muted">
        Time of day
        <Input
          id={timeId}
          value={typedTime}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setTypedTime(target.value)
            onPick(day ?? focused, target.value)
          }}
          className="w-28 font-mono text-small"
        />
      </label>
    </div>
  )
}
