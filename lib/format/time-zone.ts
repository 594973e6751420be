/** `local`, `utc`, or a name such as Europe/Berlin. */
export type TimeZone = string

export function isTimeZone(name: string): boolean {
  if (name === 'local' || name === 'utc') return true
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** How far its clocks are ahead of UTC at that instant. */
export function zoneOffsetMs(ms: number, zone: TimeZone): number {
  if (zone === 'utc') return 0
  if (zone === 'local') return -new Date(ms).getTimezoneOffset() * 60_000
  const [, sign, hours, minutes, seconds] = OFFSET.exec(offsetFormatOf(zone).format(ms)) ?? []
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)
  return (sign === '-' ? -size : size) * 1_000
}

/** 10/29/2026, GMT+05:45; GMT alone at an offset of 0. */
const OFFSET = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/

const formats = new Map<TimeZone, Intl.DateTimeFormat>()

function offsetFormatOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  return format
}

const two = (value: number) => String(value).padStart(2, '0')

/** +05:45 */
export function formatOffset(ms: number, zone: TimeZone): string {
  const minutes = Math.round(zoneOffsetMs(ms, zone) / 60_000)
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** More than any clock was ever set, and longer ago than two changes of one zone. */
const BEYOND_CHANGE_MS = 36 * 60 * 60 * 1_000

/** The instants at which a clock of the zone shows this: none in a gap, two where clocks were set back. */
export function instantsOf(wallMs: number, zone: TimeZone): number[] {
  const offsets = new Set([wallMs - BEYOND_CHANGE_MS, wallMs + BEYOND_CHANGE_MS].map((ms) => zoneOffsetMs(ms, zone)))
  return [...offsets]
    .map((offset) => wallMs - offset)
    .filter((ms) => ms + zoneOffsetMs(ms, zone) === wallMs)
    .sort((a, b) => a - b)
}
