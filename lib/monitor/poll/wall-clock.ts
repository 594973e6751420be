import { uptime } from 'node:os'

/** Less than this is a clock that is slowly put right, or the coarse uptime of some systems. */
const LEAST_STEP_MS = 2_000

interface Sources {
  readonly wallMs: () => number
  /** Runs evenly; stands still while the machine sleeps. */
  readonly steadyMs: () => number
  /** Runs evenly, also while the machine sleeps; in steps of a second on some systems. */
  readonly uptimeMs: () => number
}

const machine: Sources = {
  wallMs: Date.now,
  steadyMs: () => performance.now(),
  uptimeMs: () => uptime() * 1_000,
}

/**
 * The time of day that runs evenly between two calls of `follow`, whatever becomes of the machine's clock: what is
 * measured between two moments is true also where the clock was set meanwhile.
 */
export class WallClock {
  readonly #sources: Sources
  /** What is added to the steady time. */
  #offsetMs: number
  #steadyMs: number
  #uptimeMs: number

  constructor(sources: Sources = machine) {
    this.#sources = sources
    this.#steadyMs = sources.steadyMs()
    this.#uptimeMs = sources.uptimeMs()
    this.#offsetMs = sources.wallMs() - this.#steadyMs
  }

  /** Whole milliseconds, as times are everywhere else. */
  now = (): number => Math.round(this.#offsetMs + this.#sources.steadyMs())

  /** Takes over the machine's time of day; returns by how much its clock was set. Time that it slept has passed. */
  follow(): number {
    const { wallMs, steadyMs, uptimeMs } = this.#sources
    const [steady, up] = [steadyMs(), uptimeMs()]
    const drift = wallMs() - steady - this.#offsetMs
    const slept = up - this.#uptimeMs - (steady - this.#steadyMs)
    this.#steadyMs = steady
    this.#uptimeMs = up
    this.#offsetMs += drift
    const step = Math.abs(slept) >= LEAST_STEP_MS ? drift - slept : drift
    return Math.abs(step) >= LEAST_STEP_MS ? Math.round(step) : 0
  }
}
