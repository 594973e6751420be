import { describe, expect, test, vi } from 'vitest'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { QuorumWatch } from './quorum-watch.ts'

const address = { host: 'h', port: 1 }
const quorum: Quorum = { leaderId: 1, leaderEpoch: 1, highWatermark: 1, voters: [], observers: [] }
const silence = new AggregateError([
  new ConnectionFailure('refused', address),
  new ConnectionFailure('timeout', address),
])

/** A watch whose questions are answered by the list, one after the other, at the times given. */
function watchOf(answers: readonly [atMs: number, answer: Quorum | null | Error][]) {
  let nowMs = 0
  let asked = 0
  const onChange = vi.fn()
  const read = async () => {
    const [atMs, answer] = answers[asked++] ?? [0, null]
    nowMs = atMs
    if (answer instanceof Error) throw answer
    return answer
  }
  const watch = new QuorumWatch(read, () => nowMs, onChange)
  const refreshAll = async () => {
    while (asked < answers.length) {
      watch.refresh()
      await vi.waitFor(() => expect(asked).toBeGreaterThan(0))
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }
  return { watch, refreshAll, onChange }
}

describe('the quorum', () => {
  test('is lost since it last answered, not since the silence was noticed', async () => {
    const { watch, refreshAll, onChange } = watchOf([
      [1_000, quorum],
      [8_000, silence],
      [13_000, silence],
    ])
    await refreshAll()
    expect(watch.findings).toMatchObject({ exists: true, latest: quorum, lostAtMs: 1_000 })
    expect(onChange).toHaveBeenCalledTimes(2)
  })

  test('is back with the first answer', async () => {
    const { watch, refreshAll } = watchOf([
      [1_000, quorum],
      [8_000, silence],
      [9_000, { ...quorum, leaderId: 2 }],
    ])
    await refreshAll()
    expect(watch.findings).toEqual({ exists: true, latest: { ...quorum, leaderId: 2 }, lostAtMs: null, failure: null })
  })

  test.each([
    ['a missing right', new KafkaError(31)],
    ['a broken connection', new ConnectionFailure('closed', address)],
    ['brokers that refuse', new AggregateError([new ConnectionFailure('refused', address)])],
  ])('%s says nothing about it, but why it was not answered', async (_name, error) => {
    const { watch, refreshAll } = watchOf([
      [1_000, quorum],
      [2_000, error],
    ])
    await refreshAll()
    expect(watch.findings).toMatchObject({ exists: true, latest: quorum, lostAtMs: null })
    expect(watch.findings.failure?.message).toBeTruthy()
  })

  test("the broker's own time-out is silence too", async () => {
    const { watch, refreshAll } = watchOf([
      [1_000, quorum],
      [2_000, new KafkaError(7)],
    ])
    await refreshAll()
    expect(watch.findings.lostAtMs).toBe(1_000)
  })

  test('a cluster without one, as with ZooKeeper, has none to lose', async () => {
    const { watch, refreshAll } = watchOf([[1_000, null]])
    await refreshAll()
    expect(watch.findings).toEqual({ exists: false, latest: null, lostAtMs: null, failure: null })
  })
})
