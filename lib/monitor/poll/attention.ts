const WATCHED_FOR_MS = 60_000

/** Knows whether a cluster is watched: a browser follows its events, or has read a page of it a moment ago. */
export class Attention {
  readonly #now: () => number
  readonly #onWake: () => void
  #watchers = 0
  #lastReadMs: number

  constructor(now: () => number, onWake: () => void) {
    this.#now = now
    this.#onWake = onWake
    // Begins as watched: the dashboard has just been started, so a page is about to be opened.
    this.#lastReadMs = now()
  }

  get isWatched(): boolean {
    return this.#watchers > 0 || this.#now() - this.#lastReadMs < WATCHED_FOR_MS
  }

  noteRead(): void {
    const wasWatched = this.isWatched
    this.#lastReadMs = this.#now()
    if (!wasWatched) this.#onWake()
  }

  /** How many follow the events. */
  setWatchers(count: number): void {
    const wasWatched = this.isWatched
    if (count < this.#watchers) this.#lastReadMs = this.#now()
    this.#watchers = count
    if (!wasWatched && count > 0) this.#onWake()
  }
}
