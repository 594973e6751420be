import type { ApiVersions, FinalizedFeatures } from '#lib/kafka/protocol/api-versions.ts'

/** One of Kafka's features, such as `group.version`, and its levels; 0 is off. */
export interface FeatureLevels {
  readonly name: string
  /** What the cluster uses; null: no broker said so. */
  readonly finalized: number | null
  /** What the software of all brokers can do; null: not listed, as brokers before 3.9 do with what begins at 0. */
  readonly supported: { readonly min: number; readonly max: number } | null
}

/** The features of a cluster, by name, from what its brokers answered to ApiVersions. */
export function combineFeatures(brokers: readonly ApiVersions[]): FeatureLevels[] {
  const finalized = newestFinalized(brokers)
  const names = new Set([
    ...brokers.flatMap(({ supportedFeatures }) => [...supportedFeatures.keys()]),
    ...(finalized?.levels.keys() ?? []),
  ])
  return [...names].sort().map((name) => ({
    name,
    finalized: finalized && (finalized.levels.get(name) ?? 0),
    supported: supportedByAll(brokers, name),
  }))
}

/** A broker may still answer with what held a moment ago. */
function newestFinalized(brokers: readonly ApiVersions[]): FinalizedFeatures | null {
  return brokers
    .flatMap(({ finalizedFeatures }) => finalizedFeatures ?? [])
    .reduce<FinalizedFeatures | null>((newest, next) => (newest && newest.epoch >= next.epoch ? newest : next), null)
}

/** During a rolling upgrade a broker without the feature keeps the cluster at level 0. */
function supportedByAll(brokers: readonly ApiVersions[], name: string): FeatureLevels['supported'] {
  const ranges = brokers.map(({ supportedFeatures }) => supportedFeatures.get(name))
  if (ranges.every((range) => range === undefined)) return null
  const min = Math.max(...ranges.map((range) => range?.min ?? 0))
  const max = Math.min(...ranges.map((range) => range?.max ?? 0))
  return { min, max }
}
