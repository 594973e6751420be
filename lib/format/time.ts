import { formatAge, formatWholeTime, wallTimeOf } from './record-time.ts'
import type { TimeZone } from './time-zone.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** 14:02:11, with the date if it is more than a day ago. */
export function formatTime(time: string | number, nowMs: number, zone: TimeZone): string {
  const ms = new Date(time).getTime()
  const [day, clock] = wallTimeOf(ms, zone)
  return nowMs - ms < DAY_MS ? clock.slice(0, 8) : `${day} ${clock.slice(0, 8)}`
}

/** For a tooltip: in full, with its zone, and how long ago it is. */
export function formatExactTime(time: string | number, nowMs: number, zone: TimeZone): string {
  const ms = new Date(time).getTime()
  return `${formatWholeTime(ms, zone)} (${formatAge(nowMs - ms)})`
}

const CLOCK_UP_TO_MS = 5 * 60 * 1000

/** For the axis of a chart, as short as its span allows: 14:02:10, 14:02, or 11-21 14:00. */
export function formatAxisTime(ms: number, spanMs: number, zone: TimeZone): string {
  const [day, clock] = wallTimeOf(ms, zone)
  if (spanMs < CLOCK_UP_TO_MS) return clock.slice(0, 8)
  return spanMs < DAY_MS ? clock.slice(0, 5) : `${day.slice(-5)} ${clock.slice(0, 5)}`
}
