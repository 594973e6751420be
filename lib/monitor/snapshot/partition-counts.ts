import type { Snapshot } from './snapshot.ts'
import { sumOf } from './topic-columns.ts'

export function countLeaderless({ topics }: Snapshot): number {
  return sumOf(topics.leaderless) ?? 0
}

export function countUnderReplicated({ topics }: Snapshot): number {
  return sumOf(topics.underReplicated) ?? 0
}

export function countBelowMinIsr({ topics }: Snapshot): number {
  return sumOf(topics.belowMinIsr) ?? 0
}

/** Metadata goes on naming a dead leader until another is chosen, and without a quorum for good. */
export function countLeaderDown({ brokers }: Snapshot): number {
  return brokers.filter(({ liveness }) => liveness.online === false).reduce((sum, { leaders }) => sum + leaders, 0)
}
