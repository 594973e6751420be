import type { Cluster, ClusterItem, Pipeline } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import type { ClientFiles } from '#lib/contract/connection.ts'
import { counted } from '#lib/format/number.ts'
import { type ClusterAccess, describeAccess } from '#lib/kafka/connection/access.ts'
import { countGroups, missingOfGroups, sumGroups } from '#lib/monitor/queries/groups/group-sums.ts'
import { isOnline } from '#lib/monitor/snapshot/broker-facts.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import {
  countBelowMinIsr,
  countLeaderDown,
  countLeaderless,
  countUnderReplicated,
} from '#lib/monitor/snapshot/partition-counts.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import {
  doubtAbout,
  OFFSETS_NOT_ASKED,
  SIZES_NOT_REPORTED,
  TOO_FEW_SAMPLES,
  whyMissing,
} from '#lib/monitor/snapshot/reasons.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { sumOf } from '#lib/monitor/snapshot/topic-columns.ts'
import { clusterProblems, clusterStatus, detourProblems, elsewhereProblems, missingFacts } from './health.ts'

export interface ClusterIdentity {
  readonly id: string
  readonly name: string
  readonly readOnly: boolean
  readonly color: string | null
  readonly access: ClusterAccess
  readonly files: ClientFiles
  readonly pipelines: readonly Pipeline[]
}

export function describeClusterItem(identity: ClusterIdentity, state: MonitorState): ClusterItem {
  const { snapshot, failure, failedSinceMs = null } = state
  const elsewhere = elsewhereProblems(state, identity.access.bootstrap)
  const [problem] = snapshot ? [...elsewhere, ...clusterProblems(snapshot), ...detourProblems(snapshot)] : []
  return {
    id: identity.id,
    name: identity.name,
    readOnly: identity.readOnly,
    color: identity.color,
    status: clusterStatus(state),
    brokerCount: snapshot ? snapshot.brokers.filter(isOnline).length : null,
    topicCount: snapshot ? snapshot.catalog.names.length : null,
    partitionCount: snapshot ? snapshot.catalog.partitionIds.length : null,
    groupCount: snapshot && countGroups(snapshot),
    offlineSince: failedSinceMs === null ? null : new Date(failedSinceMs).toISOString(),
    ...(failure && { error: failure }),
    ...(problem && { problem }),
  }
}

export function describeCluster(identity: ClusterIdentity, state: MonitorState): Cluster {
  const snapshot = requireSnapshot(state)
  const groupSums = sumGroups(snapshot)
  const access = describeAccess(identity.access, identity.files)
  return {
    id: identity.id,
    name: identity.name,
    readOnly: identity.readOnly,
    status: clusterStatus(state),
    access,
    pipelines: [...identity.pipelines],
    kafkaVersion: snapshot.kafkaVersion,
    controllerId: snapshot.controllerId,
    brokerCount: snapshot.brokers.filter(isOnline).length,
    brokersExpected: snapshot.brokers.length,
    topicCount: snapshot.catalog.names.length,
    internalTopicCount: sumOf(snapshot.catalog.internal) ?? 0,
    partitionCount: snapshot.catalog.partitionIds.length,
    leaderless: countLeaderless(snapshot),
    underReplicated: countUnderReplicated(snapshot),
    leaderDown: countLeaderDown(snapshot),
    belowMinIsr: countBelowMinIsr(snapshot),
    quorumLostAt: snapshot.quorumLostAtMs === null ? null : new Date(snapshot.quorumLostAtMs).toISOString(),
    sizeBytes: sumOf(snapshot.topics.sizeBytes),
    replicaBytes: sumOf(snapshot.topics.replicaBytes),
    producePerSecond: sumOf(snapshot.topics.producePerSecond),
    ...groupSums,
    asOf: new Date(snapshot.asOfMs).toISOString(),
    snapshot: snapshot.number,
    problems: [
      ...staleProblem(state),
      ...elsewhereProblems(state, identity.access.bootstrap),
      ...clusterProblems(snapshot),
      ...detourProblems(snapshot),
      ...missingFacts(snapshot),
      ...missingSums(snapshot),
      ...missingOfGroups(snapshot, groupSums),
    ],
  }
}

function staleProblem({ failure }: MonitorState) {
  return failure ? [{ field: 'asOf', code: failure.code, message: failure.message }] : []
}

/** The sums are of what is known; what they leave out is said. */
function missingSums(snapshot: Snapshot): Problem[] {
  const problems = missingSizes(snapshot)
  const rate = missingRate(snapshot)
  return rate ? [{ field: 'producePerSecond', ...rate }, ...problems] : problems
}

function missingRate({ topics, tiers, catalog }: Snapshot): Reason | null {
  const unanswered = sumOf(topics.unanswered) ?? 0
  if (unanswered > 0) {
    return whyMissing(tiers.offsets, {
      notYet: OFFSETS_NOT_ASKED,
      partial: `${unanswered} of ${counted(catalog.partitionIds.length, 'partition')} could not be read.`,
    })
  }
  if (sumOf(topics.producePerSecond) !== null) return null
  return catalog.partitionIds.length === 0 ? NOTHING_DESCRIBED : TOO_FEW_SAMPLES
}

function missingSizes(snapshot: Snapshot): Problem[] {
  const { topics, tiers, brokers } = snapshot
  const unsized = sumOf(topics.unsized) ?? 0
  const doubts = brokers.filter(({ replicas }) => replicas > 0).map((broker) => doubtAbout(broker, tiers.logDirs))
  const partial = `The size of ${counted(unsized, 'replica')} is unknown.`
  const reason =
    doubts.find((doubt) => doubt !== null) ??
    (unsized > 0 ? whyMissing(tiers.logDirs, { notYet: SIZES_NOT_REPORTED, partial }) : null) ??
    (sumOf(topics.sizeBytes) === null ? NOTHING_DESCRIBED : null)
  return reason ? ['sizeBytes', 'replicaBytes'].map((field) => ({ field, ...reason })) : []
}

const NOTHING_DESCRIBED: Reason = { code: 'unknown', message: 'It is not known for any topic.' }
