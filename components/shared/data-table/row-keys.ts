import type { KeyboardEvent } from 'react'
import { findPressed, rowShortcuts } from '#components/shared/shortcuts.ts'

/** Keys move between rows, and open the link of the row's name. */
export function moveByKeys(event: KeyboardEvent<HTMLTableSectionElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLTableRowElement)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>('tr[data-row]')]
  const at = rows.indexOf(event.target)
  const action = findPressed(rowShortcuts, event)
  if (action === null) return
  if (action === 'open') {
    event.target.querySelector<HTMLAnchorElement>('th a')?.click()
    return
  }
  const next = { next: rows[at + 1], previous: rows[at - 1], first: rows[0], last: rows.at(-1) }[action]
  if (!next) return
  event.preventDefault()
  next.focus()
}
