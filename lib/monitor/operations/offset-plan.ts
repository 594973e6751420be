import type { OffsetResetReply, OffsetTarget } from '#lib/contract/group-offsets.ts'
import { formatNumber } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'

export type ResetRow = OffsetResetReply['rows'][number]

/** What is known of a partition whose commit is to be moved. */
export interface ResetFacts {
  readonly topic: string
  readonly partition: number
  /** null: nothing is committed. */
  readonly committed: number | null
  /** Why what is committed cannot be read; null: it can, or there is nothing. */
  readonly unreadable: string | null
  readonly startOffset: number | null
  readonly endOffset: number | null
  /** For times: the first record that is not older; null: there is none. */
  readonly offsetAtTime: number | null
  /** Where the other group stands, or what the row says. */
  readonly given: number | null
  /** Why its ends are not known. */
  readonly error: string | null
}

/** Where a commit goes, as Kafka's own program decides it; nothing goes beyond the log. */
export function planRow(to: OffsetTarget, facts: ResetFacts): ResetRow {
  const { topic, partition, committed: before, startOffset, endOffset } = facts
  const row = { topic, partition, before }
  if (to.type === 'rows' && facts.given === null) {
    const note = before === null ? 'There is no committed offset.' : 'The committed offset will be deleted.'
    return { ...row, after: null, change: null, note }
  }
  const refuse = (error: string): ResetRow => ({ ...row, after: before, change: 0, note: null, error })
  if (facts.error !== null) return refuse(facts.error)
  if (startOffset === null || endOffset === null)
    return refuse('The start and end offsets of this partition are unknown.')
  const wanted = wantedOffset(to, facts, startOffset, endOffset)
  if ('error' in wanted) return refuse(wanted.error)
  const isKept = to.type === 'current' && before !== null
  const after = isKept ? wanted.offset : Math.min(Math.max(wanted.offset, startOffset), endOffset)
  const notes = [
    facts.unreadable,
    wanted.note,
    clampNote(wanted.offset, after, startOffset),
    ...isRemarkable(before, facts),
  ]
  const change = before === null ? null : after - before
  return { ...row, after, change, note: notes.filter(Boolean).join(' ') || null }
}

type Wanted = { readonly offset: number; readonly note?: string } | { readonly error: string }

function wantedOffset(
  to: OffsetTarget,
  { committed, unreadable, offsetAtTime, given }: ResetFacts,
  startOffset: number,
  endOffset: number,
): Wanted {
  switch (to.type) {
    case 'earliest':
      return { offset: startOffset }
    case 'latest':
      return { offset: endOffset }
    case 'current':
      if (committed !== null) return { offset: committed }
      if (unreadable !== null) return { error: unreadable }
      return { offset: endOffset, note: 'No committed offset: set to the end offset.' }
    case 'offset':
      return { offset: to.offset }
    case 'timestamp':
    case 'duration':
      if (offsetAtTime !== null) return { offset: offsetAtTime }
      return { offset: endOffset, note: 'No message is that new: set to the end offset.' }
    case 'shift':
      if (committed !== null) return { offset: committed + to.by }
      return { error: unreadable ?? 'There is no committed offset to shift.' }
    case 'group':
      if (given !== null) return { offset: given }
      return { error: `"${visibleText(to.group)}" has no committed offset on this partition.` }
    case 'rows':
      return given === null ? { error: 'No offset is given.' } : { offset: given }
    default:
      return to satisfies never
  }
}

function clampNote(wanted: number, after: number, startOffset: number): string {
  if (wanted === after) return ''
  return after === startOffset && wanted < after
    ? `Clamped to the log: ${formatNumber(wanted)} is before the start offset ${formatNumber(after)}.`
    : `Clamped to the log: ${formatNumber(wanted)} is beyond the end offset ${formatNumber(after)}.`
}

function isRemarkable(before: number | null, { startOffset, endOffset }: ResetFacts): string[] {
  if (before === null || startOffset === null || endOffset === null) return []
  if (before > endOffset) return ['The committed offset was beyond the end offset.']
  return before < startOffset
    ? [`${formatNumber(startOffset - before)} messages before the start offset have expired.`]
    : []
}
