import { formatTime } from './time.ts'
import type { TimeZone } from './time-zone.ts'

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** Replaces ISO times in a sentence of the server's by times in that zone. */
export function formatTimesIn(text: string, nowMs: number, zone: TimeZone): string {
  return text.replace(ISO_TIME, (time) => (Number.isNaN(Date.parse(time)) ? time : formatTime(time, nowMs, zone)))
}
