const DAY_MS = 24 * 60 * 60 * 1_000

/** Days are ISO dates, such as 2026-11-21, and belong to no time zone. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The same day of another month, or its last one where it has no such day. */
export function addMonths(day: string, count: number): string {
  const date = new Date(day)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(last, date.getUTCDate()))).toISOString().slice(0, 10)
}

/** The weeks of a month from Monday on, with the days of its neighbours that fill the first and the last. */
export function weeksOf(month: string): string[][] {
  const first = `${month.slice(0, 7)}-01`
  const start = addDays(first, -((new Date(first).getUTCDay() + 6) % 7))
  const weeks: string[][] = []
  for (let monday = start; monday < addMonths(first, 1); monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, place) => addDays(monday, place)))
  }
  return weeks
}
