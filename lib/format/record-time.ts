import { formatDuration } from './duration.ts'
import { formatOffset, type TimeZone, zoneOffsetMs } from './time-zone.ts'

interface TimeLook {
  readonly zone: TimeZone
  readonly style: 'absolute' | 'relative'
}

/** 10:41:52.000, with the date unless it is today; or 7 min 15 s ago. */
export function formatRecordTime(ms: number, nowMs: number, { zone, style }: TimeLook): string {
  if (style === 'relative') return formatAge(nowMs - ms)
  const [day, time] = wallTimeOf(ms, zone)
  return day === wallTimeOf(nowMs, zone)[0] ? time : `${day} ${time}`
}

/** In full: 2026-11-21 10:41:52.000 +01:00 */
export function formatWholeTime(ms: number, zone: TimeZone): string {
  return `${wallTimeOf(ms, zone).join(' ')} ${zone === 'utc' ? 'UTC' : formatOffset(ms, zone)}`
}

export function formatAge(ageMs: number): string {
  return ageMs < 0 ? `in ${formatDuration(-ageMs)}` : `${formatDuration(ageMs)} ago`
}

/** Date and time of day in that zone. */
export function wallTimeOf(ms: number, zone: TimeZone): [day: string, time: string] {
  const [day = '', time = ''] = new Date(clamp(ms + zoneOffsetMs(ms, zone))).toISOString().split('T')
  return [day, time.slice(0, -1)]
}

/** The last moments of the calendar cannot be represented in some zones. */
const LAST_MS = 8.64e15

function clamp(ms: number): number {
  return Math.min(LAST_MS, Math.max(-LAST_MS, ms))
}
