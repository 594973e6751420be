import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { counted } from '#lib/format/number.ts'
import type { OffsetRow } from './reset-rows.ts'

export type ResetRow = OffsetResetReply['rows'][number]

/** The previous offsets of the partitions that were moved. */
export function rowsBefore(rows: readonly ResetRow[]): OffsetRow[] {
  return rows
    .filter(({ error, before, after }) => error === undefined && before !== after)
    .map(({ topic, partition, before }) => ({ topic, partition, offset: before }))
}

/** Shown before the reset or after it. The number of messages to be consumed again is the same in both. */
const summaryWords = {
  planned: { skipped: 'will be skipped', gets: ['gets', 'get'], deleted: 'will be deleted', cannot: 'cannot' },
  done: { skipped: 'skipped', gets: ['got', 'got'], deleted: 'deleted', cannot: 'could not' },
} as const

/** The consequences of a reset for the group, in a sentence. */
export function summarizeReset(rows: readonly ResetRow[], when: keyof typeof summaryWords = 'planned'): string {
  const words = summaryWords[when]
  const good = rows.filter(({ error }) => error === undefined)
  const sum = (sign: 1 | -1) => good.reduce((total, { change }) => total + Math.max(0, sign * (change ?? 0)), 0)
  const count = (matches: (row: ResetRow) => boolean) => good.filter(matches).length
  const first = count(({ before, after }) => before === null && after !== null)
  const deleted = count(({ before, after }) => before !== null && after === null)
  const same = count(({ before, after }) => before === after)
  const failed = rows.length - good.length
  const parts = [
    sum(-1) > 0 && `${counted(sum(-1), 'message')} will be consumed again`,
    sum(1) > 0 && `${counted(sum(1), 'message')} ${words.skipped}`,
    first > 0 && `${counted(first, 'partition')} ${words.gets[first === 1 ? 0 : 1]} a first committed offset`,
    deleted > 0 && `${counted(deleted, 'committed offset')} ${words.deleted}`,
    same > 0 && `${counted(same, 'partition')} unchanged`,
    failed > 0 && `${counted(failed, 'partition')} ${words.cannot} be reset`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return when === 'done' ? 'Nothing changed' : 'Nothing changes'
  return parts.join(', ')
}

/** The consequences for one partition, in a few words. */
export function describeChange({ before, after, change, error }: ResetRow): string {
  if (error !== undefined) return error
  if (after === null) return before === null ? 'no committed offset' : 'committed offset deleted'
  if (before === null) return 'first committed offset'
  if (change === null) return 'unknown'
  if (change === 0) return 'unchanged'
  return change < 0 ? `${counted(-change, 'message')} consumed again` : `${counted(change, 'message')} skipped`
}
