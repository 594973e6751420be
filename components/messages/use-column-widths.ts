import { useMemo, useRef } from 'react'
import { useTableLayout } from '#components/shared/data-table/use-table-layout.ts'
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

/** Columns fit the content seen so far, and never become narrower while more arrives, unless the user resized them. */
export function useColumnWidths(tableId: string, columns: readonly MessageColumn[], rows: readonly MessageRow[]) {
  const [{ widths: chosen }] = useTableLayout(tableId)
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
    const widths = columns.map(({ id }, index) => {
      const width = chosen[id]
      return width === undefined ? widthOf(letters[index] ?? null) : `${width}px`
    })
    return { widths, minimum: `calc(${widths.map((width) => width ?? widthOf(REST_LETTERS)).join(' + ')})` }
  }, [columns, rows, chosen])
}

/** With padding, and a little more: digits are wider than `ch`, the 0 of a text. */
function widthOf(letters: number): string
function widthOf(letters: number | null): string | undefined
function widthOf(letters: number | null): string | undefined {
  return letters === null ? undefined : `calc(${(letters + FIGURES).toFixed(1)}ch + 1.5rem)`
}
