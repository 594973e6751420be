import { niceTicks } from './series.ts'

/** `clipped`: ordinary values fill the height, and peaks that would flatten them are cut off. */
export const scaleKinds = ['linear', 'log', 'clipped'] as const
export type ScaleKind = (typeof scaleKinds)[number]

export interface ChartScale {
  readonly ticks: readonly number[]
  /** How far up a value stands: 0 at the bottom, 1 at the top, also for what would be above it. */
  share(value: number): number
  isCut(value: number): boolean
}

const TICKS = 3
/** So many times what nineteen of twenty values stay below is a peak. */
const PEAK_FACTOR = 5
const ORDINARY_SHARE = 0.95

/** `leastStep`: the smallest difference between two ticks. */
export function makeScale(values: readonly number[], kind: ScaleKind, leastStep: number): ChartScale {
  const highest = kind === 'clipped' ? ordinaryHighest(values) : Math.max(0, ...values)
  const ticks = kind === 'log' ? decades(highest) : niceTicks(highest, TICKS, leastStep)
  const top = ticks.at(-1) ?? 1
  const height = (value: number) => (kind === 'log' ? Math.log10(1 + value) / Math.log10(1 + top) : value / top)
  return { ticks, share: (value) => Math.min(1, Math.max(0, height(value))), isCut: (value) => value > top }
}

/** Whether a few values are so far above all others that these look flat beside them. */
export function hasPeaks(values: readonly number[]): boolean {
  return ordinaryHighest(values) < Math.max(0, ...values)
}

/** The highest value that is no peak. */
function ordinaryHighest(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const ordinary = sorted[Math.floor(ORDINARY_SHARE * (sorted.length - 1))] ?? 0
  // Where nearly all are zero, those that are not are what there is to see.
  if (ordinary === 0) return sorted.at(-1) ?? 0
  return sorted.findLast((value) => value <= PEAK_FACTOR * ordinary) ?? 0
}

/** Zero and powers of ten up to the first that is not below the highest value; of many, every second or third. */
function decades(highest: number): number[] {
  const last = Math.max(1, Math.ceil(Math.log10(Math.max(1, highest))))
  const step = Math.ceil(last / TICKS)
  const exponents = Array.from({ length: last }, (_, index) => index + 1).filter((power) => (last - power) % step === 0)
  return [0, ...exponents.map((power) => 10 ** power)]
}
