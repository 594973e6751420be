import { apiPaths } from '#lib/contract/paths.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'

/** Whether a key of the cache shows something that a change of these parts of a cluster can alter. */
export function affectedBy(cluster: string, changed: readonly SnapshotPart[]): (key: unknown) => boolean {
  // What runs is decided outside of Kafka, and shows a moment before or after Kafka notices.
  const paths = new Set<string>(changed.length > 0 ? [apiPaths.demo] : [])
  for (const part of changed) {
    switch (part) {
      case 'cluster':
        paths.add(apiPaths.cluster(cluster)).add(apiPaths.clusters)
        break
      case 'brokers':
        paths.add(apiPaths.brokers(cluster))
        break
      case 'topics':
        paths.add(apiPaths.topics(cluster))
        break
      default:
        part satisfies never
    }
  }
  return (key) => typeof key === 'string' && paths.has(key.split('?')[0] ?? '')
}
