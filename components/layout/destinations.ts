import { useBrokers } from '#lib/client/use-brokers.ts'
import { useTopics } from '#lib/client/use-topics.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { counted } from '#lib/format/number.ts'
import { pages } from './pages.ts'

export interface Destination {
  readonly kind: 'Page' | 'Topic' | 'Broker'
  readonly name: string
  readonly hint?: string
  readonly path: string
}

const SHOWN = 8

/** Where one can jump to with what was typed. Topics are searched by the server, as there may be many. */
export function useDestinations(cluster: string, typed: string) {
  const topics = useTopics(cluster, { q: typed, pageSize: SHOWN, internal: true })
  const brokers = useBrokers(cluster, { q: typed, pageSize: SHOWN })
  const destinations: Destination[] = [
    ...pages
      .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
      .map(({ name, path }) => ({ kind: 'Page' as const, name, path: path(cluster) })),
    ...(topics.data?.items ?? []).map(({ name, internal, partitionCount }) => ({
      kind: 'Topic' as const,
      name,
      path: withQuery(pagePaths.topics(cluster), { q: name, internal: internal || null }),
      ...(partitionCount !== null && { hint: counted(partitionCount, 'partition') }),
    })),
    ...(brokers.data?.items ?? []).map(({ id, host, port, online }) => ({
      kind: 'Broker' as const,
      name: String(id),
      path: withQuery(pagePaths.brokers(cluster), { q: host === null ? String(id) : `${host}:${port}` }),
      hint: online ? `${host}:${port}` : 'down',
    })),
  ]
  return { destinations, isSearching: topics.isLoading || brokers.isLoading }
}
