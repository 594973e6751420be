'use client'

import { Badge } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useClusterId, useLive } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Problem } from '#lib/contract/common.ts'
import type { GroupType, LagTrend } from '#lib/contract/group-states.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { formatDuration } from '#lib/format/duration.ts'
import {
  formatEta,
  groupName,
  stateTone,
  statusWords,
  trendWords,
  typeExplanations,
  typeWords,
  whyAtLeast,
} from '#lib/format/group-words.ts'
import { formatTime } from '#lib/format/time.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'
import { NumberCell, Unknown } from './cells.tsx'
import { NameLink } from './item-link.tsx'

/** `isCopied`: with a button that copies its id. */
export function GroupLink({ id, isCopied = false }: { id: string; isCopied?: boolean }) {
  return <NameLink href={pagePaths.group(useClusterId(), id)} name={groupName(id)} {...(isCopied && { copied: id })} />
}

/** The lag status of a group in a word; the reason on hover and on its page. */
export function GroupStatusBadge({ group }: { group: Pick<GroupItem, 'status' | 'statusReason'> }) {
  const { tone, word } = statusWords[group.status]
  const now = useNow(60_000)
  const zone = useTimeZone()
  return (
    <span title={formatTimesIn(group.statusReason, now, zone)}>
      <Badge tone={tone}>{word}</Badge>
    </span>
  )
}

/** Kafka's own name of the state, as in its commands. */
export function GroupStateBadge({ group }: { group: Pick<GroupItem, 'state' | 'problems'> }) {
  if (group.state === null) return <Unknown problems={group.problems} field="state" />
  return <Badge tone={stateTone(group.state)}>{group.state}</Badge>
}

export function GroupTypeBadge({ type }: { type: GroupType }) {
  return (
    <Tooltip text={typeExplanations[type]} side="bottom">
      <button type="button" className="cursor-help">
        <Badge tone="note">{typeWords[type]}</Badge>
      </button>
    </Tooltip>
  )
}

interface FactProps {
  value: number | null
  problems: readonly Problem[]
  field: string
}

interface LagCellProps extends FactProps {
  trend: LagTrend | null
  /** The trend is in a column of its own, if there is room for it. */
  hasTrendColumn?: boolean
  /** The lag of some partition is unknown, so the total may be higher. */
  isPartial?: boolean
}

/** The lag in messages, and its trend. */
export function LagCell({ value, trend, hasTrendColumn, isPartial = false, problems, field }: LagCellProps) {
  if (value === null) return <Unknown problems={problems} field={field} />
  return (
    <span className="inline-flex items-baseline gap-1.5">
      {value > 0 && (
        <span className={hasTrendColumn ? 'xl:hidden' : undefined}>
          <TrendSign trend={trend} />
        </span>
      )}
      {isPartial && <AtLeast reason="The lag of some partitions is not known, so the total may be higher." />}
      <span className={value > 0 ? 'font-medium' : 'text-muted'}>
        <NumberCell value={value} />
      </span>
    </span>
  )
}

/** In front of a figure that may be more. */
function AtLeast({ reason, isWord = false }: { reason: string; isWord?: boolean | undefined }) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  return (
    <Tooltip text={formatTimesIn(reason, now, zone)}>
      <button type="button" className="cursor-help text-faint" aria-label={isWord ? undefined : 'At least'}>
        {isWord ? 'at least' : '≥'}
      </button>
    </Tooltip>
  )
}

function TrendSign({ trend }: { trend: LagTrend | null }) {
  if (trend === null || trend === 'steady') return null
  const { sign, word } = trendWords[trend]
  return (
    <span className={trend === 'growing' ? 'text-bad' : 'text-muted'} title={word}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word} </span>
    </span>
  )
}

interface TrendCellProps {
  value: LagTrend | null
  problems: readonly Problem[]
  /** Keeps the word for screen readers where there is no room for it. */
  isShort?: boolean
}

/** The trend alone, with its word. */
export function TrendCell({ value, problems, isShort = false }: TrendCellProps) {
  if (value === null) return <Unknown problems={problems} field="trend" />
  const { sign, word } = trendWords[value]
  return (
    <span className={value === 'growing' ? 'text-bad' : 'text-muted'} title={word}>
      <span aria-hidden>{sign}</span> <span className={isShort ? 'max-2xl:sr-only' : undefined}>{word}</span>
    </span>
  )
}

interface TimeLagCellProps extends FactProps {
  /** How it was determined; omitted if that is not known. */
  timeLagIs?: 'measured' | 'estimated' | null
  /** Writes "at least" as words, where there is room for them. */
  hasWords?: boolean
}

const sources = {
  measured: 'Measured from the timestamp of that message.',
  estimated: 'Estimated from when the end offset passed that message.',
}

/** The time lag: how long the next message to consume has been waiting. */
export function TimeLagCell({ value, timeLagIs = null, hasWords, problems, field }: TimeLagCellProps) {
  if (value === null) return <Unknown problems={problems} field={field} />
  if (value === 0) return <span className="text-muted">up to date</span>
  const reason = whyAtLeast(problems, field)
  return (
    <>
      {reason && (
        <>
          <AtLeast reason={reason} isWord={hasWords} />{' '}
        </>
      )}
      <KnownTimeLag value={value} timeLagIs={timeLagIs} />
    </>
  )
}

function KnownTimeLag({ value, timeLagIs }: { value: number; timeLagIs: keyof typeof sources | null }) {
  const { shown, clockAheadMs } = useLive()
  const now = useNow(60_000)
  const zone = useTimeZone()
  const asOfMs = (shown?.takenAtMs ?? now) + clockAheadMs
  const exact = `Oldest unconsumed message: ${formatDuration(value)} ago (${formatTime(asOfMs - value, asOfMs, zone)}).`
  return (
    <span title={timeLagIs === null ? exact : `${exact} ${sources[timeLagIs]}`}>
      {timeLagIs === 'estimated' && (
        <>
          <span aria-hidden className="text-faint">
            ≈{' '}
          </span>
          <span className="sr-only">estimated </span>
        </>
      )}
      {formatDuration(value)}
    </span>
  )
}

/** When the lag will be 0 at the current rates. */
export function EtaCell({ value, problems, field }: FactProps) {
  if (value === null) return <Unknown problems={problems} field={field} />
  if (value === 0) return <span className="text-muted">up to date</span>
  return <span title={`Lag reaches 0 in about ${formatDuration(value)} at the current rates.`}>{formatEta(value)}</span>
}
