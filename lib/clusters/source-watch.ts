import { type Stamps, stampOf } from './source-files.ts'

const EVERY_MS = 2_000

/** Polls files for changes, because mounted secrets change in ways that file-system events do not report. */
export class SourceWatch {
  readonly #onChange: () => void
  #stamps: Stamps = new Map()
  #timer: NodeJS.Timeout | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** Watches these files from now on, instead of the previous ones. */
  watch(stamps: Stamps): void {
    this.#stamps = new Map(stamps)
    this.#timer ??= setInterval(() => this.check(), EVERY_MS).unref()
  }

  check(): void {
    const now = new Map([...this.#stamps.keys()].map((path) => [path, stampOf(path)]))
    if ([...this.#stamps].every(([path, stamp]) => now.get(path) === stamp)) return
    // Each change is reported once, even if nothing new is watched afterwards.
    this.#stamps = now
    this.#onChange()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stamps = new Map()
  }
}
