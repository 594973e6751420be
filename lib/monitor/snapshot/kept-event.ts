import type { HistoryEvent } from '#lib/contract/history-events.ts'

/** Something that happened, as it is kept in memory. */
export interface KeptEvent {
  readonly atMs: number
  readonly kind: string
  readonly text: string
  readonly subject?: NonNullable<HistoryEvent['subject']>
}

export function describeEvent({ atMs, kind, text, subject }: KeptEvent): HistoryEvent {
  return { at: new Date(atMs).toISOString(), kind, text, ...(subject && { subject }) }
}
