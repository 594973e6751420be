import { type Stamps, stampOf } from './source-files.ts'

const EVERY_MS = 2_000

/** Looks now and then whether files are still as they were. By polling: mounted secrets change in ways no event tells. */
export class SourceWatch {
  readonly #onChange: () => void
  #stamps: Stamps = new Map()
  #timer: NodeJS.Timeout | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** From now on these are watched, and what was watched before no more. */
  watch(stamps: Stamps): void {
    this.#stamps = new Map(stamps)
    this.#timer ??= setInterval(() => this.check(), EVERY_MS).unref()
  }

  check(): void {
    const now = new Map([...this.#stamps.keys()].map((path) => [path, stampOf(path)]))
    if ([...this.#stamps].every(([path, stamp]) => now.get(path) === stamp)) return
    // Each change is told once, also where nobody says what to watch after it.
    this.#stamps = now
    this.#onChange()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stamps = new Map()
  }
}
