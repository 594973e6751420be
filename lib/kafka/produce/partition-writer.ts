import type { Compression } from '#lib/contract/message-formats.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionFailure, findCause } from '#lib/kafka/failure.ts'
import { KAFKA_OK, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import type { Acks, ProducedPartition } from '#lib/kafka/protocol/produce-records.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { type WrittenRecord, writeBatch } from '#lib/kafka/records/batch-writer.ts'
import type { ProducerSession } from './producer-identities.ts'
import {
  ALREADY_WRITTEN,
  AMBIGUOUS,
  explainRefusal,
  explainSilence,
  MAY_BE_WRITTEN,
  OUT_OF_STEP,
  RETRIABLE,
  TOO_LATE,
} from './refusals.ts'
import type { TopicLeaders } from './topic-leaders.ts'

/** All pauses together, 13.5 s, outlast an election: by default a dead broker is missed only after 9 s. */
const MAX_ATTEMPTS = 12
const PAUSE_MS = 300
const LONGEST_PAUSE_MS = 1_500

export interface PartitionTarget {
  readonly topic: string
  readonly partition: number
  readonly leaders: TopicLeaders
  readonly acks: Acks
  readonly codec: Compression
  /** null: what is sent twice is written twice, so nothing is that may be written. */
  readonly session: ProducerSession | null
  /** No attempt begins after this, or nobody would wait for the last of many. */
  readonly deadlineAtMs: number
  /** null: sent without asking for an answer. */
  readonly send: (leader: BrokerConnection, topicId: string | null, batch: Buffer) => Promise<ProducedPartition | null>
}

export type BatchOutcome =
  | { readonly kind: 'written'; readonly baseOffset: number | null; readonly logAppendTimeMs: number | null }
  /** Nothing of it was written. */
  | { readonly kind: 'refused'; readonly message: string; readonly reply: ProducedPartition | null }
  /** Nobody knows. */
  | { readonly kind: 'unclear'; readonly message: string }

type Attempt = BatchOutcome | { readonly kind: 'again'; readonly message: string; readonly mayBeWritten: boolean }

/**
 * Sends one batch until it is acknowledged or rejected, or its outcome cannot be known. It is retried only where no
 * duplicate can result: the leader reported that it did not append it, or the producer is idempotent.
 */
export async function sendBatch(target: PartitionTarget, records: readonly WrittenRecord[]): Promise<BatchOutcome> {
  const { session, codec, partition, deadlineAtMs } = target
  if (Date.now() > deadlineAtMs) return { kind: 'refused', message: TOO_LATE, reply: null }
  const name = `${target.leaders.topicId ?? target.topic} ${partition}`
  const batch = writeBatch(records, { codec, producer: session?.next(name) ?? null })
  let mayBeWritten = false
  let message = explainRefusal(kafkaErrorCode('LEADER_NOT_AVAILABLE'))
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    if (attempt > 1 && !(await refreshIfMissing(target, attempt))) break
    const outcome = await attemptOnce(target, batch)
    if (outcome.kind === 'written') {
      session?.advance(name, records.length)
      return outcome
    }
    if (outcome.kind === 'refused' && !mayBeWritten) return outcome
    message = outcome.message
    mayBeWritten ||= outcome.kind === 'unclear' || (outcome.kind === 'again' && outcome.mayBeWritten)
    if (outcome.kind !== 'again') break
  }
  if (!mayBeWritten) return { kind: 'refused', message, reply: null }
  session?.spend()
  return { kind: 'unclear', message: `${message} ${MAY_BE_WRITTEN}` }
}

/** false: it is too late for another attempt. */
async function refreshIfMissing({ leaders, deadlineAtMs }: PartitionTarget, attempt: number): Promise<boolean> {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * (attempt - 1))
  if (Date.now() + pauseMs > deadlineAtMs) return false
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  // Where that fails, who led it before may do so still.
  await leaders.refresh().catch(() => {})
  return true
}

async function attemptOnce(target: PartitionTarget, batch: Buffer): Promise<Attempt> {
  const { leaders, partition, session, send } = target
  const leader = leaders.leaderOf(partition)
  if (!leader) return again(explainRefusal(kafkaErrorCode('LEADER_NOT_AVAILABLE')))
  try {
    const reply = await send(leader, leaders.topicId, batch)
    return reply ? judge(reply, session) : { kind: 'written', baseOffset: null, logAppendTimeMs: null }
  } catch (error) {
    const message = explainSilence(error)
    if (findCause(error, UnsupportedApi)) return { kind: 'refused', message, reply: null }
    if (isNeverSent(error)) return again(message)
    return session ? again(message, true) : { kind: 'unclear', message }
  }
}

function judge(reply: ProducedPartition, session: ProducerSession | null): Attempt {
  const { errorCode, errorMessage, baseOffset, logAppendTimeMs } = reply
  if (errorCode === KAFKA_OK) return { kind: 'written', baseOffset, logAppendTimeMs }
  if (errorCode === ALREADY_WRITTEN) return { kind: 'written', baseOffset: null, logAppendTimeMs: null }
  const message = explainRefusal(errorCode, errorMessage)
  if (RETRIABLE.has(errorCode)) return again(message)
  if (AMBIGUOUS.has(errorCode)) return session ? again(message, true) : { kind: 'unclear', message }
  if (OUT_OF_STEP.has(errorCode)) session?.spend()
  return { kind: 'refused', message, reply }
}

function again(message: string, mayBeWritten = false): Attempt {
  return { kind: 'again', message, mayBeWritten }
}

/** The connection was refused, so nothing was sent. */
function isNeverSent(error: unknown): boolean {
  const failure = findCause(error, ConnectionFailure)
  return failure?.code === 'refused' || failure?.code === 'dns-not-found'
}
