import { formatDuration } from './duration.ts'

export type TimeZone = 'local' | 'utc'

interface TimeLook {
  readonly zone: TimeZone
  readonly style: 'absolute' | 'relative'
}

/** 10:41:52.000, with the date unless it is today; or 7 min 15 s ago. */
export function formatRecordTime(ms: number, nowMs: number, { zone, style }: TimeLook): string {
  if (style === 'relative') return formatAge(nowMs - ms)
  const [day, time] = partsOf(ms, zone)
  return day === partsOf(nowMs, zone)[0] ? time : `${day} ${time}`
}

/** In full: 2026-11-21 10:41:52.000 +01:00 */
export function formatWholeTime(ms: number, zone: TimeZone): string {
  return `${partsOf(ms, zone).join(' ')} ${zone === 'utc' ? 'UTC' : offsetOf(ms)}`
}

function formatAge(ageMs: number): string {
  return ageMs < 0 ? `in ${formatDuration(-ageMs)}` : `${formatDuration(ageMs)} ago`
}

/** Date and time of day in that zone. */
function partsOf(ms: number, zone: TimeZone): [day: string, time: string] {
  const shift = zone === 'utc' ? 0 : zoneShiftMs(ms)
  const [day = '', time = ''] = new Date(clamp(ms + shift)).toISOString().split('T')
  return [day, time.slice(0, -1)]
}

/** The last moments of the calendar cannot be represented in some zones. */
const LAST_MS = 8.64e15

function clamp(ms: number): number {
  return Math.min(LAST_MS, Math.max(-LAST_MS, ms))
}

function zoneShiftMs(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * 60_000
}

function offsetOf(ms: number): string {
  const minutes = Math.round(zoneShiftMs(ms) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** In the format of a datetime-local field: 2026-11-21T10:41:52 */
export function toTimeField(iso: string, zone: TimeZone): string {
  const ms = Date.parse(iso)
  return Number.isNaN(ms)
    ? ''
    : partsOf(ms, zone)
        .join('T')
        .replace(/\.000$/, '')
}

/** ISO 8601 in UTC; null: the text is not a time. */
export function fromTimeField(text: string, zone: TimeZone): string | null {
  const ms = Date.parse(zone === 'utc' ? `${text}Z` : text)
  return text === '' || Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
