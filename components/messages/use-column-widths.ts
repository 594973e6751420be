import { useMemo, useRef } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import type { MessageColumn } from './message-columns.tsx'

/** Looked at for how wide a column should be; more would tell little more. */
const ROWS_LOOKED_AT = 100
const REST_LETTERS = 28
/** Letters are narrower than digits, and those of headings are smaller. */
const HEADING = 0.85
const FIGURES = 0.5

/** Columns are as wide as what was seen in them, and never become narrower again while more comes. */
export function useColumnWidths(columns: readonly MessageColumn[], rows: readonly MessageRow[]) {
  const widest = useRef(new Map<string, number>())
  return useMemo(() => {
    const sample = rows.slice(-ROWS_LOOKED_AT)
    const letters = columns.map(({ id, header, letters: measure }) => {
      const wanted = measure(sample)
      if (wanted === null) return null
      const most = Math.max(wanted, header.length * HEADING, widest.current.get(id) ?? 0)
      widest.current.set(id, most)
      return most
    })
    const all = letters.reduce<number>((sum, count) => sum + (count ?? REST_LETTERS), 0)
    return {
      widths: letters.map((count) => (count === null ? undefined : widthOf(count))),
      minimum: `calc(${all.toFixed(1)}ch + ${columns.length * 1.5}rem)`,
    }
  }, [columns, rows])
}

/** With the space at both sides, and a little more: figures of one width each are wider than `ch`, the 0 of a text. */
function widthOf(letters: number): string {
  return `calc(${(letters + FIGURES).toFixed(1)}ch + 1.5rem)`
}
