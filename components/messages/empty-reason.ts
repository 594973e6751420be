import type { ScanState } from '#lib/client/message-scan.ts'
import { isNote } from '#lib/format/scan-words.ts'
import { isNarrowed, type MessagesQuery } from './messages-query.ts'

export type EmptyReason =
  | 'waiting'
  | 'searching'
  | 'paused'
  | 'failed'
  | 'no-match'
  | 'not-in-partition'
  | 'aborted'
  | 'empty-topic'
  | 'empty-range'

/** Means that only the partition that the key hashes to was read. */
export function isOfKey({ code }: { readonly code: string }): boolean {
  return code === 'key-partition'
}

/** Why there are no rows; null: shown elsewhere, or not known yet. */
export function emptyReason(scan: ScanState, query: MessagesQuery): EmptyReason | null {
  const { phase, done, partitions, progress, cursor, problems } = scan
  if (phase === 'reading' || phase === 'connecting') {
    // A live scan does not include earlier records.
    if (query.from === 'live') return phase === 'reading' ? 'waiting' : null
    return progress.scanned === 0 ? null : 'searching'
  }
  if (cursor !== null && (phase === 'stopped' || done?.reason === 'budget')) return 'paused'
  if (phase !== 'done' || !done) return null
  if (done.reason === 'error') return 'failed'
  if (done.reason !== 'end') return null
  if (isNarrowed(query)) return problems.some(isOfKey) ? 'not-in-partition' : 'no-match'
  if (problems.some((problem) => !isNote(problem))) return 'failed'
  if (done.aborted > 0) return 'aborted'
  const isEmpty = partitions.every(({ startOffset, endOffset }) => endOffset !== null && endOffset <= startOffset)
  return isEmpty ? 'empty-topic' : 'empty-range'
}
