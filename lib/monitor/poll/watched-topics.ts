const WATCHED_FOR_MS = 60_000
const GATHER_MS = 500

interface WatchedTopicsOptions {
  readonly now: () => number
  /** Called with topics that were not watched before: together, and never twice within the time for gathering. */
  readonly onFresh: (topics: ReadonlySet<string>) => void
}

/** The topics whose pages are open. However many browsers show them, the requests that follow are about the same. */
export class WatchedTopics {
  readonly #options: WatchedTopicsOptions
  readonly #seenAtMs = new Map<string, number>()
  #fresh = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: WatchedTopicsOptions) {
    this.#options = options
  }

  watch(name: string): void {
    if (!this.#isWatched(name)) {
      this.#fresh.add(name)
      this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS)
    }
    this.#seenAtMs.set(name, this.#options.now())
  }

  /** Those that are watched now; the others are forgotten. */
  current(): ReadonlySet<string> {
    for (const name of this.#seenAtMs.keys()) if (!this.#isWatched(name)) this.#seenAtMs.delete(name)
    return new Set(this.#seenAtMs.keys())
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #isWatched(name: string): boolean {
    return this.#options.now() - (this.#seenAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < WATCHED_FOR_MS
  }

  #tell(): void {
    this.#timer = undefined
    const fresh = this.#fresh
    this.#fresh = new Set()
    this.#options.onFresh(fresh)
  }
}
