'use client'

import { type ReactNode, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import { useLive } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Problem } from '#lib/contract/common.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { formatDuration, formatSetDuration } from '#lib/format/duration.ts'
import { formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import { formatExactTime, formatTime } from '#lib/format/time.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { CopyIcon } from './copy-button.tsx'
import { MiddleShortened } from './long-text.tsx'

interface FactProps {
  /** null: unknown, with the reason in `problems` if there is one. */
  value: number | null | undefined
  problems?: readonly Problem[]
  /** The name of the field, for finding its problem. */
  field?: string
}

interface NumberCellProps extends Omit<FactProps, 'value'> {
  /** Text: a number beyond 2^53, by its digits. */
  value: number | string | null | undefined
  /** Shows every digit, as for offsets, which are identifiers as much as numbers. */
  isExact?: boolean
}

/** A number, abbreviated if large, with the exact one on hover. */
export function NumberCell({ value, problems, field, isExact = false }: NumberCellProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  if (typeof value === 'string') return formatNumber(BigInt(value))
  const exact = formatNumber(value)
  const short = isExact ? exact : formatCompact(value)
  return (
    <Unreliable exact={short === exact ? undefined : exact} problems={problems} field={field}>
      <Changing value={value}>{short}</Changing>
    </Unreliable>
  )
}

/** Bytes, abbreviated, with the exact number on hover. */
export function BytesCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Unreliable exact={`${formatNumber(value)} bytes`} problems={problems} field={field}>
      {formatBytes(value)}
    </Unreliable>
  )
}

/** A rate per second, which glows when it starts or stops, and not with every change. */
export function RateCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Unreliable problems={problems} field={field}>
      <Changing value={value > 0}>{formatRate(value)}</Changing>
    </Unreliable>
  )
}

/** A configured duration; for Kafka a negative one is unlimited. */
export function DurationCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Unreliable problems={problems} field={field}>
      {value < 0 ? 'unlimited' : formatSetDuration(value)}
    </Unreliable>
  )
}

/** A time of day, with the date, its zone and its age on hover. */
export function TimeCell({ value, problems, field }: Omit<FactProps, 'value'> & { value: string | null }) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  if (value === null) return <Unknown problems={problems} field={field} />
  return (
    <Unreliable exact={formatExactTime(value, now, zone)} problems={problems} field={field}>
      <time dateTime={value}>{formatTime(value, now, zone)}</time>
    </Unreliable>
  )
}

/** An id, host or address: in full on hover, and to be copied. `shown`: as it is shown, if that differs. */
export function IdCell({ id, shown = visibleText(id), title = shown }: { id: string; shown?: string; title?: string }) {
  return (
    <span className="inline-flex min-w-0 max-w-64 items-center gap-1 align-middle" title={title}>
      <code className="flex min-w-0 font-mono text-small">
        <MiddleShortened text={shown} />
      </code>
      <CopyIcon text={id} of={shown} />
    </span>
  )
}

/** A growing duration, corrected by the difference to the server's clock. */
export function SinceCell({ value }: { value: string }) {
  const { clockAheadMs } = useLive()
  const now = useNow()
  const zone = useTimeZone()
  return (
    <time dateTime={value} title={formatExactTime(value, now, zone)}>
      {formatDuration(now + clockAheadMs - Date.parse(value))}
    </time>
  )
}

interface ReasonProps {
  problems?: readonly Problem[] | undefined
  field?: string | undefined
}

/** A missing value, recognizable as such, with the reason if known. */
export function Unknown({ problems = [], field }: ReasonProps) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  const problem = problemOf(problems, field) ?? problems.find((candidate) => candidate.field === null)
  const reason = problem ? formatTimesIn(problem.message, now, zone) : 'Not known yet.'
  return (
    <Explained text={reason} label={`Unknown: ${reason}`} className="text-faint">
      –
    </Explained>
  )
}

interface UnreliableProps extends ReasonProps {
  /** Shown on hover if the value is abbreviated. */
  exact?: string | undefined
  children: ReactNode
}

/** A value with a problem, such as its age, marked and with the problem as explanation. */
function Unreliable({ problems = [], field, exact, children }: UnreliableProps) {
  const problem = problemOf(problems, field)
  if (!problem) return exact === undefined ? children : <span title={exact}>{children}</span>
  return (
    <UnreliableContent reason={problem.message} exact={exact} isBound={problem.code === 'at-most'}>
      {children}
    </UnreliableContent>
  )
}

function UnreliableContent({
  reason,
  exact,
  isBound,
  children,
}: { reason: string; isBound: boolean } & Pick<UnreliableProps, 'exact' | 'children'>) {
  const text = formatTimesIn(reason, useNow(60_000), useTimeZone())
  return (
    <Explained
      text={
        <>
          {exact && <span className="block tabular-nums">{exact}</span>}
          {text}
        </>
      }
      className={classNames('underline decoration-dotted underline-offset-3', !isBound && 'decoration-warn')}
    >
      <span aria-hidden>{isBound ? '≤ ' : '~'}</span>
      {children}
      <span className="sr-only">
        ({!isBound && 'uncertain: '}
        {text})
      </span>
    </Explained>
  )
}

function problemOf(problems: readonly Problem[], field: string | undefined): Problem | undefined {
  return field === undefined ? undefined : problems.find((problem) => problem.field === field)
}

/** Glows for a moment when the value on the screen changes. */
export function Changing({ value, children }: { value: string | number | boolean; children: ReactNode }) {
  const [seen, setSeen] = useState({ value, changes: 0 })
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 })
  return (
    <span key={seen.changes} className={seen.changes > 0 ? 'animate-glow rounded-small' : undefined}>
      {children}
    </span>
  )
}
