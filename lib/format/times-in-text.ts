import { formatTime } from './time.ts'

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** Puts the ISO times in a sentence of the server's into the reader's own clock. */
export function formatTimesIn(text: string, nowMs: number): string {
  return text.replace(ISO_TIME, (time) => (Number.isNaN(Date.parse(time)) ? time : formatTime(time, nowMs)))
}
