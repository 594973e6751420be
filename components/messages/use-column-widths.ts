import { useMemo, useRef } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import type { MessageColumn } from './message-columns.tsx'

/** The rows that decide how wide a column is; more would hardly change it. */
const MAX_INSPECTED_ROWS = 100
const REST_LETTERS = 28
/** Letters are narrower than digits, and those of headings are smaller. */
const HEADING = 0.85
const FIGURES = 0.5

/** In front of the first column. */
const CHOOSE_BOX = 3

/** Columns fit the content seen so far, and never become narrower while more arrives. */
export function useColumnWidths(columns: readonly MessageColumn[], rows: readonly MessageRow[]) {
  const widest = useRef(new Map<string, number>())
  return useMemo(() => {
    const sample = rows.slice(-MAX_INSPECTED_ROWS)
    const letters = columns.map(({ id, header, letters: measure }, place) => {
      const wanted = measure(sample)
      if (wanted === null) return null
      const most = Math.max(wanted, header.length * HEADING, widest.current.get(id) ?? 0)
      widest.current.set(id, most)
      return place === 0 ? most + CHOOSE_BOX : most
    })
    const all = letters.reduce<number>((sum, count) => sum + (count ?? REST_LETTERS), 0)
    return {
      widths: letters.map((count) => (count === null ? undefined : widthOf(count))),
      minimum: `calc(${all.toFixed(1)}ch + ${columns.length * 1.5}rem)`,
    }
  }, [columns, rows])
}

/** With padding, and a little more: digits are wider than `ch`, the 0 of a text. */
function widthOf(letters: number): string {
  return `calc(${(letters + FIGURES).toFixed(1)}ch + 1.5rem)`
}
