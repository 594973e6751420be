import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

/** What a consumer reads in this time is on its way rather than waiting: it stays unread only until the next commit. */
const ON_ITS_WAY_MS = 6_000
/** Rates are smoothed; a lead smaller than this part of what is read may be none. */
const LEAST_LEAD = 0.02

/** How long until nothing is left to read, if all goes on as it goes. Unknown where it is not getting less. */
export function etaMs(lag: number, producedPerSecond: number, consumedPerSecond: number): number {
  if (lag === 0) return 0
  if (!(consumedPerSecond > 0)) return UNKNOWN
  const readInMs = (lag * 1_000) / consumedPerSecond
  if (readInMs <= ON_ITS_WAY_MS) return readInMs
  const lead = consumedPerSecond - producedPerSecond
  return lead > consumedPerSecond * LEAST_LEAD ? (lag * 1_000) / lead : UNKNOWN
}
