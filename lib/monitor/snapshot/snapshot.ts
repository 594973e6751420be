import type { FeatureLevels } from '#lib/kafka/admin/features.ts'
import type { Detour } from '#lib/kafka/connection/dialler.ts'
import type { RegisteredBroker } from '#lib/kafka/protocol/describe-cluster.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import type { Metadata, MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import type { BrokerFacts, DiskFindings, Liveness } from './broker-facts.ts'
import type { Catalog } from './catalog.ts'
import type { ConfigColumns } from './config-columns.ts'
import type { GroupColumns } from './group-columns.ts'
import {
  type LeadershipColumns,
  type OffsetColumns,
  REPLICA_IN_SYNC,
  replicaRows,
  type SizeColumns,
} from './partition-columns.ts'
import type { TierAges } from './tier-ages.ts'
import type { PartitionKnowledge, TopicColumns } from './topic-columns.ts'

/** All that is known of a cluster at one moment. Never changed after it is made; the next one replaces it. */
export interface Snapshot extends PartitionKnowledge {
  readonly number: number
  /** When the brokers last described topics and leadership. */
  readonly asOfMs: number
  readonly tiers: TierAges
  readonly kafkaVersion: string | null
  readonly features: readonly FeatureLevels[]
  readonly controllerId: number | null
  readonly quorum: Quorum | null
  readonly quorumLostAtMs: number | null
  readonly quorumFailure: QuorumFindings['failure']
  /** null: the brokers name none, as behind some gateways. */
  readonly clusterId: string | null
  readonly brokers: readonly BrokerFacts[]
  readonly downBrokers: readonly number[]
  /** Where the only broker is reached instead of where it says that it is. */
  readonly detour: Detour | null
  readonly catalog: Catalog
  readonly topics: TopicColumns
  readonly configs: ConfigColumns
  readonly groups: GroupColumns
  /** When the groups were asked for what stands in their columns; null: not yet. */
  readonly groupsAtMs: number | null
}

/** What the rounds of questions brought so far. */
export interface Findings extends PartitionKnowledge {
  readonly catalog: Catalog
  readonly metadata: Pick<Metadata, 'controllerId' | 'brokers'>
  readonly registered: readonly RegisteredBroker[] | null
  readonly quorum: QuorumFindings
  readonly kafkaVersion: string | null
  readonly features: readonly FeatureLevels[]
  readonly asOfMs: number
  readonly tiers: TierAges
  readonly detour: Detour | null
  readonly clusterId: string | null
  readonly configs: ConfigColumns
  readonly groups: GroupColumns
  readonly groupsAtMs: number | null
  readonly disksOf: (brokerId: number) => DiskFindings
  readonly livenessOf: (brokerId: number) => Liveness
  /** The brokers that do not answer. */
  readonly downBrokers: readonly number[]
  /** Sums up the columns of partitions by topic. */
  readonly buildTopics: (
    catalog: Catalog,
    leadership: LeadershipColumns,
    offsets: OffsetColumns,
    sizes: SizeColumns,
    downBrokers: readonly number[],
    configs: ConfigColumns,
  ) => TopicColumns
}

export interface QuorumFindings {
  /** false with ZooKeeper; null while that is not known. */
  readonly exists: boolean | null
  readonly latest: Quorum | null
  readonly lostAtMs: number | null
  /** Why the last question was not answered. */
  readonly failure: { readonly code: string; readonly message: string } | null
}

export function buildSnapshot(number: number, findings: Findings): Snapshot {
  const { catalog, leadership, offsets, sizes, configs, quorum, downBrokers } = findings
  return {
    number,
    asOfMs: findings.asOfMs,
    tiers: findings.tiers,
    detour: findings.detour,
    clusterId: findings.clusterId,
    kafkaVersion: findings.kafkaVersion,
    features: findings.features,
    controllerId: findControllerId(findings),
    quorum: quorum.latest,
    quorumLostAtMs: quorum.lostAtMs,
    quorumFailure: quorum.failure,
    brokers: buildBrokers(findings),
    downBrokers,
    catalog,
    leadership,
    offsets,
    sizes,
    configs,
    groups: findings.groups,
    groupsAtMs: findings.groupsAtMs,
    topics: findings.buildTopics(catalog, leadership, offsets, sizes, downBrokers, configs),
  }
}

/** With KRaft, Metadata names any live broker as the controller, so only the quorum's word counts where there is one. */
function findControllerId({ metadata, quorum }: Findings): number | null {
  if (quorum.lostAtMs !== null) return null
  if (quorum.latest) return quorum.latest.leaderId
  return quorum.exists !== false || metadata.controllerId < 0 ? null : metadata.controllerId
}

function buildBrokers({ metadata, registered, leadership, disksOf, livenessOf }: Findings): BrokerFacts[] {
  const counts = countReplicas(leadership)
  const fenced = new Set(registered?.filter((broker) => broker.fenced).map((broker) => broker.id))
  const described = new Map<number, MetadataBroker>(
    [...(registered ?? []), ...metadata.brokers].map((broker) => [broker.id, broker]),
  )
  // A broker that is down leaves Metadata's list, but partitions still name it.
  const ids = new Set([...described.keys(), ...counts.keys()])
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const broker = described.get(id)
      return {
        id,
        address: broker ? { host: broker.host, port: broker.port } : null,
        rack: broker?.rack ?? null,
        liveness: livenessOf(id),
        fenced: fenced.has(id),
        ...(counts.get(id) ?? { leaders: 0, replicas: 0, outOfSync: 0 }),
        disks: disksOf(id),
      }
    })
}

interface ReplicaCounts {
  leaders: number
  replicas: number
  outOfSync: number
}

function countReplicas(leadership: LeadershipColumns): Map<number, ReplicaCounts> {
  const counts = new Map<number, ReplicaCounts>()
  const of = (broker: number): ReplicaCounts => {
    const counted = counts.get(broker)
    if (counted) return counted
    const fresh = { leaders: 0, replicas: 0, outOfSync: 0 }
    counts.set(broker, fresh)
    return fresh
  }
  for (let row = 0; row < leadership.leaders.length; row++) {
    const leader = leadership.leaders[row] ?? -1
    if (leader >= 0) of(leader).leaders++
    const [from, to] = replicaRows(leadership, row)
    for (let replica = from; replica < to; replica++) {
      const count = of(leadership.replicaBrokers[replica] ?? -1)
      count.replicas++
      if (!((leadership.replicaStates[replica] ?? 0) & REPLICA_IN_SYNC)) count.outOfSync++
    }
  }
  return counts
}
