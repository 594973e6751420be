import type { RegisteredBroker } from '#lib/kafka/protocol/describe-cluster.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import type { Metadata, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import type { Liveness } from './liveness.ts'

/** All that is known of a cluster at one moment. Never changed after it is made; the next one replaces it. */
export interface Snapshot {
  readonly number: number
  /** When the brokers last described topics and leadership. */
  readonly asOfMs: number
  readonly kafkaVersion: string | null
  readonly controllerId: number | null
  readonly quorumLostAtMs: number | null
  readonly quorumFailure: QuorumFindings['failure']
  readonly brokers: readonly BrokerFacts[]
  /** Sorted by name. */
  readonly topics: readonly TopicFacts[]
}

export interface BrokerFacts {
  readonly id: number
  readonly address: { readonly host: string; readonly port: number } | null
  readonly rack: string | null
  readonly liveness: Liveness
  /** Registered, but not yet, or no longer, let in by the controller. */
  readonly fenced: boolean
  readonly leaders: number
  readonly replicas: number
  readonly outOfSync: number
}

export interface TopicFacts {
  readonly name: string
  readonly topicId: string | null
  readonly internal: boolean
  readonly errorCode: number
  readonly partitionCount: number
  readonly replicationFactor: number
  readonly underReplicated: number
  readonly leaderless: number
}

/** What one round of questions brought. */
export interface Findings {
  readonly metadata: Metadata
  readonly registered: readonly RegisteredBroker[] | null
  readonly quorum: QuorumFindings
  readonly kafkaVersion: string | null
  readonly asOfMs: number
  readonly livenessOf: (brokerId: number) => Liveness
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
  const { metadata, quorum } = findings
  return {
    number,
    asOfMs: findings.asOfMs,
    kafkaVersion: findings.kafkaVersion,
    controllerId: findControllerId(findings),
    quorumLostAtMs: quorum.lostAtMs,
    quorumFailure: quorum.failure,
    brokers: buildBrokers(findings),
    topics: metadata.topics.map(summariseTopic).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** With KRaft, Metadata names any live broker as the controller, so only the quorum's word counts where there is one. */
function findControllerId({ metadata, quorum }: Findings): number | null {
  if (quorum.lostAtMs !== null) return null
  if (quorum.latest) return quorum.latest.leaderId
  return quorum.exists !== false || metadata.controllerId < 0 ? null : metadata.controllerId
}

function summariseTopic(topic: MetadataTopic): TopicFacts {
  let replicationFactor = 0
  let underReplicated = 0
  let leaderless = 0
  for (const partition of topic.partitions) {
    replicationFactor = Math.max(replicationFactor, partition.replicas.length)
    if (partition.isr.length < partition.replicas.length) underReplicated++
    if (partition.leader === null) leaderless++
  }
  return {
    name: topic.name,
    topicId: topic.topicId,
    internal: topic.internal,
    errorCode: topic.errorCode,
    partitionCount: topic.partitions.length,
    replicationFactor,
    underReplicated,
    leaderless,
  }
}

function buildBrokers({ metadata, registered, livenessOf }: Findings): BrokerFacts[] {
  const counts = countCopies(metadata.topics)
  const fenced = new Set(registered?.filter((broker) => broker.fenced).map((broker) => broker.id))
  const described = new Map([...(registered ?? []), ...metadata.brokers].map((broker) => [broker.id, broker]))
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
      }
    })
}

interface CopyCounts {
  leaders: number
  replicas: number
  outOfSync: number
}

function countCopies(topics: readonly MetadataTopic[]): Map<number, CopyCounts> {
  const counts = new Map<number, CopyCounts>()
  const of = (broker: number): CopyCounts => {
    const known = counts.get(broker)
    if (known) return known
    const fresh = { leaders: 0, replicas: 0, outOfSync: 0 }
    counts.set(broker, fresh)
    return fresh
  }
  for (const { partitions } of topics) {
    for (const { leader, replicas, isr } of partitions) {
      if (leader !== null) of(leader).leaders++
      for (const replica of replicas) {
        const count = of(replica)
        count.replicas++
        if (!isr.includes(replica)) count.outOfSync++
      }
    }
  }
  return counts
}
