const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false })
const dayAndMinute = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const DAY_MS = 24 * 60 * 60 * 1000

/** 14:02:11, with the date if it is more than a day ago. */
export function formatTime(time: string | number, nowMs: number): string {
  const at = new Date(time)
  return nowMs - at.getTime() < DAY_MS ? clock.format(at) : dayAndClock.format(at)
}

/** For a tooltip: in full. */
export function formatExactTime(time: string | number): string {
  return `${dayAndClock.format(new Date(time))} (${new Date(time).toISOString()})`
}

const CLOCK_UP_TO_MS = 5 * 60 * 1000

/** For the axis of a chart, as short as its span allows: 14:02:10, 14:02, or 21 Nov, 14:00. */
export function formatAxisTime(time: number, spanMs: number): string {
  if (spanMs < CLOCK_UP_TO_MS) return clock.format(time)
  return (spanMs < DAY_MS ? minute : dayAndMinute).format(time)
}
