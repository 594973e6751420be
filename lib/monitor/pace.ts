const STARTING_MS = 500
const STARTING_FOR_MS = 60_000
const IDLE_MS = 30_000
const RETRY_AT_MOST_MS = 5_000

interface Pace {
  readonly isLookedAt: boolean
  /** How long nothing of the cluster has been known yet; null: something is. Brokers started with us are coming up. */
  readonly startingForMs: number | null
  readonly failedRounds: number
  /** The last round was refused, for want of a right or because the brokers cannot do it: that does not pass by itself. */
  readonly isRefused: boolean
  /** The pause between rounds that go well while somebody looks. */
  readonly lookedAtMs: number
  /** From 0 to 1, so that many dashboards do not fall upon a returning cluster at the same moment. */
  readonly random: number
}

/** How long to wait before the cluster is asked again. What fails is never asked more often than what goes well. */
export function nextRoundInMs({
  isLookedAt,
  startingForMs,
  failedRounds,
  isRefused,
  lookedAtMs,
  random,
}: Pace): number {
  if (isRefused) return Math.max(IDLE_MS, lookedAtMs)
  if (startingForMs !== null && startingForMs < STARTING_FOR_MS) return STARTING_MS
  if (!isLookedAt) return Math.max(IDLE_MS, lookedAtMs)
  if (failedRounds === 0) return lookedAtMs
  const backoffMs = Math.min(RETRY_AT_MOST_MS, 1_000 * 2 ** (failedRounds - 1))
  return Math.max(lookedAtMs, backoffMs / 2 + (backoffMs / 2) * random)
}
