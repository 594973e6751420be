import { apiPaths } from '#lib/contract/paths.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import { isBelow } from './use-refresh.ts'

/** Settings, below a topic or broker, are asked each time and do not come with snapshots. A topic may be called so. */
const IS_ASKED_EACH_TIME = /^\/[^/]+\/config$/

/** Whether a key of the cache shows something that a change of these parts of a cluster can alter. */
export function affectedBy(cluster: string, changed: readonly SnapshotPart[]): (key: unknown) => boolean {
  // What runs is decided outside of Kafka, and shows a moment before or after Kafka notices.
  const exact = new Set<string>(changed.length > 0 ? [apiPaths.demo] : [])
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
        exact.add(apiPaths.history(cluster))
        roots.push(apiPaths.topics(cluster))
        break
      case 'groups':
        // The figures of a topic, and of the cluster, say who reads it and how far behind they are.
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
    return exact.has(path) || (root !== undefined && !IS_ASKED_EACH_TIME.test(path.slice(root.length)))
  }
}
