'use client'

import { Badge } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
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
} from '#lib/format/group-words.ts'
import { formatNumber } from '#lib/format/number.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'
import { NumberCell, Unknown } from './cells.tsx'
import { NameLink } from './item-link.tsx'

export function GroupLink({ id }: { id: string }) {
  return (
    <NameLink
      href={pagePaths.group(useClusterId(), id)}
      name={groupName(id)}
      className="wide:max-w-64 md:max-w-56 xl:max-w-48"
    />
  )
}

/** The lag status of a group in a word; the reason on hover and on its page. */
export function GroupStatusBadge({ group }: { group: Pick<GroupItem, 'status' | 'statusReason'> }) {
  const { tone, word } = statusWords[group.status]
  const now = useNow(60_000)
  return (
    <span title={formatTimesIn(group.statusReason, now)}>
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
      {isPartial && (
        <Tooltip text="Of some partition nothing is known: it may be more">
          <button type="button" className="cursor-help text-faint" aria-label="At least">
            ≥
          </button>
        </Tooltip>
      )}
      <span className={value > 0 ? 'font-medium' : 'text-muted'}>
        <NumberCell value={value} />
      </span>
    </span>
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
}

const sources = {
  measured: 'measured: by the timestamp of that message',
  estimated: 'estimated: by when the end of the log was where that message is',
}

/** The time lag: how long the next message has been waiting. */
export function TimeLagCell({ value, timeLagIs = null, problems, field }: TimeLagCellProps) {
  if (value === null) return <Unknown problems={problems} field={field} />
  if (value === 0) return <span className="text-muted">caught up</span>
  const exact = `The next message was written ${formatNumber(Math.round(value))} ms ago`
  return (
    <span title={timeLagIs === null ? exact : `${exact}, ${sources[timeLagIs]}`}>
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
  if (value === 0) return <span className="text-muted">now</span>
  return (
    <span title={`About ${formatNumber(Math.round(value))} ms, if all goes on as it goes`}>{formatEta(value)}</span>
  )
}
