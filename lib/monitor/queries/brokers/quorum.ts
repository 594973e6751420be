import type { QuorumReplicaItem, Quorum as QuorumReply } from '#lib/contract/quorum.ts'
import type { QuorumReplica } from '#lib/kafka/protocol/describe-quorum.ts'
import { missingFacts } from '#lib/monitor/queries/health.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'

export function describeQuorum(state: MonitorState): QuorumReply {
  const snapshot = requireSnapshot(state)
  const { quorum, quorumLostAtMs } = snapshot
  const end = quorum?.voters.find(({ id }) => id === quorum.leaderId)?.logEndOffset ?? null
  return {
    leaderId: snapshot.controllerId,
    leaderEpoch: quorum?.leaderEpoch ?? null,
    highWatermark: quorum?.highWatermark ?? null,
    voters: quorum?.voters.map((replica) => describeReplica(replica, end)) ?? [],
    observers: quorum?.observers.map((replica) => describeReplica(replica, end)) ?? [],
    lostAt: quorumLostAtMs === null ? null : new Date(quorumLostAtMs).toISOString(),
    problems: missingFacts(snapshot)
      .filter(({ field }) => field === 'controllerId')
      .map((problem) => ({ ...problem, field: 'leaderId' })),
  }
}

function describeReplica({ id, logEndOffset, lastCaughtUpMs }: QuorumReplica, end: number | null): QuorumReplicaItem {
  const lag = end === null || logEndOffset === null ? null : Math.max(0, end - logEndOffset)
  return { id, logEndOffset, lag, lastCaughtUpMs }
}
