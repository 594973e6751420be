import type { Metadata, MetadataPartition, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import type { Liveness } from './liveness.ts'
import type { MonitorState, RoundFailure } from './monitor.ts'
import { buildSnapshot, type Findings, type QuorumFindings } from './snapshot.ts'

// Clusters to test with, told in as few words as the case needs.

export const UP: Liveness = { online: true, downSinceMs: null, failure: null }
export const AS_OF_MS = Date.UTC(2026, 10, 21, 10, 40)

export function partition(id: number, facts: Partial<MetadataPartition> = {}): MetadataPartition {
  return { id, errorCode: 0, leader: 1, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offlineReplicas: [], ...facts }
}

export function topic(
  name: string,
  partitions: MetadataPartition[],
  facts: Partial<MetadataTopic> = {},
): MetadataTopic {
  return { name, errorCode: 0, topicId: `id-of-${name}`, internal: false, partitions, ...facts }
}

export function metadataOf(topics: MetadataTopic[], brokerIds = [1, 2, 3]): Metadata {
  const brokers = brokerIds.map((id) => ({ id, host: '127.0.0.1', port: 9091 + id, rack: null }))
  return { clusterId: 'test', controllerId: 2, brokers, topics }
}

export function quorumOf(facts: Partial<QuorumFindings>): QuorumFindings {
  return { exists: true, latest: null, lostAtMs: null, failure: null, ...facts }
}

export function findings(facts: Partial<Findings> = {}): Findings {
  return {
    metadata: metadataOf([topic('orders', [partition(0), partition(1, { leader: 2 })])]),
    registered: [1, 2, 3].map((id) => ({ id, host: '127.0.0.1', port: 9091 + id, rack: null, fenced: false })),
    quorum: quorumOf({ latest: { leaderId: 3, leaderEpoch: 1, highWatermark: 10, voters: [], observers: [] } }),
    kafkaVersion: '4.3',
    asOfMs: AS_OF_MS,
    livenessOf: () => UP,
    ...facts,
  }
}

export function stateOf(facts: Partial<Findings> = {}, failure: RoundFailure | null = null): MonitorState {
  return { snapshot: buildSnapshot(7, findings(facts)), failure }
}
