import { MAX_SCAN_MS, MAX_SCANNED_RECORDS } from '#lib/contract/messages.ts'

/** What a scan may cost. */
export interface Budget {
  readonly records: number
  readonly bytes: number
  readonly timeMs: number
}

export interface Spent {
  readonly scanned: number
  readonly bytes: number
  readonly elapsedMs: number
}

const MAX_SCANNED_BYTES = 8 * 1024 ** 3

export function scanBudget(asked: { records?: number | undefined; timeMs?: number | undefined }): Budget {
  return {
    records: Math.min(asked.records ?? MAX_SCANNED_RECORDS, MAX_SCANNED_RECORDS),
    bytes: MAX_SCANNED_BYTES,
    timeMs: Math.min(asked.timeMs ?? MAX_SCAN_MS, MAX_SCAN_MS),
  }
}

/** For what ends with its reader alone. */
export const NO_BUDGET: Budget = {
  records: Number.POSITIVE_INFINITY,
  bytes: Number.POSITIVE_INFINITY,
  timeMs: Number.POSITIVE_INFINITY,
}

/** Which limit is reached, if any. */
export function exceeded(budget: Budget, spent: Spent): 'records' | 'bytes' | 'time' | null {
  if (spent.scanned >= budget.records) return 'records'
  if (spent.bytes >= budget.bytes) return 'bytes'
  return spent.elapsedMs >= budget.timeMs ? 'time' : null
}
