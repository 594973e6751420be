export interface Shortcut {
  /** Any of these does it. Of a sequence, one key is pressed after the other; `Mod` is Ctrl, or Command on a Mac. */
  readonly keys: readonly (readonly string[])[]
  readonly label: string
}

/** On a row of a table. */
export const rowShortcuts = {
  next: { keys: [['ArrowDown'], ['j']], label: 'Next row' },
  previous: { keys: [['ArrowUp'], ['k']], label: 'Previous row' },
  first: { keys: [['Home']], label: 'First row' },
  last: { keys: [['End']], label: 'Last row' },
  open: { keys: [['Enter']], label: 'Open the row' },
} as const satisfies Record<string, Shortcut>

/** On a row of a tree, in addition. */
export const treeShortcuts = {
  expand: { keys: [['ArrowRight']], label: 'Open the branch, or go into it' },
  collapse: { keys: [['ArrowLeft']], label: 'Close the branch, or go to the one above' },
  toggle: { keys: [['Enter']], label: 'Open or close the branch, or open the topic' },
} as const satisfies Record<string, Shortcut>

/** On a row of the messages, in addition. */
export const messageShortcuts = {
  pageDown: { keys: [['PageDown']], label: 'Move down by 15 messages' },
  pageUp: { keys: [['PageUp']], label: 'Move up by 15 messages' },
  close: { keys: [['Escape']], label: 'Close the message' },
} as const satisfies Record<string, Shortcut>

/** In the form that produces messages. */
export const sendShortcut = { keys: [['Mod+Enter']], label: 'Send' } as const satisfies Shortcut

interface Pressed {
  readonly key: string
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
}

/** The key with its modifier, as in the tables above. */
export function nameKey({ key, ctrlKey = false, metaKey = false }: Pressed): string {
  return ctrlKey || metaKey ? `Mod+${key.length === 1 ? key.toLowerCase() : key}` : key
}

/** Whether a single key does it. */
export function isPressed({ keys }: Shortcut, pressed: Pressed): boolean {
  return keys.some(([first, ...rest]) => rest.length === 0 && first === nameKey(pressed))
}

/** Which of several shortcuts a single key is; null: none. */
export function findPressed<Name extends string>(
  shortcuts: Readonly<Record<Name, Shortcut>>,
  pressed: Pressed,
): Name | null {
  // Object.keys of an object literal that is never extended are the keys of its type.
  const names = Object.keys(shortcuts) as Name[]
  return names.find((name) => isPressed(shortcuts[name], pressed)) ?? null
}
