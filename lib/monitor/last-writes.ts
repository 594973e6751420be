import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { AT_MAX_TIMESTAMP } from '#lib/kafka/protocol/list-offsets.ts'

const KEPT_MS = 60_000
const MAX_KEPT = 500

export interface LastWriteQuestion {
  readonly topic: string
  readonly topicId: string | null
  readonly partitions: readonly number[]
}

export interface LastWrite {
  readonly latestMs: number | null
  /** Why it is not known. */
  readonly problem: { readonly code: string; readonly message: string } | null
}

/** When the newest record of a topic was written, by the records' own timestamps. Asking costs the broker a little. */
export class LastWrites {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #kept = new Map<string, { atMs: number; answer: Promise<LastWrite> }>()

  constructor(connections: ConnectionSet, now: () => number) {
    this.#connections = connections
    this.#now = now
  }

  read(question: LastWriteQuestion): Promise<LastWrite> {
    const key = `${question.topicId ?? ''} ${question.topic}`
    const kept = this.#kept.get(key)
    if (kept && this.#now() - kept.atMs < KEPT_MS) return kept.answer
    const answer = this.#ask(question)
    this.#kept.delete(key)
    this.#kept.set(key, { atMs: this.#now(), answer })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }

  async #ask({ topic, partitions }: LastWriteQuestion): Promise<LastWrite> {
    try {
      const questions = partitions.map((id) => ({ id, timestampMs: AT_MAX_TIMESTAMP }))
      const { data, failures } = await readTopicOffsets(this.#connections, topic, questions, 'bulk')
      const latestMs = data.reduce((latest, { timestampMs }) => Math.max(latest, timestampMs ?? -1), -1)
      return { latestMs: latestMs < 0 ? null : latestMs, problem: failures[0] ? explain(failures[0].error) : null }
    } catch (error) {
      return { latestMs: null, problem: explain(error) }
    }
  }
}

function explain(error: unknown): { code: string; message: string } {
  const known = toAppError(error)
  return known ? { code: known.code, message: known.message } : { code: 'internal', message: 'It could not be asked.' }
}
