import { AppError } from '#lib/contract/errors.ts'
import type { RoundFailure } from './round-failure.ts'
import type { Snapshot } from './snapshot.ts'

export interface MonitorState {
  readonly snapshot: Snapshot | null
  /** Why the last round failed; null: it did not. */
  readonly failure: RoundFailure | null
  /** Since when rounds have failed; null: the last one did not. */
  readonly failedSinceMs?: number | null
}

export const CONNECTING = { stage: 'connecting', done: 0, of: 1 }

/** The snapshot, or the error that says why there is none: still connecting, or not reachable. */
export function requireSnapshot({ snapshot, failure }: MonitorState): Snapshot {
  if (snapshot) return snapshot
  if (!failure) {
    throw new AppError('unavailable', 'Connecting to the cluster.', {
      progress: CONNECTING,
    })
  }
  throw new AppError('unreachable', failure.message, failure.hint ? { hint: failure.hint } : {})
}
