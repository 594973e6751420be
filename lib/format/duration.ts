import { parseQuantity } from './quantity.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** From here on a value would round up to 10.0 s, so it is shown as 10 s. */
const TENTHS_BELOW_MS = 9.95 * SECOND_MS

/** 0.4 s · 38 s · 7 min 15 s · 1 h 12 min · 3 d 4 h: the two largest units. */
export function formatDuration(ms: number): string {
  if (ms < TENTHS_BELOW_MS) return `${(Math.max(0, ms) / SECOND_MS).toFixed(1)} s`
  const whole = Math.round(ms / SECOND_MS) * SECOND_MS
  if (whole < MINUTE_MS) return `${whole / SECOND_MS} s`
  if (whole < HOUR_MS) return two(whole, MINUTE_MS, 'min', SECOND_MS, 's')
  if (whole < DAY_MS) return two(whole, HOUR_MS, 'h', MINUTE_MS, 'min')
  return two(whole, DAY_MS, 'd', HOUR_MS, 'h')
}

function two(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const bigCount = Math.floor(ms / big)
  const smallCount = Math.floor((ms % big) / small)
  const padded = smallName === 's' ? String(smallCount).padStart(2, '0') : String(smallCount)
  return `${bigCount} ${bigName} ${padded} ${smallName}`
}

const names: readonly (readonly [ms: number, one: string, many: string])[] = [
  [DAY_MS, 'day', 'days'],
  [HOUR_MS, 'hour', 'hours'],
  [MINUTE_MS, 'minute', 'minutes'],
  [SECOND_MS, 'second', 'seconds'],
]

/** A configured duration rather than a measured one, exact: 7 days, 90 minutes, 1 h 30.5 s, 500 ms. */
export function formatSetDuration(ms: number): string {
  for (const [unit, one, many] of names) {
    if (ms !== 0 && ms % unit === 0) return `${(ms / unit).toLocaleString('en-US')} ${ms === unit ? one : many}`
  }
  if (Math.abs(ms) < SECOND_MS) return `${ms} ms`
  let left = Math.abs(ms)
  const parts = wholeUnits.flatMap(([unit, name]) => {
    const count = Math.floor(left / unit)
    left -= count * unit
    return count > 0 ? `${count.toLocaleString('en-US')} ${name}` : []
  })
  if (left > 0) parts.push(`${left / SECOND_MS} s`)
  return `${ms < 0 ? '-' : ''}${parts.join(' ')}`
}

/** In a list of parts, in their short form; what is left is in seconds. */
const wholeUnits: readonly (readonly [ms: number, name: string])[] = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
]

const factors: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: SECOND_MS,
  sec: SECOND_MS,
  second: SECOND_MS,
  seconds: SECOND_MS,
  m: MINUTE_MS,
  min: MINUTE_MS,
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  h: HOUR_MS,
  hour: HOUR_MS,
  hours: HOUR_MS,
  d: DAY_MS,
  day: DAY_MS,
  days: DAY_MS,
}

/** Parses "7 days", "90 min" or a plain number of milliseconds; null: invalid. */
export function parseDuration(text: string): number | null {
  return parseQuantity(text, factors)
}
