import { UNKNOWN } from './columns.ts'
import { type Block, growColumn, Slots } from './slots.ts'

/** How far back the rate reaches: a commit every five seconds, as clients do by default, then moves it by a fifth. */
const SMOOTHED_OVER_MS = 20_000
/** Until then stillness may be the pause between two commits. */
const STILL_AFTER_MS = 10_000
/** A consumer that commits less often is still only after this many of its own pauses. */
const STILL_AFTER_PAUSES = 2
/** Who has not moved for so long since we look consumes nothing, as far as anybody can tell. */
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
  /** The time between the last two moves. */
  #pausesMs = emptyColumn(this.#places.capacity)
  /** How far the last move went. */
  #steps = emptyColumn(this.#places.capacity)
  #rates = emptyColumn(this.#places.capacity)
  /** When it last moved or had nothing to read. */
  #freeMs = emptyColumn(this.#places.capacity)

  /** The positions from now on, by the topics of groups. What is known of those that stay is kept. */
  follow(topics: readonly Block[]): void {
    const { slots, released } = this.#places.assignBlocks(topics)
    for (const column of this.#columns()) for (const slot of released) column[slot] = UNKNOWN
    this.#slots = slots
    const { capacity } = this.#places
    this.#committed = growColumn(this.#committed, capacity)
    this.#movedMs = growColumn(this.#movedMs, capacity)
    this.#pausesMs = growColumn(this.#pausesMs, capacity)
    this.#steps = growColumn(this.#steps, capacity)
    this.#rates = growColumn(this.#rates, capacity)
    this.#freeMs = growColumn(this.#freeMs, capacity)
  }

  /** Takes a moment's commits and what was left to read behind them, by position. An unknown one changes nothing. */
  add(atMs: number, committed: ArrayLike<number>, lags: ArrayLike<number>): void {
    this.#atMs = atMs
    for (let position = 0; position < this.#slots.length; position++) {
      const slot = this.#slots[position] ?? 0
      const offset = committed[position] ?? UNKNOWN
      if (Number.isNaN(offset)) continue
      const before = this.#committed[slot] ?? UNKNOWN
      if (offset !== before) this.#move(slot, atMs, offset, before)
      if (offset !== before || lags[position] === 0) this.#freeMs[slot] = atMs
    }
  }

  /** Records consumed per second of late; unknown until two moves were seen, or none for a minute. */
  rate(position: number): number {
    const slot = this.#slots[position] ?? -1
    const rate = this.#rates[slot] ?? UNKNOWN
    const stillMs = this.#atMs - (this.#movedMs[slot] ?? UNKNOWN)
    if (Number.isNaN(rate)) return stillMs >= NOTHING_AFTER_MS ? 0 : UNKNOWN
    return rate * Math.exp(-Math.max(0, stillMs - this.patienceMs(position)) / SMOOTHED_OVER_MS)
  }

  /** How long it may stand still before that is more than the pause between two of its commits. */
  patienceMs(position: number): number {
    const pauseMs = this.#pausesMs[this.#slots[position] ?? -1] ?? UNKNOWN
    return Number.isNaN(pauseMs) ? STILL_AFTER_MS : Math.max(STILL_AFTER_MS, STILL_AFTER_PAUSES * pauseMs)
  }

  /** Since when there was something to read and the commit has not moved; unknown where nothing is committed. */
  waitingSinceMs(position: number): number {
    return this.#freeMs[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  /** When the commit was last seen to move; until it has, when it was first seen. */
  movedMs(position: number): number {
    return this.#movedMs[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  /** How many records on the last move went; unknown where none was seen, and after one back. */
  step(position: number): number {
    return this.#steps[this.#slots[position] ?? -1] ?? UNKNOWN
  }

  #move(slot: number, atMs: number, offset: number, before: number): void {
    const hasMoved = !Number.isNaN(before)
    // What the first move brought began before we looked; after a reset to before, the rate begins anew.
    const isCounted = hasMoved && this.#hasPause(slot) && offset > before
    const pauseMs = atMs - (this.#movedMs[slot] ?? UNKNOWN)
    if (isCounted && pauseMs > 0) this.#rates[slot] = this.#smooth(slot, ((offset - before) * 1_000) / pauseMs, pauseMs)
    else this.#rates[slot] = UNKNOWN
    const isOn = hasMoved && offset > before
    this.#pausesMs[slot] = isOn ? pauseMs : UNKNOWN
    this.#steps[slot] = isOn ? offset - before : UNKNOWN
    this.#committed[slot] = offset
    this.#movedMs[slot] = atMs
  }

  #hasPause(slot: number): boolean {
    return !Number.isNaN(this.#pausesMs[slot] ?? UNKNOWN)
  }

  #smooth(slot: number, perSecond: number, overMs: number): number {
    const before = this.#rates[slot] ?? UNKNOWN
    if (Number.isNaN(before)) return perSecond
    return before + (perSecond - before) * (1 - Math.exp(-overMs / SMOOTHED_OVER_MS))
  }

  #columns(): Float64Array[] {
    return [this.#committed, this.#movedMs, this.#pausesMs, this.#steps, this.#rates, this.#freeMs]
  }
}

function emptyColumn(capacity: number): Float64Array {
  return new Float64Array(capacity).fill(UNKNOWN)
}
