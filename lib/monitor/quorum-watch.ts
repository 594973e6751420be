import { ConnectionFailure, causes } from '#lib/kafka/failure.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import { explainKafkaError, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { QuorumFindings } from './snapshot.ts'

/**
 * Knows whether the controllers have a leader. Without one, brokers still answer Metadata at once, with what they knew
 * last; only the question to the quorum stays open. So: a broker that is reached, and no answer, means no quorum.
 */
export class QuorumWatch {
  readonly #read: () => Promise<Quorum | null>
  readonly #now: () => number
  readonly #onChange: () => void
  #findings: QuorumFindings = { latest: null, lostAtMs: null }
  #answeredAtMs: number | null = null
  #asking: Promise<void> | null = null

  constructor(read: () => Promise<Quorum | null>, now: () => number, onChange: () => void) {
    this.#read = read
    this.#now = now
    this.#onChange = onChange
  }

  get findings(): QuorumFindings {
    return this.#findings
  }

  /** Called when Metadata was answered. Does nothing while the last question is still open. */
  ask(): void {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
  }

  async firstAnswer(): Promise<void> {
    if (this.#answeredAtMs === null) await this.#asking
  }

  async #ask(): Promise<void> {
    const askedAtMs = this.#now()
    try {
      const latest = await this.#read()
      this.#answeredAtMs = this.#now()
      this.#change({ latest, lostAtMs: null })
    } catch (error) {
      if (!isSilence(error)) return
      const lostAtMs = this.#findings.lostAtMs ?? this.#answeredAtMs ?? askedAtMs
      this.#change({ latest: this.#findings.latest, lostAtMs })
    }
  }

  #change(next: QuorumFindings): void {
    const before = this.#findings
    this.#findings = next
    const isSame = before.lostAtMs === next.lostAtMs && before.latest?.leaderId === next.latest?.leaderId
    if (!isSame) this.#onChange()
  }
}

/** A refusal, such as a missing right, or a broken connection says nothing about the quorum. */
function isSilence(error: unknown): boolean {
  for (const link of causes(error)) {
    if (link instanceof ConnectionFailure && link.code === 'timeout') return true
    if (link instanceof KafkaError && explainKafkaError(link.errorCode).code === 'timeout') return true
  }
  return false
}
