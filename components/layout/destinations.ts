import { useSearch } from '#lib/client/use-search.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { SearchItem } from '#lib/contract/search.ts'
import { groupName } from '#lib/format/group-words.ts'
import { useOpenHelp } from './open-help.ts'
import { pages } from './pages.ts'

export interface Destination {
  readonly kind: 'Page' | 'Topic' | 'Messages' | 'Group' | 'Broker' | 'Action'
  readonly name: string
  readonly hint?: string
  /** A path to go to, or something to do. */
  readonly target: string | (() => void)
}

/** The results for the typed text. The server searches, because there may be many topics and groups. */
export function useDestinations(cluster: string, typed: string) {
  const { data, isLoading } = useSearch(cluster, typed)
  const openHelp = useOpenHelp()
  const help: Destination[] = [
    { kind: 'Action', name: 'Keyboard shortcuts', target: () => openHelp('shortcuts') },
    { kind: 'Action', name: 'Glossary', target: () => openHelp('glossary') },
  ]
  const isMeant = ({ name }: { name: string }) => name.toLowerCase().includes(typed.toLowerCase())
  const destinations: Destination[] = [
    ...pages.filter(isMeant).map(({ name, path }) => ({ kind: 'Page' as const, name, target: path(cluster) })),
    ...help.filter(isMeant),
    ...(data?.items ?? []).map((item) => toDestination(cluster, item)),
    ...(typed === '' ? [] : messagesOf(cluster, data?.items ?? [])),
  ]
  return { destinations, isSearching: isLoading }
}

function toDestination(cluster: string, { kind, id, hint }: SearchItem): Destination {
  switch (kind) {
    case 'topic':
      return { kind: 'Topic', name: id, hint, target: pagePaths.topic(cluster, id) }
    case 'group':
      return { kind: 'Group', name: groupName(id), hint, target: pagePaths.group(cluster, id) }
    case 'broker':
      return { kind: 'Broker', name: id, hint, target: pagePaths.broker(cluster, Number(id)) }
    default:
      return kind satisfies never
  }
}

/** More would push the other kinds of results out of sight. */
const TOPICS_TO_READ = 3

function messagesOf(cluster: string, items: readonly SearchItem[]): Destination[] {
  return items
    .filter(({ kind }) => kind === 'topic')
    .slice(0, TOPICS_TO_READ)
    .map(({ id }) => ({ kind: 'Messages', name: id, target: pagePaths.messages(cluster, id) }))
}
