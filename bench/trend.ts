const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

export interface Sample {
  readonly atMs: number
  readonly value: number
}

/** The lowest of each minute, so that garbage that waits to be collected is no growth. */
export function minutelyMinima(samples: readonly Sample[]): Sample[] {
  const minutes = Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / MINUTE_MS))
  return [...minutes.values()].map((minute) =>
    minute.reduce((low, sample) => (sample.value < low.value ? sample : low)),
  )
}

export interface Trend {
  readonly perHour: number
  /** The standard error of it: how much of it may be chance. */
  readonly error: number
}

/** How fast values grow, by least squares; null: there are too few to tell. */
export function fitTrend(samples: readonly Sample[]): Trend | null {
  if (samples.length < 3) return null
  const meanAt = mean(samples.map(({ atMs }) => atMs))
  const meanValue = mean(samples.map(({ value }) => value))
  const spread = sum(samples.map(({ atMs }) => (atMs - meanAt) ** 2))
  if (spread === 0) return null
  const slope = sum(samples.map(({ atMs, value }) => (atMs - meanAt) * (value - meanValue))) / spread
  const residuals = samples.map(({ atMs, value }) => value - meanValue - slope * (atMs - meanAt))
  const variance = sum(residuals.map((residual) => residual ** 2)) / (samples.length - 2)
  return { perHour: slope * HOUR_MS, error: Math.sqrt(variance / spread) * HOUR_MS }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
