const STARTING_MS = 500
const LOOKED_AT_MS = 2_000
const IDLE_MS = 30_000
const RETRY_AT_MOST_MS = 5_000

interface Pace {
  readonly isLookedAt: boolean
  /** Nothing is known yet and nothing is wrong: brokers that we started ourselves are coming up. */
  readonly isStarting: boolean
  readonly failedRounds: number
  /** From 0 to 1, so that many dashboards do not fall upon a returning cluster at the same moment. */
  readonly random: number
}

/** How long to wait before the cluster is asked again. */
export function nextRoundInMs({ isLookedAt, isStarting, failedRounds, random }: Pace): number {
  if (isStarting) return STARTING_MS
  if (!isLookedAt) return IDLE_MS
  if (failedRounds === 0) return LOOKED_AT_MS
  const backoffMs = Math.min(RETRY_AT_MOST_MS, 1_000 * 2 ** (failedRounds - 1))
  return backoffMs / 2 + (backoffMs / 2) * random
}
