import type { KeyboardEvent } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import type { MessageColumn } from './message-columns.tsx'
import { targetsIn } from './point-target.ts'
import { placeOf, usePointing } from './pointing.tsx'
import type { ChoosableRows } from './use-chosen-rows.ts'

interface RowKeys {
  rows: readonly MessageRow[]
  columns: readonly MessageColumn[]
  chosen: ChoosableRows | undefined
  /** For keys that move between rows, and all others. */
  onKeyDown: (event: KeyboardEvent) => void
}

/** F uses a value of the row that the keyboard is on, Space chooses the row, and Shift with an arrow those beside it. */
export function useRowKeys({ rows, columns, chosen, onKeyDown }: RowKeys) {
  const point = usePointing()
  return (event: KeyboardEvent) => {
    const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event
    const tr = target instanceof HTMLElement ? target.closest<HTMLElement>('tr[data-row]') : null
    const at = tr ? rows.findIndex(({ id }) => id === tr.dataset.row) : -1
    const row = rows[at]
    const isInput = target instanceof HTMLInputElement
    if (!row || !tr || ctrlKey || metaKey || altKey || isInput) return onKeyDown(event)
    if (key === 'f' && point) {
      event.preventDefault()
      const ids = columns.map(({ id }) => id)
      return point(targetsIn(row, ids), placeOf(tr.querySelector('[data-column]') ?? tr), tr)
    }
    if (!chosen) return onKeyDown(event)
    if (key === ' ') {
      event.preventDefault()
      return shiftKey ? chosen.rangeTo(row.id, rows) : chosen.toggle(row.id)
    }
    const beside = shiftKey ? rows[at + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : Number.NaN)] : undefined
    if (beside) {
      if (!chosen.ids.has(row.id)) chosen.toggle(row.id)
      chosen.rangeTo(beside.id, rows)
    }
    onKeyDown(event)
  }
}
