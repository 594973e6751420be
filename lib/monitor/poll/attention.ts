const LOOKED_AT_FOR_MS = 60_000

/** Knows whether somebody looks at a cluster: who follows its events does, and who read something a moment ago. */
export class Attention {
  readonly #now: () => number
  readonly #onWake: () => void
  #watchers = 0
  #lookedAtMs: number

  constructor(now: () => number, onWake: () => void) {
    this.#now = now
    this.#onWake = onWake
    // Begins as if somebody looked: whoever has just started the dashboard is about to.
    this.#lookedAtMs = now()
  }

  get isThere(): boolean {
    return this.#watchers > 0 || this.#now() - this.#lookedAtMs < LOOKED_AT_FOR_MS
  }

  look(): void {
    const wasThere = this.isThere
    this.#lookedAtMs = this.#now()
    if (!wasThere) this.#onWake()
  }

  /** How many follow the events. */
  setWatchers(count: number): void {
    const wasThere = this.isThere
    if (count < this.#watchers) this.#lookedAtMs = this.#now()
    this.#watchers = count
    if (!wasThere && count > 0) this.#onWake()
  }
}
