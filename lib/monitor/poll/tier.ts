import type { ErrorCode } from '#lib/contract/errors.ts'
import { isRefusal } from '#lib/contract/refusals.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import type { TierAge } from '#lib/monitor/snapshot/tier-ages.ts'
import { nextRoundInMs } from './pace.ts'

const REFUSALS: ReadonlySet<ErrorCode> = new Set(['forbidden', 'unsupported'])

export interface TierOptions {
  readonly now: () => number
  readonly isWatched: () => boolean
  /** How long to wait after a round that took this long, while the cluster is watched. */
  readonly pauseMs: (tookMs: number) => number
  /** How long to wait while it is not. */
  readonly idleMs: number
  /** Whether to ask often until it has brought something, as what others ask depends on it. */
  readonly hurriesAtStart?: boolean
  /** Says whether there was anybody to ask: where not, nothing was learnt and nothing is younger. */
  readonly run: () => Promise<boolean>
  readonly explain: (error: unknown) => RoundFailure
  /** After every round in which something was asked, whether it brought anything or not. */
  readonly onEnd: () => void
}

/** One kind of request, repeated at its own pace, never twice at the same time. */
export class Tier {
  readonly #options: TierOptions
  #age: TierAge = { asOfMs: null, failure: null }
  #failedRounds = 0
  #tookMs = 0
  #isClosed = false
  #round: Promise<void> | null = null
  #next: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined
  readonly #startedAtMs: number

  constructor(options: TierOptions) {
    this.#options = options
    this.#startedAtMs = options.now()
  }

  get age(): TierAge {
    return this.#age
  }

  /** Asks now. A round that is under way may miss what just happened, so another follows it, and is waited for. */
  refresh(): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    if (this.#round) {
      this.#next ??= this.#round.then(() => {
        this.#next = null
        return this.refresh()
      })
      return this.#next
    }
    clearTimeout(this.#timer)
    this.#round = this.#run()
    return this.#round
  }

  /** The cluster is watched from now on: a round that was put off until later begins now. */
  wake(): void {
    if (!this.#round && !this.#isLockedOut) void this.refresh()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  get #isLockedOut(): boolean {
    const reason = this.#age.failure?.reason
    return isRefusal(reason)
  }

  async #run(): Promise<void> {
    const { now, run, explain, onEnd } = this.#options
    const startedAtMs = now()
    let hasAsked = true
    try {
      hasAsked = await run()
      this.#failedRounds = 0
      if (hasAsked) this.#age = { asOfMs: startedAtMs, failure: null }
    } catch (error) {
      this.#failedRounds++
      this.#age = { ...this.#age, failure: explain(error) }
    }
    this.#tookMs = now() - startedAtMs
    this.#round = null
    if (this.#isClosed) return
    if (hasAsked) onEnd()
    const pauseMs = this.#pauseMs()
    if (pauseMs !== null) this.#timer = setTimeout(() => void this.refresh(), pauseMs)
  }

  #pauseMs(): number | null {
    const { now, isWatched, pauseMs, idleMs, hurriesAtStart = false } = this.#options
    const { asOfMs, failure } = this.#age
    return nextRoundInMs({
      isWatched: isWatched(),
      startingForMs: hurriesAtStart && asOfMs === null ? now() - this.#startedAtMs : null,
      failedRounds: this.#failedRounds,
      isRefused: failure !== null && REFUSALS.has(failure.code),
      isLockedOut: this.#isLockedOut,
      watchedPauseMs: pauseMs(this.#tookMs),
      idleMs,
      random: Math.random(),
    })
  }
}
