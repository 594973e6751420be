import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WatchedTopics } from './watched-topics.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function watchedTopics() {
  const asked: string[][] = []
  const topics = new WatchedTopics({ now: Date.now, onFresh: (fresh) => asked.push([...fresh]) })
  return { topics, asked }
}

test('fifty who open a topic cause one question, as one does', () => {
  const { topics, asked } = watchedTopics()
  for (let viewer = 0; viewer < 50; viewer++) topics.watch('orders')
  vi.advanceTimersByTime(5_000)
  for (let viewer = 0; viewer < 50; viewer++) topics.watch('orders')
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual([['orders']])
})

test('fifty topics that are opened at once are asked about together', () => {
  const { topics, asked } = watchedTopics()
  const names = Array.from({ length: 50 }, (_, index) => `topic-${index}`)
  for (const name of names) topics.watch(name)
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual([names])
})

test('a topic that is watched no more is forgotten, and requested when it is watched again', () => {
  const { topics, asked } = watchedTopics()
  topics.watch('orders')
  vi.advanceTimersByTime(59_000)
  expect(topics.current()).toEqual(new Set(['orders']))
  vi.advanceTimersByTime(1_000)
  expect(topics.current()).toEqual(new Set())
  topics.watch('orders')
  vi.advanceTimersByTime(500)
  expect(asked).toEqual([['orders'], ['orders']])
})

test('nothing is asked after the end', () => {
  const { topics, asked } = watchedTopics()
  topics.watch('orders')
  topics.close()
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual([])
})
