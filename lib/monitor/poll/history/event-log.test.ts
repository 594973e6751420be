import { expect, test } from 'vitest'
import { EventLog } from './event-log.ts'

const event = (atMs: number, kind: string, text = kind) => ({ atMs, kind, text })

test('a failure that spreads is one event, from when it began', () => {
  const log = new EventLog()
  log.add([event(1_000, 'replicas-missing', '5 partitions')])
  log.add([event(2_000, 'partitions-offline', '1 partition')])
  log.add([event(4_000, 'replicas-missing', '62 partitions')])
  expect(log.all).toEqual([
    event(1_000, 'replicas-missing', '62 partitions'),
    event(2_000, 'partitions-offline', '1 partition'),
  ])
})

test('what gets worse later, or again after it was over, is an event of its own', () => {
  const log = new EventLog()
  log.add([event(1_000, 'replicas-missing'), event(40_000, 'replicas-missing')])
  log.add([event(41_000, 'replicas-back'), event(42_000, 'replicas-missing')])
  expect(log.all).toHaveLength(4)
})

test('topics that come close together are all named', () => {
  const log = new EventLog()
  log.add([event(1_000, 'topic-deleted', 'a'), event(1_000, 'topic-deleted', 'b')])
  expect(log.all).toHaveLength(2)
})

test('keeps the newest 200, and moves with the clock', () => {
  const log = new EventLog()
  log.add(Array.from({ length: 300 }, (_, index) => event(index, 'topic-created')))
  log.shiftTimes(1_000)
  expect(log.all).toHaveLength(200)
  expect(log.all[0]?.atMs).toBe(1_100)
})
