// Apart from the schemas, because the browser needs these without the schemas.

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export const historyRangesMs = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '90d': 90 * DAY_MS,
} as const

export type HistoryRange = keyof typeof historyRangesMs

/** Object.keys of an object literal that is never extended are the keys of its type. */
export const historyRanges = Object.keys(historyRangesMs) as [HistoryRange, ...HistoryRange[]]
