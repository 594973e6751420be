import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { usePlaces } from '#lib/client/places.ts'
import type { Place } from '#lib/client/places-schema.ts'
import { useSettings } from '#lib/client/settings.ts'
import { useSearch } from '#lib/client/use-search.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import type { SearchItem } from '#lib/contract/search.ts'
import { groupName } from '#lib/format/group-words.ts'
import { arrangeDestinations, type Destination, subjectOf } from './arrange-destinations.ts'
import { useOpenHelp } from './open-help.ts'
import { pages } from './pages.ts'

/** The results for the typed text. The server searches, because there may be many topics and groups. */
export function useDestinations(cluster: string, typed: string) {
  const { data, isLoading } = useSearch(cluster, subjectOf(typed))
  const { starred, recent } = usePlaces(cluster)
  const readOnly = useReadOnlyReason()
  const actions = useActions(cluster, readOnly === null)
  const found = data?.items ?? []
  const groups = [
    ...[...starred, ...recent].filter(({ kind }) => kind === 'group'),
    ...found.filter(({ kind }) => kind === 'group'),
  ].map(({ id }) => id)
  const destinations = arrangeDestinations(typed, {
    starred: starred.map((place) => toPlace(cluster, place, 'starred')),
    recent: recent.map((place) => toPlace(cluster, place, 'recent')),
    pages: pages.map(({ name, path }) => ({ kind: 'Page', name, target: path(cluster) })),
    actions: [...actions, ...(readOnly === null && typed !== '' ? resetsOf(cluster, groups) : [])],
    found: found.map((item) => toDestination(cluster, item)),
    others: messagesOf(cluster, found),
  })
  return { destinations, isSearching: isLoading }
}

function useActions(cluster: string, isWritable: boolean): Destination[] {
  const openHelp = useOpenHelp()
  const [, change] = useSettings()
  const themes: Destination[] = (
    [
      ['Dark theme', 'dark'],
      ['Light theme', 'light'],
      ['System theme', 'system'],
    ] as const
  ).map(([name, theme]) => ({ kind: 'Action', name, target: () => change({ theme }) }))
  const create: Destination = {
    kind: 'Action',
    name: 'Create topic',
    target: withQuery(pagePaths.topics(cluster), { action: 'create' }),
  }
  const lag: Destination = {
    kind: 'Action',
    name: 'Show lag by time',
    target: withQuery(pagePaths.groups(cluster), { sort: 'timeLagMs', order: 'desc' }),
  }
  const messages: Destination = {
    kind: 'Action',
    name: 'Search messages of several topics',
    target: pagePaths.topicsMessages(cluster),
  }
  const help = [
    { kind: 'Action', name: 'Keyboard shortcuts', target: () => openHelp('shortcuts') },
    { kind: 'Action', name: 'Glossary', target: () => openHelp('glossary') },
  ] as const
  return [...(isWritable ? [create] : []), lag, messages, ...themes, ...help]
}

function toPlace(cluster: string, { kind, id }: Place, hint: string): Destination {
  return toDestination(cluster, { kind, id, hint })
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

function resetsOf(cluster: string, groups: readonly string[]): Destination[] {
  return groups.map((id) => ({
    kind: 'Action',
    name: `Reset offsets of ${groupName(id)}`,
    target: withQuery(pagePaths.group(cluster, id), { action: 'reset' }),
  }))
}

/** More would push the other kinds of results out of sight. */
const TOPICS_TO_READ = 3

function messagesOf(cluster: string, items: readonly SearchItem[]): Destination[] {
  return items
    .filter(({ kind }) => kind === 'topic')
    .slice(0, TOPICS_TO_READ)
    .map(({ id }) => ({ kind: 'Messages', name: id, target: pagePaths.messages(cluster, id) }))
}
