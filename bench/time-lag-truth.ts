interface Commit {
  /** When it was sent, and when it was acknowledged; it holds from some moment in between. */
  readonly sentAtMs: number
  readonly heldAtMs: number
  readonly offset: number
}

/** What a program that writes one partition and commits for one group knows of its time lag at any moment. */
export class TimeLagTruth {
  readonly #writtenAtMs: number[] = []
  readonly #commits: Commit[] = []

  get end(): number {
    return this.#writtenAtMs.length
  }

  write(atMs: number): void {
    this.#writtenAtMs.push(atMs)
  }

  commit(commit: Commit): void {
    this.#commits.push(commit)
  }

  /** How far a reported time lag is from what may have been true then; null: nothing was committed yet. */
  errorMs(reportedMs: number, asOfMs: number): number | null {
    const held = this.#commits.filter(({ heldAtMs }) => heldAtMs <= asOfMs).at(-1)
    if (!held) return null
    const onTheWay = this.#commits.filter(({ sentAtMs, heldAtMs }) => sentAtMs <= asOfMs && heldAtMs > asOfMs)
    const errors = [held, ...onTheWay].map(({ offset }) => reportedMs - this.#lagAt(offset, asOfMs))
    return errors.reduce((least, error) => (Math.abs(error) < Math.abs(least) ? error : least))
  }

  #lagAt(committed: number, asOfMs: number): number {
    const writtenAtMs = this.#writtenAtMs[committed]
    return writtenAtMs === undefined ? 0 : Math.max(0, asOfMs - writtenAtMs)
  }
}
