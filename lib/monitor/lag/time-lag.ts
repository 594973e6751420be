import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

/** The end offsets of many partitions at one moment. */
export interface EndsAt {
  readonly atMs: number
  /** By slot; unknown where that partition was not answered. */
  readonly ends: ArrayLike<number>
}

/**
 * When the record at an offset was written: between the last moment at which the log ended before it, and the first at
 * which it ended behind it. Not known for what was there before the first of them. `lastWriteMs` is when the end was
 * last seen to move, which tells more than moments of long ago that lie far apart.
 */
export function writtenAtMs(moments: readonly EndsAt[], slot: number, offset: number, lastWriteMs: number): number {
  let newestEnd = UNKNOWN
  let afterMs = UNKNOWN
  let afterEnd = UNKNOWN
  for (let index = moments.length - 1; index >= 0; index--) {
    const moment = moments[index]
    const end = moment?.ends[slot] ?? UNKNOWN
    if (!moment || Number.isNaN(end)) continue
    if (end <= offset) {
      // Written since the newest moment.
      if (Number.isNaN(afterEnd)) return moment.atMs
      const isLastWrite = afterEnd === newestEnd && lastWriteMs >= moment.atMs && lastWriteMs <= afterMs
      const untilMs = isLastWrite ? lastWriteMs : afterMs
      return moment.atMs + ((untilMs - moment.atMs) * (offset + 1 - end)) / (afterEnd - end)
    }
    if (Number.isNaN(newestEnd)) newestEnd = end
    afterMs = moment.atMs
    afterEnd = end
  }
  return UNKNOWN
}

/** Ends are asked after commits, so what waits may have been written since; 0 would say that nothing does. */
const LEAST_MS = 1

/** How long the next record to read has been waiting. 0: there is none. */
export function timeLagMs(lag: number, nextWrittenAtMs: number, nowMs: number): number {
  if (lag === 0) return 0
  return Number.isNaN(lag) ? UNKNOWN : Math.max(LEAST_MS, nowMs - nextWrittenAtMs)
}
