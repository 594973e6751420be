import type { KeyboardEvent } from 'react'
import { findPressed, rowShortcuts, treeShortcuts } from '#components/shared/shortcuts.ts'

/** Keys move between rows, and open the link of the row's name. */
export function moveByKeys(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const row = focusedRow(event)
  if (!row) return
  const rows = rowsOf(event.currentTarget)
  const at = rows.indexOf(row)
  const action = findPressed(rowShortcuts, event)
  if (action === null) return
  if (action === 'open') {
    row.querySelector<HTMLAnchorElement>('th a')?.click()
    return
  }
  const next = { next: rows[at + 1], previous: rows[at - 1], first: rows[0], last: rows.at(-1) }[action]
  focus(next, event)
}

/** The same in a tree, where the arrows to the sides and Enter open and close rows that have others below them. */
export function moveInTreeByKeys(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const row = focusedRow(event)
  if (!row) return
  const isOpen = row.getAttribute('aria-expanded') === 'true'
  const toggle = row.querySelector<HTMLButtonElement>('[data-toggle]')
  const rows = rowsOf(event.currentTarget)
  const at = rows.indexOf(row)
  switch (findPressed(treeShortcuts, event)) {
    case 'expand':
      event.preventDefault()
      if (toggle && !isOpen) toggle.click()
      else if (toggle && levelOf(rows[at + 1]) > levelOf(row)) focus(rows[at + 1], event)
      return
    case 'collapse':
      event.preventDefault()
      if (toggle && isOpen) toggle.click()
      else
        focus(
          rows.slice(0, at).findLast((other) => levelOf(other) < levelOf(row)),
          event,
        )
      return
    case 'toggle':
      if (toggle) toggle.click()
      else moveByKeys(event)
      return
    default:
      moveByKeys(event)
  }
}

function focusedRow(event: KeyboardEvent<HTMLTableSectionElement>): HTMLTableRowElement | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return event.target instanceof HTMLTableRowElement ? event.target : null
}

function rowsOf(body: HTMLTableSectionElement): HTMLTableRowElement[] {
  return [...body.querySelectorAll<HTMLTableRowElement>('tr[data-row]')]
}

function levelOf(row: HTMLTableRowElement | undefined): number {
  return Number(row?.getAttribute('aria-level') ?? 0)
}

function focus(row: HTMLTableRowElement | undefined, event: KeyboardEvent): void {
  if (!row) return
  event.preventDefault()
  row.focus()
}
