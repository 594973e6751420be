import {
  messageShortcuts,
  nameKey,
  rowShortcuts,
  type Shortcut,
  sendShortcut,
  treeShortcuts,
} from '#components/shared/shortcuts.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { findSubject, pages } from './pages.ts'

export type GlobalAction =
  | { readonly kind: 'search' | 'help' }
  | { readonly kind: 'go'; readonly path: (cluster: string, pathname: string) => string }

export interface GlobalShortcut extends Shortcut {
  readonly action: GlobalAction
}

/** Everywhere but in fields. */
export const globalShortcuts: readonly GlobalShortcut[] = [
  { keys: [['/'], ['Mod+k']], label: 'Search topics, groups and pages', action: { kind: 'search' } },
  { keys: [['?']], label: 'Keyboard shortcuts and glossary', action: { kind: 'help' } },
  ...pages.map(({ name, key, path }) => ({
    keys: [['g', key]],
    label: `Go to ${name}`,
    action: { kind: 'go', path: name === 'Produce' ? producePath : path } as const,
  })),
  { keys: [['g', 'm']], label: 'Messages of the topic on the page', action: { kind: 'go', path: messagesPath } },
]

export const shortcutSections: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  { title: 'Everywhere', shortcuts: globalShortcuts },
  { title: 'Tables', shortcuts: Object.values(rowShortcuts) },
  { title: 'Trees', shortcuts: Object.values(treeShortcuts) },
  { title: 'Messages', shortcuts: Object.values(messageShortcuts) },
  { title: 'Produce', shortcuts: [sendShortcut] },
]

function topicOn(cluster: string, pathname: string): string | null {
  return findSubject(pathname, pagePaths.topics(cluster))
}

function messagesPath(cluster: string, pathname: string): string {
  const topic = topicOn(cluster, pathname)
  return topic === null ? pagePaths.topics(cluster) : pagePaths.messages(cluster, topic)
}

function producePath(cluster: string, pathname: string): string {
  const topic = topicOn(cluster, pathname)
  return topic === null ? pagePaths.produce(cluster) : withQuery(pagePaths.produce(cluster), { topic })
}

interface Step {
  /** The keys so far, if they begin a shortcut. */
  readonly pending: readonly string[]
  readonly action: GlobalAction | null
}

/** What a key does after those that are pending; one that continues none of them begins again. */
export function pressKey(pending: readonly string[], pressed: Parameters<typeof nameKey>[0]): Step {
  const keys = [...pending, nameKey(pressed)]
  const begun = globalShortcuts.flatMap(({ keys: all, action }) =>
    all
      .filter((sequence) => keys.every((key, place) => sequence[place] === key))
      .map((sequence) => ({ sequence, action })),
  )
  const done = begun.find(({ sequence }) => sequence.length === keys.length)
  if (done) return { pending: [], action: done.action }
  if (begun.length > 0) return { pending: keys, action: null }
  return pending.length === 0 ? { pending: [], action: null } : pressKey([], pressed)
}

/** The shortcuts in whose label or keys every word of the search occurs. */
export function findShortcuts(search: string): typeof shortcutSections {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ label, keys }: Shortcut) => {
    const text = `${label} ${keys.flat().join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return shortcutSections
    .map(({ title, shortcuts }) => ({ title, shortcuts: shortcuts.filter(matches) }))
    .filter(({ shortcuts }) => shortcuts.length > 0)
}
