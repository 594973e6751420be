import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type Block, growColumn, Slots } from './slots.ts'

/** How far back the rate reaches: over three commits of clients that commit every five seconds, as by default. */
const RATE_OVER_MS = 15_000
/** Until then stillness may be the pause between two commits. */
const STILL_AFTER_MS = 10_000
/** A consumer that commits less often is still only after this many of its own pauses. */
const STILL_AFTER_PAUSES = 2
/** After that its rate falls to 0 over this many times as long. */
const SINKS_OVER_STILLNESS = 1
/** A longest pause of that long ago counts by a third: habits change. */
const PAUSES_FADE_OVER_MS = 600_000
/** A commit that has not moved for this long, as far as we have watched it, counts as consuming nothing. */
const NOTHING_AFTER_MS = 60_000

/** A name for a topic of a group; a topic that is created again under its name is another. */
export function groupTopicKey(group: string, topicId: string | null, topic: string): string {
  return `${group}\n${topicId ?? ''}\n${topic}`
}

/** What the commits of each position did of late. Commits come in steps, so rates are taken from step to step. */
export class CommitHistory {
  readonly #places = new Slots()
  #slots: Int32Array = new Int32Array(0)
  #atMs = UNKNOWN
  #committed = emptyColumn(this.#places.capacity)
  #movedMs = emptyColumn(this.#places.capacity)
  /** When the move before the last one was seen; unknown after one back. */
  #movedBeforeMs = emptyColumn(this.#places.capacity)
  /** The time between the last two moves. */
  #pausesMs = emptyColumn(this.#places.capacity)
  /** The longest time of late that it stood still with something to read. */
  #longestMs = emptyColumn(this.#places.capacity)
  /** How far the last move went. */
  #steps = emptyColumn(this.#places.capacity)
  #rates = emptyColumn(this.#places.capacity)
  /** A move at least as long ago as the rate reaches back, and one since: the rate is taken along the line through both. */
  #earlierMs = emptyColumn(this.#places.capacity)
  #earlier = emptyColumn(this.#places.capacity)
  #laterMs = emptyColumn(this.#places.capacity)
  #later = emptyColumn(this.#places.capacity)
  /** When it last moved or had nothing to read. */
  #freeMs = emptyColumn(this.#places.capacity)
  /** What was last known to be left to read. */
  #lags = emptyColumn(this.#places.capacity)
  /** By slot, the commits that are moved from here. */
  readonly #placed = new Map<number, number>()

  /** The positions from now on, by the topics of groups. What is known of those that stay is kept. */
  follow(topics: readonly Block[]): void {
    const { slots, released } = this.#places.assignBlocks(topics)
    for (const column of this.#columns()) for (const slot of released) column[slot] = UNKNOWN
    for (const slot of released) this.#placed.delete(slot)
    this.#slots = slots
    const { capacity } = this.#places
    this.#committed = growColumn(this.#committed, capacity)
    this.#movedMs = growColumn(this.#movedMs, capacity)
    this.#movedBeforeMs = growColumn(this.#movedBeforeMs, capacity)
    this.#pausesMs = growColumn(this.#pausesMs, capacity)
    this.#longestMs = growColumn(this.#longestMs, capacity)
    this.#steps = growColumn(this.#steps, capacity)
    this.#rates = growColumn(this.#rates, capacity)
    this.#earlierMs = growColumn(this.#earlierMs, capacity)
    this.#earlier = growColumn(this.#earlier, capacity)
    this.#laterMs = growColumn(this.#laterMs, capacity)
    this.#later = growColumn(this.#later, capacity)
    this.#freeMs = growColumn(this.#freeMs, capacity)
    this.#lags = growColumn(this.#lags, capacity)
  }

  /** Takes a moment's commits and what was left to read behind them, by position. An unknown one changes nothing. */
  add(atMs: number, committed: ArrayLike<number>, lags: ArrayLike<number>): void {
    this.#atMs = atMs
    for (let position = 0; position < this.#slots.length; position++) {
      const slot = this.#slots[position] ?? 0
      const offset = committed[position] ?? UNKNOWN
      if (Number.isNaN(offset)) continue
      const lag = lags[position] ?? UNKNOWN
      if (!Number.isNaN(lag)) this.#lags[slot] = lag
      const before = this.#committed[slot] ?? UNKNOWN
      if (offset > before && this.#placed.get(slot) !== offset) this.#move(slot, atMs, offset, before)
      else if (offset !== before) this.#place(slot, atMs, offset)
      if (offset !== before || lag === 0) this.#freeMs[slot] = atMs
    }
  }

  /** The offset is about to be reset from here, which must not count as consumption. */
  expect(position: number, offset: number): void {
    const slot = this.#slots[position]
    if (slot !== undefined) this.#placed.set(slot, offset)
  }

  /** From now on: whoever waits at these positions waits since now. */
  restartWait(from: number, to: number, atMs: number): void {
    for (const slot of this.#slots.subarray(from, to)) {
      if (!Number.isNaN(this.#committed[slot] ?? UNKNOWN)) this.#freeMs[slot] = atMs
    }
  }

  /** From now on others read these positions than before. */
  restartRates(from: number, to: number, atMs: number): void {
    for (const slot of this.#slots.subarray(from, to)) {
      const committed = this.#committed[slot] ?? UNKNOWN
      if (Number.isNaN(committed)) continue
      // The next commit is not measured from a long pause; a consumer that goes on at its usual pace keeps its rate.
      if (atMs - (this.#movedMs[slot] ?? UNKNOWN) > this.#stillnessMs(slot)) this.#beginRate(slot, atMs, committed)
    }
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#atMs += byMs
    for (const times of [this.#movedMs, this.#movedBeforeMs, this.#earlierMs, this.#laterMs, this.#freeMs])
      for (const [slot, atMs] of times.entries()) times[slot] = atMs + byMs
  }

  /** Records consumed per second of late; unknown until two moves were seen, or none for a minute. */
  rate(position: number): number {
    const slot = this.#slots[position] ?? -1
    const rate = this.#rates[slot] ?? UNKNOWN
    const stillMs = this.#atMs - (this.#movedMs[slot] ?? UNKNOWN)
    if (Number.isNaN(rate)) return stillMs >= NOTHING_AFTER_MS ? 0 : UNKNOWN
    const overdue = stillMs / this.#stillnessMs(slot) - 1
    return rate * Math.min(1, Math.max(0, 1 - overdue / SINKS_OVER_STILLNESS))
  }

  /** Whether it has moved so lately that standing still is but the pause between two commits. */
  isMoving(position: number): boolean {
    const slot = this.#slots[position] ?? -1
    return this.#atMs - (this.#movedMs[slot] ?? UNKNOWN) <= this.#stillnessMs(slot)
  }

  /** How long it may wait before that is more than it usually does, as where one member reads many in turn. */
  patienceMs(position: number): number {
    return patienceOf(this.#longestMs[this.#slots[position] ?? -1] ?? UNKNOWN)
  }

  /** Since when there was something to read and the commit has not moved; unknown where nothing is committed. */
  waitingSinceMs(position: number): number {
    return this.#freeMs[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  /** When the commit was last seen to move; until it has, when it was first seen. */
  movedMs(position: number): number {
    return this.#movedMs[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  /** When the last move but one was seen; unknown where none was, and after one back, as by a reset. */
  movedBeforeMs(position: number): number {
    return this.#movedBeforeMs[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  lastLag(position: number): number {
    return this.#lags[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  /** How many records on the last move went; unknown where none was seen, and after one back. */
  step(position: number): number {
    return this.#steps[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  #move(slot: number, atMs: number, offset: number, before: number): void {
    const movedMs = this.#movedMs[slot] ?? UNKNOWN
    const freeMs = this.#freeMs[slot] ?? UNKNOWN
    const longest = (this.#longestMs[slot] ?? UNKNOWN) * Math.exp(-(atMs - movedMs) / PAUSES_FADE_OVER_MS)
    this.#longestMs[slot] = longest > atMs - freeMs ? longest : atMs - freeMs
    const laterMs = this.#laterMs[slot] ?? UNKNOWN
    const sinceMs = laterMs > movedMs ? laterMs : movedMs
    const hasStopped = atMs - sinceMs > this.#stillnessMs(slot) * (1 + SINKS_OVER_STILLNESS)
    const hasBeenIdle = freeMs > sinceMs
    this.#pausesMs[slot] = hasBeenIdle && atMs - sinceMs > RATE_OVER_MS ? UNKNOWN : atMs - sinceMs
    // What is read after a time of reading nothing was not read during that time.
    if ((hasStopped || hasBeenIdle) && !Number.isNaN(laterMs)) {
      const beganMs = Math.min(hasBeenIdle ? freeMs : atMs, atMs - RATE_OVER_MS)
      if (beganMs > sinceMs) this.#beginRate(slot, beganMs, before)
    }
    this.#movedBeforeMs[slot] = Number.isNaN(laterMs) ? UNKNOWN : movedMs
    this.#rates[slot] = this.#rateUntil(slot, atMs, offset)
    this.#steps[slot] = offset - before
    this.#committed[slot] = offset
    this.#movedMs[slot] = atMs
  }

  /** The first commit, or one that was moved by hand: nothing was consumed on the way there. */
  #place(slot: number, atMs: number, offset: number): void {
    if (Number.isNaN(this.#movedMs[slot] ?? UNKNOWN)) this.#movedMs[slot] = atMs
    for (const column of [this.#movedBeforeMs, this.#pausesMs, this.#steps, this.#rates]) column[slot] = UNKNOWN
    this.#beginRate(slot, UNKNOWN, UNKNOWN)
    this.#placed.delete(slot)
    this.#committed[slot] = offset
  }

  #beginRate(slot: number, atMs: number, committed: number): void {
    this.#earlierMs[slot] = atMs
    this.#earlier[slot] = committed
    this.#laterMs[slot] = atMs
    this.#later[slot] = committed
  }

  /** What the first move brought began before we looked, so that it has no rate. */
  #rateUntil(slot: number, atMs: number, offset: number): number {
    const laterMs = this.#laterMs[slot] ?? UNKNOWN
    const later = this.#later[slot] ?? UNKNOWN
    if (Number.isNaN(laterMs)) {
      this.#beginRate(slot, atMs, offset)
      return UNKNOWN
    }
    const tookMs = atMs - laterMs
    if (tookMs >= RATE_OVER_MS) {
      this.#earlierMs[slot] = laterMs
      this.#earlier[slot] = later
      this.#laterMs[slot] = atMs
      this.#later[slot] = offset
      return ((offset - later) * 1_000) / tookMs
    }
    const earlierMs = this.#earlierMs[slot] ?? laterMs
    const earlier = this.#earlier[slot] ?? later
    const overMs = Math.min(RATE_OVER_MS, atMs - earlierMs)
    const before = laterMs > earlierMs ? ((later - earlier) * (overMs - tookMs)) / (laterMs - earlierMs) : 0
    return ((offset - later + before) * 1_000) / overMs
  }

  /** How long it may stand still before that is more than the pause between two of its commits. */
  #stillnessMs(slot: number): number {
    return patienceOf(this.#pausesMs[slot] ?? UNKNOWN)
  }

  #columns(): Float64Array[] {
    return [
      this.#committed,
      this.#movedMs,
      this.#movedBeforeMs,
      this.#pausesMs,
      this.#longestMs,
      this.#steps,
      this.#rates,
      this.#earlierMs,
      this.#earlier,
      this.#laterMs,
      this.#later,
      this.#freeMs,
      this.#lags,
    ]
  }
}

function patienceOf(pauseMs: number): number {
  return Number.isNaN(pauseMs) ? STILL_AFTER_MS : Math.max(STILL_AFTER_MS, STILL_AFTER_PAUSES * pauseMs)
}

function emptyColumn(capacity: number): Float64Array {
  return new Float64Array(capacity).fill(UNKNOWN)
}
