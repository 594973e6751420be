const STARTING_MS = 500
const STARTING_FOR_MS = 60_000
const RETRY_AT_MOST_MS = 5_000

interface PollingState {
  readonly isWatched: boolean
  /** How long nothing of the cluster has been known yet; null: something is. Brokers started with us are coming up. */
  readonly startingForMs: number | null
  readonly failedRounds: number
  /** The last round was refused, for want of a right or because the brokers cannot do it: that does not pass by itself. */
  readonly isRefused: boolean
  /** The login was refused: asking again by itself could lock the account. */
  readonly isLockedOut: boolean
  /** The pause between successful rounds while the cluster is watched. */
  readonly watchedPauseMs: number
  /** The pause while it is not watched. */
  readonly idleMs: number
  /** From 0 to 1, so that many dashboards do not fall upon a returning cluster at the same moment. */
  readonly random: number
}

/** How long to wait before the next round; null: until one is requested. A round that fails is never repeated sooner than one that succeeds. */
export function nextRoundInMs({
  isWatched,
  startingForMs,
  failedRounds,
  isRefused,
  isLockedOut,
  watchedPauseMs,
  idleMs,
  random,
}: PollingState): number | null {
  if (isLockedOut) return null
  if (isRefused) return Math.max(idleMs, watchedPauseMs)
  if (startingForMs !== null && startingForMs < STARTING_FOR_MS) return STARTING_MS
  if (!isWatched) return Math.max(idleMs, watchedPauseMs)
  if (failedRounds === 0) return watchedPauseMs
  const backoffMs = Math.min(RETRY_AT_MOST_MS, 1_000 * 2 ** (failedRounds - 1))
  return Math.max(watchedPauseMs, backoffMs / 2 + (backoffMs / 2) * random)
}
