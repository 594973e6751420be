'use client'

import { type ReactNode, useState } from 'react'
import { Explained } from '#components/ui/explained.tsx'
import { useLive } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import type { Problem } from '#lib/contract/common.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { formatDuration, formatSetDuration } from '#lib/format/duration.ts'
import { formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import { formatExactTime, formatTime } from '#lib/format/time.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'

interface FactProps {
  /** null: not known, and `problems` may say why. */
  value: number | null | undefined
  problems?: readonly Problem[]
  /** The name of the field, to find its problem. */
  field?: string
}

interface NumberCellProps extends FactProps {
  /** Every digit stands there, as for offsets, which are names as much as numbers. */
  isExact?: boolean
}

/** A number, short where it is large, with the exact one on hover. */
export function NumberCell({ value, problems, field, isExact = false }: NumberCellProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  const exact = formatNumber(value)
  const short = isExact ? exact : formatCompact(value)
  return (
    <Doubtful exact={short === exact ? undefined : exact} problems={problems} field={field}>
      <Changing value={value}>{short}</Changing>
    </Doubtful>
  )
}

/** Bytes, short, with the exact number on hover. */
export function BytesCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Doubtful exact={`${formatNumber(value)} bytes`} problems={problems} field={field}>
      {formatBytes(value)}
    </Doubtful>
  )
}

/** So many per second, which glows when it begins or ends, and not with every change. */
export function RateCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Doubtful problems={problems} field={field}>
      <Changing value={value > 0}>{formatRate(value)}</Changing>
    </Doubtful>
  )
}

/** A span of time that was set; below 0 Kafka means for ever. */
export function DurationCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return (
    <Doubtful exact={`${formatNumber(value)} ms`} problems={problems} field={field}>
      {value < 0 ? 'for ever' : formatSetDuration(value)}
    </Doubtful>
  )
}

/** A moment, as a clock time, with the date and UTC on hover. */
export function TimeCell({ value, problems, field }: Omit<FactProps, 'value'> & { value: string | null }) {
  const now = useNow(60_000)
  if (value === null) return <Unknown problems={problems} field={field} />
  return (
    <Doubtful exact={formatExactTime(value)} problems={problems} field={field}>
      <time dateTime={value}>{formatTime(value, now)}</time>
    </Doubtful>
  )
}

/** How long something has lasted, growing; corrected for a clock that differs from the server's. */
export function SinceCell({ value }: { value: string }) {
  const { clockAheadMs } = useLive()
  const now = useNow()
  return (
    <time dateTime={value} title={formatExactTime(value)}>
      {formatDuration(now + clockAheadMs - Date.parse(value))}
    </time>
  )
}

interface ReasonProps {
  problems?: readonly Problem[] | undefined
  field?: string | undefined
}

/** A fact that is missing looks missing, and says why where that is known. */
export function Unknown({ problems = [], field }: ReasonProps) {
  const now = useNow(60_000)
  const problem = problemOf(problems, field) ?? problems.find((candidate) => candidate.field === null)
  const reason = problem ? formatTimesIn(problem.message, now) : 'Not known yet'
  return (
    <Explained text={reason} label={`Unknown: ${reason}`} className="text-faint">
      –
    </Explained>
  )
}

interface DoubtfulProps extends ReasonProps {
  /** Said on hover where the value is shortened. */
  exact?: string | undefined
  children: ReactNode
}

/** A value that is there although something is wrong with it, such as its age, looks so and says what. */
function Doubtful({ problems = [], field, exact, children }: DoubtfulProps) {
  const problem = problemOf(problems, field)
  if (!problem) return exact === undefined ? children : <span title={exact}>{children}</span>
  return (
    <Doubted reason={problem.message} exact={exact}>
      {children}
    </Doubted>
  )
}

function Doubted({ reason, exact, children }: { reason: string } & Pick<DoubtfulProps, 'exact' | 'children'>) {
  const text = formatTimesIn(reason, useNow(60_000))
  return (
    <Explained
      text={
        <>
          {exact && <span className="block tabular-nums">{exact}</span>}
          {text}
        </>
      }
      className="underline decoration-warn decoration-dotted underline-offset-3"
    >
      <span aria-hidden>~</span>
      {children}
      <span className="sr-only">(doubtful: {text})</span>
    </Explained>
  )
}

function problemOf(problems: readonly Problem[], field: string | undefined): Problem | undefined {
  return field === undefined ? undefined : problems.find((problem) => problem.field === field)
}

/** Glows for a moment when the value on the screen becomes another. */
export function Changing({ value, children }: { value: string | number | boolean; children: ReactNode }) {
  const [seen, setSeen] = useState({ value, changes: 0 })
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 })
  return (
    <span key={seen.changes} className={seen.changes > 0 ? 'animate-glow rounded-small' : undefined}>
      {children}
    </span>
  )
}
