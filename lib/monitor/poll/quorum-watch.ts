import { isSilence, toAppError } from '#lib/kafka/failure.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import type { QuorumFindings } from '#lib/monitor/snapshot/snapshot.ts'

/**
 * Knows whether the controllers have a leader. Without one, brokers still answer Metadata at once, with what they knew
 * last; only the question to the quorum stays open. So: a broker that is reached, and no answer, means no quorum.
 */
export class QuorumWatch {
  readonly #read: () => Promise<Quorum | null>
  readonly #now: () => number
  readonly #onChange: () => void
  readonly #onBug: (error: unknown) => void
  #findings: QuorumFindings = { exists: null, latest: null, lostAtMs: null, failure: null }
  #answeredAtMs: number | null = null
  #asking: Promise<void> | null = null

  constructor(
    read: () => Promise<Quorum | null>,
    now: () => number,
    onChange: () => void,
    onBug: (error: unknown) => void = () => {},
  ) {
    this.#onBug = onBug
    this.#read = read
    this.#now = now
    this.#onChange = onChange
  }

  get findings(): QuorumFindings {
    return this.#findings
  }

  /** Called when Metadata was answered. Does nothing while the last question is still open. */
  refresh(): void {
    this.#asking ??= this.#request().finally(() => {
      this.#asking = null
    })
  }

  async firstAnswer(): Promise<void> {
    if (this.#answeredAtMs === null) await this.#asking
  }

  async #request(): Promise<void> {
    const requestedAtMs = this.#now()
    try {
      const latest = await this.#read()
      this.#answeredAtMs = this.#now()
      this.#change({ exists: latest !== null, latest, lostAtMs: null, failure: null })
    } catch (error) {
      const failure = toAppError(error)
      if (!failure) this.#onBug(error)
      const isLost = isSilence(error)
      const lostAtMs = this.#findings.lostAtMs ?? (isLost ? (this.#answeredAtMs ?? requestedAtMs) : null)
      this.#change({
        exists: isLost ? true : this.#findings.exists,
        latest: this.#findings.latest,
        lostAtMs,
        failure: failure && { code: failure.code, message: failure.message },
      })
    }
  }

  #change(next: QuorumFindings): void {
    const before = this.#findings
    this.#findings = next
    const isSame = before.lostAtMs === next.lostAtMs && before.latest?.leaderId === next.latest?.leaderId
    if (!isSame) this.#onChange()
  }
}
