import type { KeyboardEvent } from 'react'

/** Ctrl+Enter, or Command+Enter, sends from anywhere in the form, as Enter alone ends a line. */
export function sendsWithKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  if (event.target instanceof Element) event.target.closest('form')?.requestSubmit()
}
