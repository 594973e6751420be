const REFUSED_FOR_MS = 10 * 60_000

/** Topics that may not be read are left alone for a while: brokers write each refusal to their own log. */
export class RefusedTopics {
  readonly #now: () => number
  readonly #refusedAtMs = new Map<string, number>()

  constructor(now: () => number) {
    this.#now = now
  }

  add(topic: string): void {
    this.#refusedAtMs.set(topic, this.#now())
  }

  has(topic: string): boolean {
    const refusedAtMs = this.#refusedAtMs.get(topic)
    if (refusedAtMs === undefined) return false
    if (this.#now() - refusedAtMs < REFUSED_FOR_MS) return true
    this.#refusedAtMs.delete(topic)
    return false
  }
}
