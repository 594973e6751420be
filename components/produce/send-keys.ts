import type { KeyboardEvent } from 'react'
import { isPressed, sendShortcut } from '#components/shared/shortcuts.ts'

/**
 * Ctrl+Enter, or Command+Enter, sends from anywhere in the form. Enter alone breaks a line, and does nothing in a
 * field.
 */
export function sendsWithKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter') return
  if (isPressed(sendShortcut, event)) {
    event.preventDefault()
    if (event.target instanceof Element) event.target.closest('form')?.requestSubmit()
  } else if (event.target instanceof HTMLInputElement) event.preventDefault()
}
