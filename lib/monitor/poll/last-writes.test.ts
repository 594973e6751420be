import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { ListedOffset } from '#lib/kafka/protocol/list-offsets.ts'
import { LastWrites } from './last-writes.ts'

vi.mock('#lib/kafka/admin/offsets.ts')
const ask = vi.mocked(readTopicOffsets)
const silence = new ConnectionFailure('timeout', { host: 'h', port: 1 })
const question = { topic: 't', topicId: 'id', partitions: [0, 1] }

beforeEach(() => {
  ask.mockReset()
})

const reported = (...times: (number | null)[]): FanOut<ListedOffset> => ({
  data: times.map((timestampMs, id) => ({ id, timestampMs, errorCode: 0, offset: 1 })),
  failures: [],
})

function lastWrites() {
  let nowMs = 0
  const writes = new LastWrites(new ConnectionSet({ bootstrap: [] }), () => nowMs)
  return {
    read: (facts: Partial<typeof question> = {}) => writes.read({ ...question, ...facts }),
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

describe('the last write', () => {
  test('is the newest of all partitions', async () => {
    ask.mockResolvedValue(reported(5, 9))
    expect(await lastWrites().read()).toEqual({ latestMs: 9, problem: null })
  })

  test('of an empty topic is none, without a problem', async () => {
    ask.mockResolvedValue(reported(null, null))
    expect(await lastWrites().read()).toEqual({ latestMs: null, problem: null })
  })

  test('of some partitions only is said to be that', async () => {
    ask.mockResolvedValue({ ...reported(5), failures: [{ scope: 't-1', error: silence }] })
    expect(await lastWrites().read()).toEqual({
      latestMs: 5,
      problem: { code: 'partial', message: '1 of 2 partitions did not report it: h:1 does not respond.' },
    })
  })

  test('that nobody told is unknown, with the reason', async () => {
    ask.mockRejectedValue(silence)
    expect(await lastWrites().read()).toEqual({
      latestMs: null,
      problem: { code: 'timeout', message: 'h:1 does not respond.' },
    })
  })
})

describe('the brokers are asked', () => {
  test('once in a minute, however many look', async () => {
    ask.mockResolvedValue(reported(5))
    const { read, pass } = lastWrites()
    await Promise.all([read(), read(), read()])
    pass(59_999)
    await read()
    expect(ask).toHaveBeenCalledTimes(1)
    pass(1)
    await read()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  // A failure was once kept for a minute as well.
  test('again soon after they did not answer', async () => {
    ask.mockRejectedValueOnce(silence)
    ask.mockResolvedValue(reported(5))
    const { read, pass } = lastWrites()
    await read()
    pass(4_999)
    expect((await read()).problem).not.toBeNull()
    pass(1)
    expect(await read()).toEqual({ latestMs: 5, problem: null })
  })

  test('again about a topic that was created again under its name', async () => {
    ask.mockResolvedValue(reported(5))
    const { read } = lastWrites()
    await read()
    await read({ topicId: 'another' })
    expect(ask).toHaveBeenCalledTimes(2)
  })
})
