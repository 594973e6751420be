import type { RoundFailure } from './round-failure.ts'

/** The kinds of requests to a cluster, each repeated at its own pace. */
export const tierNames = ['metadata', 'groups', 'offsets', 'configs', 'logDirs'] as const
export type TierName = (typeof tierNames)[number]

export interface TierAge {
  /** As of when its data is; null: it has brought none yet. */
  readonly asOfMs: number | null
  /** Why the last round failed. */
  readonly failure: RoundFailure | null
}

export type TierAges = Readonly<Record<TierName, TierAge>>
