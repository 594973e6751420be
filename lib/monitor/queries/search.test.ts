import { expect, test } from 'vitest'
import { searchItemSchema } from '#lib/contract/search.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { search } from './search.ts'

const names = ['orders', 'orders.dlq', 'preorders', 'big-orders', 'weather', '2fast']
const state = stateOf({
  metadata: metadataOf([
    ...names.map((name) => topic(name, [partition(0)])),
    topic('__orders_internal', [partition(0)], { internal: true }),
  ]),
})
const found = (query: string) => search(state, query).map(({ kind, id }) => `${kind} ${id}`)

test.each([
  ['orders', ['orders', 'orders.dlq', 'big-orders', 'preorders', '__orders_internal'].map((name) => `topic ${name}`)],
  ['ORDERS.D', ['topic orders.dlq']],
  ['2', ['broker 2', 'topic 2fast']],
  ['wthr', ['topic weather']],
  [':9093', ['broker 2']],
  ['nothing at all', []],
])('%j finds %j, the best first', (query, expected) => {
  expect(found(query)).toEqual(expected)
})

test('with nothing typed there is something to choose from, and never more than 20', () => {
  const many = Array.from({ length: 50 }, (_, index) => topic(`t${index}`, [partition(0)]))
  const items = search(stateOf({ metadata: metadataOf(many) }), '')
  expect(items).toHaveLength(20)
  for (const item of items) searchItemSchema.parse(item)
  expect(search({ snapshot: null, failure: null }, 'x')).toEqual([])
})
