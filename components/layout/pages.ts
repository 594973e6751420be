import type { Cluster } from '#lib/contract/clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'

interface Page {
  readonly name: string
  readonly path: (cluster: string) => string
  /** How many there are, where the page lists something. */
  readonly count?: (cluster: Cluster) => number
}

/** The pages of a cluster, in the order of the navigation. */
export const pages: readonly Page[] = [
  { name: 'Overview', path: pagePaths.overview },
  {
    name: 'Topics',
    path: pagePaths.topics,
    count: ({ topicCount, internalTopicCount }) => topicCount - internalTopicCount,
  },
  { name: 'Brokers', path: pagePaths.brokers, count: ({ brokersExpected }) => brokersExpected },
]

/** The page that an address belongs to. */
export function findPage(pathname: string, cluster: string): Page | undefined {
  return pages.findLast((page) => {
    const path = page.path(cluster)
    return pathname === path || (path !== pagePaths.overview(cluster) && pathname.startsWith(`${path}/`))
  })
}
