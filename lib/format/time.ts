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
const DAY_MS = 24 * 60 * 60 * 1000

/** 14:02:11, with the date in front where it is not from the last day. */
export function formatTime(time: string | number, nowMs: number): string {
  const at = new Date(time)
  return nowMs - at.getTime() < DAY_MS ? clock.format(at) : dayAndClock.format(at)
}

/** For a tooltip: nothing left out. */
export function formatExactTime(time: string | number): string {
  return `${dayAndClock.format(new Date(time))} (${new Date(time).toISOString()})`
}
