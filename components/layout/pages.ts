import type { Cluster } from '#lib/contract/clusters.ts'
import { decodeSegment, pagePaths } from '#lib/contract/paths.ts'
import { brokerWords } from '#lib/format/broker-words.ts'
import { formatCompact } from '#lib/format/number.ts'

interface Page {
  readonly name: string
  readonly path: (cluster: string) => string
  /** How many there are, where the page lists something. */
  readonly count?: (cluster: Cluster) => string | null
  /** Last and apart, as hardly anybody goes there daily. */
  readonly isAside?: boolean
}

/** The pages of a cluster, in the order of the navigation. */
export const pages: readonly Page[] = [
  { name: 'Overview', path: pagePaths.overview },
  {
    name: 'Topics',
    path: pagePaths.topics,
    count: ({ topicCount, internalTopicCount }) => formatCompact(topicCount - internalTopicCount),
  },
  {
    name: 'Groups',
    path: pagePaths.groups,
    count: ({ groupCount }) => (groupCount === null ? null : formatCompact(groupCount)),
  },
  {
    name: 'Brokers',
    path: pagePaths.brokers,
    count: (cluster) => {
      const { brokerCount, brokersExpected } = cluster
      const isShort = brokerCount < brokersExpected
      return isShort
        ? `${brokerCount} of ${brokersExpected} ${brokerWords(cluster).up}`
        : formatCompact(brokersExpected)
    },
  },
  { name: 'Produce', path: pagePaths.produce },
  { name: 'Connection', path: pagePaths.connection, isAside: true },
]

/** The page that an address belongs to. */
export function findPage(pathname: string, cluster: string): Page | undefined {
  return pages.findLast((page) => {
    const path = page.path(cluster)
    return pathname === path || (path !== pagePaths.overview(cluster) && pathname.startsWith(`${path}/`))
  })
}

/** What a page below a list is about: the topic, group or broker that the next segment names. */
export function findSubject(pathname: string, listPath: string): string | null {
  const segment = pathname.startsWith(`${listPath}/`) ? pathname.slice(listPath.length + 1).split('/')[0] : undefined
  try {
    return segment ? decodeSegment(segment) : null
  } catch {
    // A broken percent-encoding names nothing.
    return null
  }
}
