import { parseDuration } from './duration.ts'
import { formatOffset, instantsOf, type TimeZone, zoneOffsetMs } from './time-zone.ts'

/** What stands in a field for a time: an instant in ms, or the text, if it is none (yet). */
export type TimeEntry = number | string

export type ReadTime = { readonly ms: number; readonly note: string | null } | { readonly problem: string }

const HOW = 'Write it as 2026-11-21 14:30:00 or 15 min ago'
const LAST_MS = 8.64e15

const WALL = /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:(?:^|[T ]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/i
const OFFSET = /\s*(?:(z|utc|gmt)|([+-])(\d{2}):?(\d{2}))$/i

/** Reads a time typed by a person: ISO with 24 hours, a time of today, relative to now, or milliseconds since 1970. */
export function readTimeEntry(typed: string, zone: TimeZone, nowMs: number): ReadTime {
  const text = typed.trim()
  if (/^now$/i.test(text)) return { ms: nowMs, note: null }
  if (/^\d{9,16}$/.test(text)) return bounded(Number(text))
  return readRelative(text, nowMs) ?? readWall(text, zone, nowMs)
}

function bounded(ms: number, note: string | null = null): ReadTime {
  return Math.abs(ms) <= LAST_MS ? { ms, note } : { problem: 'This is outside the range of timestamps' }
}

/** 15 min ago, 1 h 30 min ago, in 2 days */
function readRelative(text: string, nowMs: number): ReadTime | null {
  const [, ahead, amount = ''] = /^(in\s+)?(.+?)(?:\s+ago)?$/i.exec(text) ?? []
  const isAgo = /\sago$/i.test(text)
  if ((ahead === undefined) === !isAgo) return null
  const parts = amount.match(/\d[\d.,]*\s*[a-z]+/gi) ?? []
  const durations = parts.map(parseDuration)
  const isWhole = parts.join('').replaceAll(/\s/g, '') === amount.replaceAll(/\s/g, '')
  if (parts.length === 0 || !isWhole || durations.includes(null)) {
    return { problem: `“${amount}” is not a valid duration: write 15 min, 2 hours or 7 days` }
  }
  const sum = durations.reduce<number>((total, part) => total + (part ?? 0), 0)
  return bounded(isAgo ? nowMs - sum : nowMs + sum)
}

function readWall(text: string, zone: TimeZone, nowMs: number): ReadTime {
  const offset = /\d:\d/.test(text) ? OFFSET.exec(text) : null
  const match = text === '' ? null : WALL.exec(offset ? text.slice(0, offset.index) : text)
  if (!match) return { problem: `“${text}” is not a valid time. ${HOW}` }
  const today = new Date(nowMs + zoneOffsetMs(nowMs, zone))
  const [year, month, day] = match[1]
    ? [Number(match[1]), Number(match[2]), Number(match[3])]
    : [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()]
  const [hour, minute, second] = [match[4], match[5], match[6]].map((part) => Number(part ?? 0))
  if (month < 1 || month > 12) return { problem: `There is no month ${month}` }
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  if (day < 1 || day > days) return { problem: `${year}-${two(month)} has ${days} days, and no day ${day}` }
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) {
    return {
      problem: `There is no time ${match[4]}:${match[5]}${match[6] ? `:${match[6]}` : ''}: a day ends at 23:59:59`,
    }
  }
  const wall = new Date(0)
  wall.setUTCFullYear(year, month - 1, day)
  wall.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0, Number((match[7] ?? '').padEnd(3, '0')))
  if (offset) return bounded(wall.getTime() - offsetOf(offset))
  return placed(wall.getTime(), zone)
}

function offsetOf([, name, sign, hours, minutes]: RegExpExecArray): number {
  if (name) return 0
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -size : size
}

function placed(wallMs: number, zone: TimeZone): ReadTime {
  const [first, second] = instantsOf(wallMs, zone)
  if (first === undefined) {
    return { problem: 'This time does not exist in this time zone: its clocks were set forward past it' }
  }
  if (second === undefined) return { ms: first, note: null }
  const offset = formatOffset(second, zone)
  return {
    ms: first,
    note: `Clocks were set back, so this time occurs twice. This is the first; add ${offset} for the second`,
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** 2026-11-21 14:30:00, as it can be typed: read again it is the same instant. */
export function formatTimeEntry(entry: TimeEntry, zone: TimeZone): string {
  if (typeof entry === 'string') return entry
  if (!(Math.abs(entry) <= LAST_MS - 2 * 86_400_000)) return String(entry)
  const wall = new Date(entry + zoneOffsetMs(entry, zone))
    .toISOString()
    .replace('T', ' ')
    .replace(/(?:\.000)?Z$/, '')
  const read = readTimeEntry(wall, zone, entry)
  return 'ms' in read && read.ms === entry ? wall : `${wall} ${formatOffset(entry, zone)}`
}

/** From the text of an address or a request, which has times as ISO in UTC and never relative to now. */
export function toTimeEntry(text: string): TimeEntry {
  const ms = Date.parse(text)
  // Those that are written by machines include years of six digits.
  if (!Number.isNaN(ms) && new Date(ms).toISOString() === text) return ms
  const read = /^\d{4}-/.test(text) ? readTimeEntry(text, 'utc', 0) : null
  return read && 'ms' in read ? read.ms : text
}

export function fromTimeEntry(entry: TimeEntry): string {
  return typeof entry === 'number' ? new Date(entry).toISOString() : entry
}
