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
]

/**
 * Brokers do not say their release, but KRaft brokers say how far their software could go. The lowest counts, as that
 * is what the cluster as a whole can do; a release newer than we know is null.
 */
export function inferKafkaVersion(brokers: readonly ApiVersions[]): string | null {
  const supported = brokers.flatMap(({ supportedFeatures }) => supportedFeatures.get('metadata.version')?.max ?? [])
  if (supported.length === 0) return null
  const lowest = Math.min(...supported)
  return releaseOfMetadataVersion.find(([highest]) => lowest <= highest)?.[1] ?? null
}
