import { expect, test } from 'vitest'
import { toClusterHistory } from './history.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 10, 40)
const point = { lag: 7, producedPerSecond: 2, consumedPerSecond: Number.NaN, underReplicated: 0 }

test('what was produced before the first point comes first, and unknown numbers are null', () => {
  const history = toClusterHistory(
    {
      earlier: [{ atMs: NOW_MS - 60_000, perSecond: 3 }],
      points: [
        { atMs: NOW_MS - 10_000, ...point },
        { atMs: NOW_MS, ...point },
      ],
      events: [
        { atMs: NOW_MS, kind: 'broker-down', text: 'Broker 2 went down.', subject: { kind: 'broker', id: '2' } },
      ],
    },
    '15m',
    NOW_MS,
  )
  expect(history.resolutionMs).toBe(10_000)
  expect(history.points.map(({ at, ...rest }) => rest)).toEqual([
    { lag: null, producePerSecond: 3, consumePerSecond: null, underReplicated: null },
    { lag: 7, producePerSecond: 2, consumePerSecond: null, underReplicated: 0 },
    { lag: 7, producePerSecond: 2, consumePerSecond: null, underReplicated: 0 },
  ])
  expect(history.events).toEqual([
    {
      at: '2026-11-21T10:40:00.000Z',
      kind: 'broker-down',
      text: 'Broker 2 went down.',
      subject: { kind: 'broker', id: '2' },
    },
  ])
})

test('what is older than the range is left out', () => {
  const at = (minutes: number) => NOW_MS - minutes * 60_000
  const history = toClusterHistory(
    {
      earlier: [{ atMs: at(20), perSecond: 3 }],
      points: [
        { atMs: at(16), ...point },
        { atMs: at(1), ...point },
      ],
      events: [{ atMs: at(16), kind: 'topic-created', text: 'Topic a was created.' }],
    },
    '15m',
    NOW_MS,
  )
  expect(history.points).toHaveLength(1)
  expect(history.events).toEqual([])
})
