import { counted, formatNumber } from '#lib/format/number.ts'
import type { Failure } from '#lib/kafka/admin/fan-out.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { AT_MAX_TIMESTAMP } from '#lib/kafka/protocol/list-offsets.ts'
import type { LastWrite, LastWriteRequest } from '#lib/monitor/snapshot/last-write.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'

const KEPT_MS = 60_000
/** What failed may well succeed now; still, however many look, it is not asked all the time. */
const FAILURE_KEPT_MS = 5_000
const MAX_KEPT = 500

interface Kept {
  readonly answer: Promise<LastWrite>
  untilMs: number
}

/** When the newest record of a topic was written, by the records' own timestamps. Asking costs the broker a little. */
export class LastWrites {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #kept = new Map<string, Kept>()

  constructor(connections: ConnectionSet, now: () => number) {
    this.#connections = connections
    this.#now = now
  }

  read(question: LastWriteRequest): Promise<LastWrite> {
    const key = `${question.topicId ?? ''} ${question.topic}`
    const before = this.#kept.get(key)
    if (before && this.#now() < before.untilMs) return before.answer
    const kept = { answer: this.#read(question), untilMs: this.#now() + KEPT_MS }
    void kept.answer.then(({ problem }) => {
      if (problem) kept.untilMs = this.#now() + FAILURE_KEPT_MS
    })
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return kept.answer
  }

  async #read({ topic, partitions }: LastWriteRequest): Promise<LastWrite> {
    try {
      const questions = partitions.map((id) => ({ id, timestampMs: AT_MAX_TIMESTAMP }))
      const { data, failures } = await readTopicOffsets(this.#connections, topic, questions, 'bulk')
      const latestMs = data.reduce((latest, { timestampMs }) => Math.max(latest, timestampMs ?? -1), -1)
      return { latestMs: latestMs < 0 ? null : latestMs, problem: explainFailures(failures, partitions.length) }
    } catch (error) {
      return { latestMs: null, problem: explain(error) }
    }
  }
}

/** The newest of some partitions need not be the newest of all. */
function explainFailures([first, ...others]: readonly Failure[], asked: number): Reason | null {
  if (!first) return null
  const { code, message } = explain(first.error)
  const count = others.length + 1
  if (count === asked) return { code, message }
  return {
    code: 'partial',
    message: `${formatNumber(count)} of ${counted(asked, 'partition')} did not report it: ${message}`,
  }
}

function explain(error: unknown): Reason {
  const known = toAppError(error)
  return known ? { code: known.code, message: known.message } : { code: 'internal', message: 'The request failed.' }
}
