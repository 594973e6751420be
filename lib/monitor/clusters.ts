import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import {
  clusterProblems,
  clusterStatus,
  countLeaderDown,
  countLeaderless,
  countUnderReplicated,
  isOnline,
  missingFacts,
} from './health.ts'
import type { MonitorState } from './monitor.ts'
import type { Snapshot } from './snapshot.ts'

export interface ClusterIdentity {
  readonly id: string
  readonly name: string
  readonly readOnly: boolean
  readonly color: string | null
  readonly bootstrap: readonly Address[]
}

export const CONNECTING = { stage: 'connecting', done: 0, of: 1 }

export function describeClusterItem(identity: ClusterIdentity, state: MonitorState): ClusterItem {
  const { snapshot, failure } = state
  return {
    id: identity.id,
    name: identity.name,
    readOnly: identity.readOnly,
    color: identity.color,
    status: clusterStatus(state),
    brokerCount: snapshot ? snapshot.brokers.filter(isOnline).length : null,
    topicCount: snapshot ? snapshot.topics.length : null,
    partitionCount: snapshot ? countPartitions(snapshot) : null,
    ...(failure && { error: failure }),
  }
}

export function describeCluster(identity: ClusterIdentity, state: MonitorState): Cluster {
  const snapshot = requireSnapshot(state)
  return {
    id: identity.id,
    name: identity.name,
    readOnly: identity.readOnly,
    status: clusterStatus(state),
    bootstrap: identity.bootstrap.map(formatAddress),
    kafkaVersion: snapshot.kafkaVersion,
    controllerId: snapshot.controllerId,
    brokerCount: snapshot.brokers.filter(isOnline).length,
    brokersExpected: snapshot.brokers.length,
    topicCount: snapshot.topics.length,
    internalTopicCount: snapshot.topics.filter((topic) => topic.internal).length,
    partitionCount: countPartitions(snapshot),
    leaderless: countLeaderless(snapshot),
    underReplicated: countUnderReplicated(snapshot),
    leaderDown: countLeaderDown(snapshot),
    quorumLostAt: snapshot.quorumLostAtMs === null ? null : new Date(snapshot.quorumLostAtMs).toISOString(),
    asOf: new Date(snapshot.asOfMs).toISOString(),
    snapshot: snapshot.number,
    problems: [...staleProblem(state), ...clusterProblems(snapshot), ...missingFacts(snapshot)],
  }
}

/** The snapshot, or the error that says why there is none: still connecting, or not reachable. */
export function requireSnapshot({ snapshot, failure }: MonitorState): Snapshot {
  if (snapshot) return snapshot
  if (!failure) {
    throw new AppError('unavailable', 'Connecting to the cluster; nothing is known of it yet.', {
      progress: CONNECTING,
    })
  }
  throw new AppError('unreachable', failure.message, failure.hint ? { hint: failure.hint } : {})
}

function staleProblem({ failure }: MonitorState) {
  return failure ? [{ field: 'asOf', code: failure.code, message: failure.message }] : []
}

function countPartitions({ topics }: Snapshot): number {
  return topics.reduce((sum, topic) => sum + topic.partitionCount, 0)
}
