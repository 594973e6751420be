import type { LagTrend } from '#lib/contract/group-states.ts'

/** The first `count` of these are points of time and value, oldest first. */
export interface Series {
  readonly times: ArrayLike<number>
  readonly values: ArrayLike<number>
  readonly count: number
}

/** With less there is too little to tell by. */
export const TREND_NEEDS_MS = 60_000
/**
 * Clients commit every five seconds by default, so the lag seen may be anything from none to what five seconds bring;
 * when our questions come in nearly the same rhythm, it climbs or falls through that range as slowly as a real change.
 */
const COMMITS_EXPLAIN_MS = 6_000
/** The same for commits that are known to go farther than that, with as much to spare. */
const STEP_EXPLAINS = 1.2
/** Beyond this part of the time seen, no rhythm is an excuse: a consumer that stopped must show. */
const EXPLAINS_AT_MOST = 1 / 2
/** Where no rate is known, a change counts from this part of the lag on. */
const CHANGE_OF_LAG = 0.05
/** Less than this part of the whole up and down is noise, or bursts, between which a rate tells nothing. */
const CHANGE_OF_RANGE = 1 / 3
/** A message more or less is no trend. */
const LEAST_CHANGE = 2
/** Two points closer than this part of the whole say more about noise than about the slope. */
const APART = 1 / 3
const MAX_POINTS = 30
/** A turn-around shows in the newest part, long before it bends the whole. */
const NEWEST_PART = 1 / 4
const NEWEST_AT_LEAST_MS = 30_000
/** Of what moves faster: by less the one does not clearly exceed the other. */
const CLEAR_LEAD = 0.1
/** Of the change over the newest part, what each half of the way must bring, or it was a jump and is over. */
const EACH_HALF = 1 / 4

const slopes = new Float64Array((MAX_POINTS * (MAX_POINTS - 1)) / 2)

/** NaN: not known. Of two rates of which one is known, that one counts. */
export function fasterOf(a: number, b: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) ? a : Math.max(a, b)
}

/** What the lag is held against; NaN: not known. */
export interface Throughput {
  /** The faster of what is written and what is read. */
  readonly perSecond: number
  /** How far a commit goes, with those made at the same moment: by so much the lag falls then, and climbs before. */
  readonly step: number
  /** By how much what is read exceeds what is written; left out or NaN: not known. */
  readonly leadPerSecond?: number
}

/** Of a group or a partition, as it reads and is written to. */
export function throughputOf(consumedPerSecond: number, producedPerSecond: number, step: number): Throughput {
  return {
    perSecond: fasterOf(consumedPerSecond, producedPerSecond),
    step,
    leadPerSecond: consumedPerSecond - producedPerSecond,
  }
}

/** Since when a lag that grows has done so: since it was least. Not known where that is the first that is kept. */
export function growingSinceMs({ times, values, count }: Series): number {
  let least = 0
  for (let index = 1; index < count; index++) if ((values[index] ?? 0) <= (values[least] ?? 0)) least = index
  return least === 0 ? Number.NaN : (times[least] ?? Number.NaN)
}

/** The direction of a lag, its change per second and over which time; unknown while it is steady. */
interface Movement {
  readonly trend: LagTrend
  readonly perSecond: number
  readonly overMs: number
}

const STEADY: Movement = { trend: 'steady', perSecond: Number.NaN, overMs: Number.NaN }

export function trendOf(series: Series, throughput: Throughput, markers = 0): LagTrend | null {
  return movementOf(series, throughput, markers)?.trend ?? null
}

/** `markers`: how much of the newest value is transaction markers. A group that has read all the rest does not fall behind. */
export function movementOf(series: Series, throughput: Throughput, markers = 0): Movement | null {
  const movement = movementOfAll(series, throughput)
  if (movement === null) return null
  const newer = newestMovement(series, throughput) ?? movement
  return newer.trend === 'growing' && (series.values[series.count - 1] ?? 0) <= markers ? STEADY : newer
}

/**
 * Where the lag is going: by the median of the slopes between points (Theil and Sen), which saw-teeth and a few points
 * out of line do not bend. It goes anywhere only if it moved further than the rhythm of commits could make it seem.
 */
function movementOfAll({ times, values, count }: Series, throughput: Throughput): Movement | null {
  const spanMs = (times[count - 1] ?? 0) - (times[0] ?? 0)
  if (count < 3 || spanMs < TREND_NEEDS_MS) return null
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0
    if (value < least) least = value
    if (value > most) most = value
  }
  const range = most - least
  const needed = Math.max(LEAST_CHANGE, range * CHANGE_OF_RANGE, explainedChange(throughput, spanMs, most))
  if (range < needed) return STEADY
  const change = medianSlope(times, values, Math.min(count, MAX_POINTS), spanMs * APART) * spanMs
  if (Math.abs(change) < needed) return STEADY
  return movementBy(change, spanMs)
}

/**
 * Where the newest part clearly goes, in the direction that the rates say too; null: nowhere clearly. Thirds are held
 * against each other, so that neither saw-teeth nor a burst that is over count.
 */
function newestMovement({ times, values, count }: Series, throughput: Throughput): Movement | null {
  const { leadPerSecond = Number.NaN, perSecond } = throughput
  if (!(Math.abs(leadPerSecond) > perSecond * CLEAR_LEAD)) return null
  const lastMs = times[count - 1] ?? 0
  const spanMs = lastMs - (times[0] ?? 0)
  const newestMs = Math.max(NEWEST_AT_LEAST_MS, spanMs * NEWEST_PART)
  const third = (from: number) => meanBetween({ times, values, count }, lastMs - from * newestMs, newestMs / 3)
  const [first, middle, last] = [third(1), third(2 / 3), third(1 / 3)]
  const change = last - first
  const isOnItsWay = [middle - first, last - middle].every((half) => half / change >= EACH_HALF)
  // The middles of the outer thirds lie two thirds of the way apart.
  const moved = (change * 3) / 2
  const needed = Math.max(LEAST_CHANGE, explainedChange(throughput, spanMs, Number.NaN))
  if (!isOnItsWay || Math.abs(moved) < needed || Math.sign(moved) === Math.sign(leadPerSecond)) return null
  return movementBy(moved, newestMs)
}

function movementBy(change: number, overMs: number): Movement {
  return { trend: change > 0 ? 'growing' : 'draining', perSecond: (change * 1_000) / overMs, overMs }
}

/** NaN where there is no point. */
function meanBetween({ times, values, count }: Series, fromMs: number, forMs: number): number {
  let sum = 0
  let found = 0
  for (let index = count - 1; index >= 0; index--) {
    const atMs = times[index] ?? 0
    if (atMs > fromMs + forMs) continue
    if (atMs <= fromMs) break
    sum += values[index] ?? 0
    found++
  }
  return sum / found
}

function explainedChange({ perSecond, step }: Throughput, spanMs: number, most: number): number {
  if (Number.isNaN(perSecond)) return most * CHANGE_OF_LAG
  const usual = (perSecond * COMMITS_EXPLAIN_MS) / 1_000
  const explained = step * STEP_EXPLAINS > usual ? step * STEP_EXPLAINS : usual
  return Math.min(explained, (perSecond * spanMs * EXPLAINS_AT_MOST) / 1_000)
}

function medianSlope(times: ArrayLike<number>, values: ArrayLike<number>, count: number, apartMs: number): number {
  let found = 0
  for (let from = 0; from < count; from++) {
    for (let to = count - 1; to > from; to--) {
      const tookMs = (times[to] ?? 0) - (times[from] ?? 0)
      if (tookMs < apartMs) break
      slopes[found++] = ((values[to] ?? 0) - (values[from] ?? 0)) / tookMs
    }
  }
  return median(slopes, found)
}

/** Halfway between the two in the middle where the count is even, so that a series turned around gives the opposite. */
function median(numbers: Float64Array, count: number): number {
  const middle = count >> 1
  const upper = select(numbers, count, middle)
  if (count % 2 === 1) return upper
  let lower = Number.NEGATIVE_INFINITY
  for (let index = 0; index < middle; index++) lower = Math.max(lower, numbers[index] ?? 0)
  return (lower + upper) / 2
}

/** The value that sorting would put in this place; lower ones are before it then. Sorting all would take too long. */
function select(numbers: Float64Array, count: number, place: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = numbers[(low + high) >> 1] ?? 0
    let left = low
    let right = high
    while (left <= right) {
      while ((numbers[left] ?? 0) < pivot) left++
      while ((numbers[right] ?? 0) > pivot) right--
      if (left > right) break
      const swapped = numbers[left] ?? 0
      numbers[left++] = numbers[right] ?? 0
      numbers[right--] = swapped
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return numbers[place] ?? 0
}
