import type { Cluster } from '#lib/contract/clusters.ts'
import { decodeSegment, pagePaths } from '#lib/contract/paths.ts'
import { brokerWords } from '#lib/format/broker-words.ts'
import { formatCompact } from '#lib/format/number.ts'

interface Page {
  readonly name: string
  /** Pressed after `g`, it leads here. */
  readonly key: string
  readonly path: (cluster: string) => string
  /** The number of items, if the page is a list. */
  readonly count?: (cluster: Cluster) => string | null
  /** Last and apart, because it is rarely needed. */
  readonly isAside?: boolean
}

/** The pages of a cluster, in the order of the navigation. */
export const pages: readonly Page[] = [
  { name: 'Overview', key: 'o', path: pagePaths.overview },
  {
    name: 'Topics',
    key: 't',
    path: pagePaths.topics,
    count: ({ topicCount, internalTopicCount }) => formatCompact(topicCount - internalTopicCount),
  },
  {
    name: 'Groups',
    key: 'g',
    path: pagePaths.groups,
    count: ({ groupCount }) => (groupCount === null ? null : formatCompact(groupCount)),
  },
  {
    name: 'Brokers',
    key: 'b',
    path: pagePaths.brokers,
    count: (cluster) => {
      const { brokerCount, brokersExpected } = cluster
      const isShort = brokerCount < brokersExpected
      return isShort
        ? `${brokerCount} of ${brokersExpected} ${brokerWords(cluster).up}`
        : formatCompact(brokersExpected)
    },
  },
  { name: 'Produce', key: 'p', path: pagePaths.produce },
  { name: 'Connection', key: 'c', path: pagePaths.connection, isAside: true },
]

/** The page of a path. */
export function findPage(pathname: string, cluster: string): Page | undefined {
  return pages.findLast((page) => {
    const path = page.path(cluster)
    return pathname === path || (path !== pagePaths.overview(cluster) && pathname.startsWith(`${path}/`))
  })
}

/** The subject of a page below a list: the topic, group or broker in the next segment. */
export function findSubject(pathname: string, listPath: string): string | null {
  const segment = pathname.startsWith(`${listPath}/`) ? pathname.slice(listPath.length + 1).split('/')[0] : undefined
  try {
    return segment ? decodeSegment(segment) : null
  } catch {
    // An invalid percent-encoding names nothing.
    return null
  }
}
