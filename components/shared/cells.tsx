'use client'

import { type ReactNode, useState } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useLive } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import type { Problem } from '#lib/contract/common.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { formatDuration, formatSetDuration } from '#lib/format/duration.ts'
import { formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import { formatExactTime, formatTime } from '#lib/format/time.ts'

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
  return <Changing value={value}>{short === exact ? exact : <span title={exact}>{short}</span>}</Changing>
}

/** Bytes, short, with the exact number on hover. */
export function BytesCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return <span title={`${formatNumber(value)} bytes`}>{formatBytes(value)}</span>
}

/** So many per second, which glows when it begins or ends, and not with every change. */
export function RateCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return <Changing value={value > 0}>{formatRate(value)}</Changing>
}

/** A span of time that was set; below 0 Kafka means for ever. */
export function DurationCell({ value, problems, field }: FactProps) {
  if (value === null || value === undefined) return <Unknown problems={problems} field={field} />
  return <span title={`${formatNumber(value)} ms`}>{value < 0 ? 'for ever' : formatSetDuration(value)}</span>
}

/** A moment, as a clock time, with the date and UTC on hover. */
export function TimeCell({ value, problems, field }: Omit<FactProps, 'value'> & { value: string | null }) {
  const now = useNow(60_000)
  if (value === null) return <Unknown problems={problems} field={field} />
  return (
    <time dateTime={value} title={formatExactTime(value)}>
      {formatTime(value, now)}
    </time>
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

/** A fact that is missing looks missing, and says why where that is known. */
export function Unknown({
  problems = [],
  field,
}: {
  problems?: readonly Problem[] | undefined
  field?: string | undefined
}) {
  const problem =
    problems.find((candidate) => candidate.field === field) ?? problems.find((candidate) => candidate.field === null)
  const reason = problem?.message ?? 'Not known yet'
  return (
    <Tooltip text={reason}>
      <button type="button" className="cursor-help text-faint" aria-label={`Unknown: ${reason}`}>
        –
      </button>
    </Tooltip>
  )
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
