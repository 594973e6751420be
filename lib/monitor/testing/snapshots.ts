import type { Address } from '#lib/kafka/failure.ts'
import type { Metadata, MetadataPartition, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import type { ClusterIdentity } from '#lib/monitor/queries/clusters.ts'
import { type Liveness, noDisks } from '#lib/monitor/snapshot/broker-facts.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { buildConfigs } from '#lib/monitor/snapshot/config-columns.ts'
import { emptyGroups } from '#lib/monitor/snapshot/group-columns.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { buildLeadership, unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { buildSnapshot, type Findings, type QuorumFindings } from '#lib/monitor/snapshot/snapshot.ts'
import { buildTopics } from '#lib/monitor/snapshot/topic-columns.ts'

// Clusters to test with, each described by what its case needs.

export const UP: Liveness = { online: true, downSinceMs: null, failure: null }
export const AS_OF_MS = Date.UTC(2026, 10, 21, 10, 40)

export function identityOf(bootstrap: readonly Address[]): ClusterIdentity {
  const files = { java: null, librdkafka: null }
  return { id: 'demo', name: 'Demo', readOnly: false, color: null, pipelines: [], access: { bootstrap }, files }
}

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

interface TestFindings extends Partial<Omit<Findings, 'metadata'>> {
  readonly metadata?: Metadata
}

export function findings({ metadata = defaultMetadata(), ...facts }: TestFindings = {}): Findings {
  const sorted = sortTopics(metadata.topics)
  const catalog = buildCatalog(sorted, null, AS_OF_MS)
  const leadership = buildLeadership(sorted, catalog.partitionIds.length)
  const age = { asOfMs: AS_OF_MS, failure: null }
  return {
    catalog,
    leadership,
    metadata,
    offsets: unknownOffsets(catalog.partitionIds.length),
    sizes: { replicaSizes: new Float64Array(leadership.replicaBrokers.length).fill(UNKNOWN) },
    configs: buildConfigs(catalog, new Map()),
    groups: emptyGroups(),
    groupsAtMs: AS_OF_MS,
    disksOf: () => noDisks,
    tiers: { metadata: age, groups: age, offsets: age, configs: age, logDirs: age },
    registered: [1, 2, 3].map((id) => ({ id, host: '127.0.0.1', port: 9091 + id, rack: null, fenced: false })),
    quorum: quorumOf({ latest: { leaderId: 3, leaderEpoch: 1, highWatermark: 10, voters: [], observers: [] } }),
    detour: null,
    clusterId: 'reef',
    kafkaVersion: '4.4',
    features: [],
    asOfMs: AS_OF_MS,
    livenessOf: () => UP,
    downBrokers: [1, 2, 3].filter((id) => facts.livenessOf?.(id).online === false),
    buildTopics: (catalog, leadership, offsets, sizes, down, configs) =>
      buildTopics(catalog, { leadership, offsets, sizes }, down, configs),
    ...facts,
  }
}

function defaultMetadata(): Metadata {
  return metadataOf([topic('orders', [partition(0), partition(1, { leader: 2 })])])
}

export function stateOf(facts: TestFindings = {}, failure: RoundFailure | null = null): MonitorState {
  return { snapshot: buildSnapshot(7, findings(facts)), failure, failedSinceMs: failure && AS_OF_MS }
}
