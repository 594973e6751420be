/** The configured pauses between rounds; null: as usual. */
export interface Intervals {
  /** The shortest pause while the cluster is watched. */
  readonly watchedPauseMs: number | null
  /** The pause while it is not watched. */
  readonly idleMs: number | null
}

export const USUAL_INTERVALS: Intervals = { watchedPauseMs: null, idleMs: null }
