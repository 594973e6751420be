const STARTING_MS = 500
const STARTING_FOR_MS = 60_000
const RETRY_AT_MOST_MS = 5_000

interface Pace {
  readonly isLookedAt: boolean
  /** How long nothing of the cluster has been known yet; null: something is. Brokers started with us are coming up. */
  readonly startingForMs: number | null
  readonly failedRounds: number
  /** The last round was refused, for want of a right or because the brokers cannot do it: that does not pass by itself. */
  readonly isRefused: boolean
  /** The login was refused: asking again by itself could lock the account. */
  readonly isLockedOut: boolean
  /** The pause between rounds that go well while somebody looks. */
  readonly lookedAtMs: number
  /** The pause while nobody does. */
  readonly idleMs: number
  /** From 0 to 1, so that many dashboards do not fall upon a returning cluster at the same moment. */
  readonly random: number
}

/** How long to wait before the cluster is asked again; null: until somebody says so. What fails is never asked more often than what goes well. */
export function nextRoundInMs({
  isLookedAt,
  startingForMs,
  failedRounds,
  isRefused,
  isLockedOut,
  lookedAtMs,
  idleMs,
  random,
}: Pace): number | null {
  if (isLockedOut) return null
  if (isRefused) return Math.max(idleMs, lookedAtMs)
  if (startingForMs !== null && startingForMs < STARTING_FOR_MS) return STARTING_MS
  if (!isLookedAt) return Math.max(idleMs, lookedAtMs)
  if (failedRounds === 0) return lookedAtMs
  const backoffMs = Math.min(RETRY_AT_MOST_MS, 1_000 * 2 ** (failedRounds - 1))
  return Math.max(lookedAtMs, backoffMs / 2 + (backoffMs / 2) * random)
}
