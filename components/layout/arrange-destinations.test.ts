import { expect, test } from 'vitest'
import { arrangeDestinations, type Destination, subjectOf } from './arrange-destinations.ts'

const to = (kind: Destination['kind'], name: string, hint = ''): Destination => ({
  kind,
  name,
  hint,
  target: `/${name}`,
})

const offers = {
  starred: [to('Topic', 'orders', 'starred')],
  recent: [to('Group', 'billing', 'recent'), to('Topic', 'orders', 'recent')],
  pages: [to('Page', 'Topics'), to('Page', 'Brokers')],
  actions: [to('Action', 'Create topic'), to('Action', 'Reset offsets of billing')],
  found: [to('Topic', 'orders', '3 partitions'), to('Topic', 'preorders'), to('Broker', '1', 'kafka-1:9092')],
  others: [to('Messages', 'orders')],
}
const arranged = (typed: string) => arrangeDestinations(typed, offers).map(({ kind, name }) => `${kind} ${name}`)

test('without a text: starred, recent, pages, actions, each once', () => {
  expect(arranged('')).toEqual([
    'Topic orders',
    'Group billing',
    'Page Topics',
    'Page Brokers',
    'Action Create topic',
    'Action Reset offsets of billing',
    'Topic preorders',
    'Broker 1',
  ])
  expect(arrangeDestinations('', offers)[0]?.hint).toBe('starred')
})

test('with a text: the best match first, then what the server found otherwise, then the rest', () => {
  expect(arranged('order')).toEqual(['Topic orders', 'Topic preorders', 'Broker 1', 'Messages orders'])
  expect(arranged('reset bil')[0]).toBe('Action Reset offsets of billing')
  expect(arranged('topic').slice(0, 2)).toEqual(['Page Topics', 'Action Create topic'])
})

test.each([
  ['orders', 'orders'],
  ['reset', 'reset'],
  ['reset bal', 'bal'],
  ['Reset offsets of balance', 'balance'],
  ['reset offsets', 'offsets'],
  ['resetter bal', 'resetter bal'],
])('%j is searched for as %j', (typed, subject) => {
  expect(subjectOf(typed)).toBe(subject)
})
