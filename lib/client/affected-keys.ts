import { apiPaths } from '#lib/contract/paths.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import { isBelow } from './use-refresh.ts'

/**
 * Configuration and producers below a topic or broker are read on each request and are not part of snapshots. A topic
 * may have the name "config".
 */
const IS_READ_PER_REQUEST = /^\/[^/]+\/(config|producers)$/

/** Whether the data behind a cache key can change when these parts of a cluster change. */
export function affectedBy(cluster: string, changed: readonly SnapshotPart[]): (key: unknown) => boolean {
  // Whether a broker runs is decided outside of Kafka, and can change before or after Kafka notices.
  // The history of a cluster has an event of each.
  const exact = new Set<string>(changed.length > 0 ? [apiPaths.demo, apiPaths.history(cluster)] : [])
  const roots: string[] = []
  for (const part of changed) {
    switch (part) {
      case 'cluster':
        exact.add(apiPaths.cluster(cluster)).add(apiPaths.clusters).add(apiPaths.connection(cluster))
        break
      case 'quorum':
        exact.add(apiPaths.quorum(cluster))
        break
      case 'brokers':
        exact.add(apiPaths.features(cluster))
        roots.push(apiPaths.brokers(cluster))
        break
      case 'topics':
        exact.add(apiPaths.topicTree(cluster)).add(apiPaths.topicRates(cluster))
        roots.push(apiPaths.topics(cluster))
        break
      case 'groups':
        // The figures of a topic and of the cluster include its groups and their lag.
        exact.add(apiPaths.cluster(cluster))
        roots.push(apiPaths.groups(cluster), apiPaths.topics(cluster))
        break
      default:
        part satisfies never
    }
  }
  return (key) => {
    if (typeof key !== 'string') return false
    const path = key.split('?')[0] ?? ''
    const root = roots.find((candidate) => isBelow(path, candidate))
    return exact.has(path) || (root !== undefined && !IS_READ_PER_REQUEST.test(path.slice(root.length)))
  }
}
