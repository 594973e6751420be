import type { KeyboardEvent } from 'react'

const FORWARD = ['ArrowDown', 'j']
const BACK = ['ArrowUp', 'k']

/**
 * Arrow keys (or j and k) move between rows, Home and End to the first and last, Enter opens the link of the row's
 * name.
 */
export function moveByKeys(event: KeyboardEvent<HTMLTableSectionElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLTableRowElement)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>('tr[data-row]')]
  const at = rows.indexOf(event.target)
  if (event.key === 'Enter') {
    event.target.querySelector<HTMLAnchorElement>('th a')?.click()
    return
  }
  const next = FORWARD.includes(event.key)
    ? rows[at + 1]
    : BACK.includes(event.key)
      ? rows[at - 1]
      : event.key === 'Home'
        ? rows[0]
        : event.key === 'End'
          ? rows.at(-1)
          : undefined
  if (!next) return
  event.preventDefault()
  next.focus()
}
