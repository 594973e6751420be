import { AppError } from '#lib/contract/errors.ts'

interface ConcurrencyOptions {
  /** How many may be taken at once. */
  readonly slots: number
  /** How many may wait for one. */
  readonly places: number
  readonly patienceMs: number
  readonly refusal: string
  /** How many one client may have, or wait for; omitted: as many as there are. */
  readonly perClient?: { readonly slots: number; readonly refusal: string }
}

const RETRY_AFTER_SECONDS = 2

/** Limits how many run at the same time; a few more may wait for a moment, the others are refused as busy. */
export class ConcurrencyLimit {
  readonly #options: ConcurrencyOptions
  readonly #waiting: (() => void)[] = []
  readonly #ofClients = new Map<string, number>()
  #taken = 0

  constructor(options: ConcurrencyOptions) {
    this.#options = options
  }

  get taken(): number {
    return this.#taken
  }

  /** Resolves to the function that gives the slot back. */
  async take(signal: AbortSignal, client = ''): Promise<() => void> {
    const { slots, perClient } = this.#options
    if (perClient && this.#countOf(client) >= perClient.slots) throw this.#busy(perClient.refusal)
    this.#count(client, 1)
    try {
      if (this.#taken >= slots) await this.#wait(signal)
      else this.#taken++
    } catch (error) {
      this.#count(client, -1)
      throw error
    }
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#count(client, -1)
      const next = this.#waiting.shift()
      // The slot goes from hand to hand.
      if (next) next()
      else this.#taken--
    }
  }

  #countOf(client: string): number {
    return this.#ofClients.get(client) ?? 0
  }

  #count(client: string, change: 1 | -1): void {
    const count = this.#countOf(client) + change
    if (count === 0) this.#ofClients.delete(client)
    else this.#ofClients.set(client, count)
  }

  #wait(signal: AbortSignal): Promise<void> {
    const { places, patienceMs } = this.#options
    if (this.#waiting.length >= places || signal.aborted) return Promise.reject(this.#busy())
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        finish()
      }
      const turn = () => settle(resolve)
      const giveUp = () => {
        const place = this.#waiting.indexOf(turn)
        if (place >= 0) this.#waiting.splice(place, 1)
        settle(() => reject(this.#busy()))
      }
      const timer = setTimeout(giveUp, patienceMs)
      signal.addEventListener('abort', giveUp)
      this.#waiting.push(turn)
    })
  }

  #busy(refusal = this.#options.refusal): AppError {
    return new AppError('busy', refusal, { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
}
