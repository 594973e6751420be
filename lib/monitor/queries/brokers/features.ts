import type { Problem } from '#lib/contract/common.ts'
import type { Features } from '#lib/contract/features.ts'
import { nameMetadataVersion } from '#lib/kafka/admin/kafka-version.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

export function describeFeatures(state: MonitorState): Features {
  const { features, brokers } = requireSnapshot(state)
  const level = features.find(({ name }) => name === 'metadata.version')?.finalized
  return {
    // Level 0 would be a cluster with ZooKeeper, which has none.
    metadataVersion: level ? nameMetadataVersion(level) : null,
    features: features.map(({ name, finalized, supported }) => ({
      name,
      finalized,
      supportedMin: supported?.min ?? null,
      supportedMax: supported?.max ?? null,
    })),
    problems: level ? [] : [{ field: 'metadataVersion', ...whyUnknown(brokers) }],
  }
}

function whyUnknown(brokers: Snapshot['brokers']): Omit<Problem, 'field'> {
  if (brokers.every(({ liveness }) => liveness.online !== true))
    return { code: 'unknown', message: 'No broker has reported its features yet.' }
  const message = 'These brokers report no feature levels: Kafka supports them since 3.3, and only with KRaft.'
  return { code: 'unsupported', message }
}
