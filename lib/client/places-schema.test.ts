import { expect, test } from 'vitest'
import {
  firstIds,
  isStarred,
  MAX_RECENT,
  NO_PLACES,
  type Place,
  parsePlaces,
  withStar,
  withVisit,
} from './places-schema.ts'

const topic = (id: string): Place => ({ kind: 'topic', id })
const group = (id: string): Place => ({ kind: 'group', id })

test.each([
  ['nothing stored', null, {}],
  ['no JSON', '{', {}],
  ['no object', '[]', {}],
  ['a cluster that is none', '{"demo":7}', {}],
  [
    'what is not as it should be is left out',
    '{"demo":{"starred":[{"kind":"topic","id":"a"},{"kind":"page","id":"b"},7,{"kind":"group"}],"recent":"all"}}',
    { demo: { starred: [topic('a')], recent: [] } },
  ],
])('stored: %s', (_name, text, expected) => {
  expect(parsePlaces(text)).toEqual(expected)
})

test('a star is set and taken, and a topic and a group of one name are two', () => {
  const starred = withStar(withStar(NO_PLACES, topic('orders'), true), group('orders'), true)
  expect(isStarred(starred, topic('orders'))).toBe(true)
  const rest = withStar(starred, topic('orders'), false)
  expect(isStarred(rest, topic('orders'))).toBe(false)
  expect(isStarred(rest, group('orders'))).toBe(true)
})

test('the latest visit comes first, each place once, and only so many', () => {
  const visits = ['a', 'b', 'a', ...Array.from({ length: MAX_RECENT }, (_, index) => `t${index}`), 'b']
  const { recent } = visits.reduce((places, id) => withVisit(places, topic(id)), NO_PLACES)
  expect(recent).toHaveLength(MAX_RECENT)
  expect(recent.slice(0, 2)).toEqual([topic('b'), topic(`t${MAX_RECENT - 1}`)])
})

test('a list is told which ids come first: those of its kind, encoded, and no more than an address takes', () => {
  const places = { ...NO_PLACES, starred: [topic('a,b'), group('g'), topic('c')] }
  expect(firstIds(places, 'topic')).toBe('a%2Cb,c')
  expect(firstIds(NO_PLACES, 'topic')).toBeNull()
  const many = { ...NO_PLACES, starred: Array.from({ length: 30 }, (_, index) => topic(`${index}`.padEnd(249, 'x'))) }
  expect(firstIds(many, 'topic')?.split(',')).toHaveLength(6)
})
