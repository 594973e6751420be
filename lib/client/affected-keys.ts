import { apiPaths } from '#lib/contract/paths.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'

/** Whether a key of the cache shows something that a change of these parts of a cluster can alter. */
export function affectedBy(cluster: string, changed: readonly SnapshotPart[]): (key: unknown) => boolean {
  const paths = new Set<string>()
  for (const part of changed) {
    switch (part) {
      case 'cluster':
        paths.add(apiPaths.cluster(cluster)).add(apiPaths.clusters)
        break
      case 'brokers':
        paths.add(apiPaths.brokers(cluster)).add(apiPaths.demo)
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
