import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import type { ProducedPartition } from '#lib/kafka/protocol/produce-records.ts'
import { type QueuedRecord, writeInOrder } from './partition-queue.ts'
import { ProducerSession } from './producer-identities.ts'
import { TopicLeaders } from './topic-leaders.ts'

const broker = { id: 1, host: 'h', port: 1, rack: null }
const partitions = [{ id: 0, leader: 1, errorCode: 0, leaderEpoch: 0, replicas: [1], isr: [1], offlineReplicas: [] }]
const topic = { name: 't', errorCode: 0, topicId: null, internal: false, partitions }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Scripted = (Partial<ProducedPartition> & { readonly afterMs?: number }) | Error
type ErrorName = Parameters<typeof kafkaErrorCode>[0]

const refusal = (name: ErrorName, change: Partial<ProducedPartition> = {}) => ({
  errorCode: kafkaErrorCode(name),
  baseOffset: null,
  ...change,
})
const failure = (code: ConnectionCode) => new ConnectionFailure(code, broker)

interface Sent {
  readonly sequence: number
  readonly records: number
}

/** A leader that answers so, one after the other, and then takes everything from offset 100 on. */
async function write(values: readonly string[], script: readonly Scripted[], session = newSession()) {
  const connections = new ConnectionSet({ bootstrap: [] })
  // What is asked there is Metadata alone.
  vi.spyOn(connections, 'sendToAny').mockResolvedValue({ topics: [topic], brokers: [broker] } as never)
  const leaders = new TopicLeaders(connections, 't')
  await leaders.refresh()
  const sent: Sent[] = []
  let end = 100
  const send = async (_leader: unknown, _id: unknown, batch: Buffer) => {
    const answer = script[sent.length] ?? {}
    const { afterMs = 0 } = answer instanceof Error ? {} : answer
    const records = batch.readInt32BE(57)
    sent.push({ sequence: batch.readInt32BE(53), records })
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    if (answer instanceof Error) throw answer
    const nothing = { id: 0, errorCode: 0, errorMessage: null, recordErrors: [], logAppendTimeMs: null }
    const baseOffset = end
    if (!answer.errorCode) end += records
    return { ...nothing, baseOffset, ...answer }
  }
  const records = values.map((value, index): QueuedRecord => {
    return { index, key: null, value: Buffer.from(value), headers: [], timestampMs: 5 }
  })
  const deadlineAtMs = Date.now() + 25_000
  const target = { topic: 't', partition: 0, leaders, acks: 'all', codec: 'none', session, deadlineAtMs, send } as const
  const writing = writeInOrder(target, records)
  await vi.runAllTimersAsync()
  const outcomes = (await writing).sort((a, b) => a.index - b.index)
  return { sent, outcomes, said: outcomes.map((outcome) => (outcome.ok ? outcome.offset : outcome.error)), session }
}

function newSession(): ProducerSession | null {
  return new ProducerSession({ id: 7, epoch: 0 }, 0)
}

const large = 'x'.repeat(200_000)

describe('batches of one partition', () => {
  test('follow each other in order, numbered on', async () => {
    const { sent, said, session } = await write([large, large, large], [])
    expect(sent).toEqual([0, 1, 2].map((sequence) => ({ sequence, records: 1 })))
    expect(said).toEqual([100, 101, 102])
    expect((await write(['more'], [], session)).sent).toEqual([{ sequence: 3, records: 1 }])
  })

  test('have the time that the broker gave them, where it gave one', async () => {
    const { outcomes } = await write(['a', 'b'], [{ logAppendTimeMs: 9 }])
    expect(outcomes).toMatchObject([{ timestampMs: 9 }, { timestampMs: 9 }])
    expect((await write(['a'], [])).outcomes).toMatchObject([{ timestampMs: 5 }])
  })
})

describe('what is sent again', () => {
  test.each<[string, Scripted]>([
    ['a leader that has moved', refusal('NOT_LEADER_OR_FOLLOWER')],
    ['too few replicas', refusal('NOT_ENOUGH_REPLICAS')],
    ['too few replicas after it was written', refusal('NOT_ENOUGH_REPLICAS_AFTER_APPEND')],
    ['replicas that are slow', refusal('REQUEST_TIMED_OUT')],
    ['a connection that broke', failure('closed')],
    ['silence', failure('timeout')],
  ])('after %s the same, with the same number', async (_what, first) => {
    const { sent, said, session } = await write(['a'], [first])
    expect(sent).toEqual([0, 0].map((sequence) => ({ sequence, records: 1 })))
    expect(said).toEqual([100])
    expect(session?.isSpent).toBe(false)
  })

  test('what the leader has already is written, wherever', async () => {
    const { said } = await write(['a'], [failure('closed'), refusal('DUPLICATE_SEQUENCE_NUMBER')])
    expect(said).toEqual([null])
  })

  test('without a number, only what was surely not written', async () => {
    expect((await write(['a'], [refusal('NOT_LEADER_OR_FOLLOWER')], null)).said).toEqual([100])
    expect((await write(['a'], [failure('refused')], null)).said).toEqual([100])
    for (const unclear of [failure('closed'), failure('timeout'), refusal('REQUEST_TIMED_OUT')]) {
      const { sent, said } = await write(['a'], [unclear], null)
      expect(sent).toHaveLength(1)
      expect(said).toEqual([expect.stringContaining('may have been written')])
    }
  })
})

test('an election that takes as long as it does by default costs nothing', async () => {
  const startedMs = Date.now()
  const { said } = await write(['a'], Array(10).fill(refusal('LEADER_NOT_AVAILABLE')))
  expect(said).toEqual([100])
  expect(Date.now() - startedMs).toBeGreaterThan(9_000)
})

describe('what fails', () => {
  test('for good says so, and does not try the rest of the partition', async () => {
    const { sent, said } = await write([large, large], Array(12).fill(refusal('NOT_ENOUGH_REPLICAS')))
    expect(sent).toHaveLength(12)
    expect(said).toEqual([
      expect.stringMatching(/^Not written: fewer replicas/),
      expect.stringMatching(
        /^Not sent, because an earlier message of the partition failed: Not written: fewer replicas/,
      ),
    ])
  })

  test('because those before took all the time is not sent', async () => {
    const { sent, said } = await write([large, large, large], [{ afterMs: 11_000 }, { afterMs: 15_000 }])
    expect(sent).toHaveLength(2)
    expect(said).toEqual([100, 101, expect.stringMatching(/^Not sent: the messages before it took too long/)])
  })

  test('and may be written all the same says that, and nobody goes on under that number', async () => {
    const script = [failure('timeout'), ...Array(11).fill(refusal('NOT_LEADER_OR_FOLLOWER'))]
    const { said, session } = await write(['a'], script)
    expect(said).toEqual([expect.stringContaining('may have been written')])
    expect(session?.isSpent).toBe(true)
  })

  test('for want of a right is not tried again', async () => {
    const { sent, said } = await write(['a'], [refusal('TOPIC_AUTHORIZATION_FAILED')])
    expect(sent).toHaveLength(1)
    expect(said).toEqual([expect.stringContaining('Write permission')])
  })

  test('records that the broker names do not keep the others from being written', async () => {
    const recordErrors = [{ index: 1, message: 'no key' }]
    const { sent, said } = await write(['a', 'b', 'c'], [refusal('INVALID_RECORD', { recordErrors })])
    expect(sent).toEqual([
      { sequence: 0, records: 3 },
      { sequence: 0, records: 2 },
    ])
    expect(said).toEqual([100, expect.stringContaining('no key'), 101])
  })

  test('a batch that is too large is parted until only what is too large by itself is left', async () => {
    const tooLarge = refusal('MESSAGE_TOO_LARGE')
    const { sent, said } = await write(['a', 'b', 'c', 'd'], [tooLarge, {}, tooLarge, tooLarge])
    expect(sent.map(({ sequence, records }) => [sequence, records])).toEqual([
      [0, 4],
      [0, 2],
      [2, 2],
      [2, 1],
      [2, 1],
    ])
    expect(said).toEqual([100, 101, expect.stringContaining('max.message.bytes'), 102])
  })
})
