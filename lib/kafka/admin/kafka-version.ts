import type { ApiVersions } from '#lib/kafka/protocol/api-versions.ts'

/** The highest `metadata.version` that each release can go to. */
const releaseOfMetadataVersion: readonly (readonly [highest: number, release: string])[] = [
  [1, '3.0'],
  [2, '3.1'],
  [3, '3.2'],
  [7, '3.3'],
  [8, '3.4'],
  [11, '3.5'],
  [14, '3.6'],
  [19, '3.7'],
  [20, '3.8'],
  [21, '3.9'],
  [25, '4.0'],
  [27, '4.1'],
  [29, '4.2'],
  [30, '4.3'],
  [33, '4.4'],
]
const newest = releaseOfMetadataVersion.at(-1)?.[1] ?? ''

/**
 * Brokers do not say their release, but KRaft brokers say how far their software could go. The lowest counts, as that
 * is what the cluster as a whole can do; null: none of them lists it, as with ZooKeeper.
 */
export function inferKafkaVersion(brokers: readonly ApiVersions[]): string | null {
  const supported = brokers.flatMap(({ supportedFeatures }) => supportedFeatures.get('metadata.version')?.max ?? [])
  if (supported.length === 0) return null
  const lowest = Math.min(...supported)
  return releaseOfMetadataVersion.find(([highest]) => lowest <= highest)?.[1] ?? `${newest} or newer`
}

/** The name that Kafka's tools print for a level of `metadata.version`: 33 is 4.4-IV2. */
export function nameMetadataVersion(level: number): string {
  const index = releaseOfMetadataVersion.findIndex(([highest]) => level <= highest)
  const release = releaseOfMetadataVersion[index]?.[1]
  if (release === undefined) return `newer than ${nameMetadataVersion(releaseOfMetadataVersion.at(-1)?.[0] ?? 0)}`
  // The levels begin at 1 with the second of Kafka 3.0's.
  const first = (releaseOfMetadataVersion[index - 1]?.[0] ?? -1) + 1
  return `${release}-IV${level - first}`
}
