import { expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { chooseGroups, GroupRings } from './group-rings.ts'

const point = (atMs: number) => ({
  atMs,
  lag: atMs * 2,
  producedPerSecond: 1,
  consumedPerSecond: UNKNOWN,
  memberCount: 3,
})

test('every moment is kept of those that are watched and of those with the highest lag', () => {
  expect(chooseGroups([0, 5, UNKNOWN, 9, 7], [0, 3], 2)).toEqual([0, 3, 4])
  expect(chooseGroups([], [], 2)).toEqual([])
})

test('points come back as they were, oldest first, the newest 450 of them', () => {
  const rings = new GroupRings()
  for (let atMs = 0; atMs < 1_000; atMs++) rings.add('g', point(atMs))
  const points = rings.points('g')
  expect(points).toHaveLength(450)
  expect(points[0]).toEqual(point(550))
  expect(points.at(-1)).toEqual(point(999))
})

test('a group that is no longer chosen keeps its points until there is no room', () => {
  const rings = new GroupRings(2)
  for (const group of ['old', 'a', 'b']) rings.add(group, point(1))
  rings.add('a', point(2))
  rings.trim()
  expect(rings.points('old')).toEqual([])
  expect(rings.points('a')).toHaveLength(2)
  rings.forget('a')
  expect(rings.points('a')).toEqual([])
})
