import { describe, expect, test } from 'vitest'
import { fuzzyFilter, fuzzyRank } from './fuzzy.ts'

test.each([
  ['the name itself', 'orders', 'orders', 0],
  ['case does not matter', 'Orders', 'ORDERS', 0],
  ['its beginning', 'orders.dlq', 'ord', 1],
  ['the beginning of a word', 'big-orders', 'ord', 2],
  ['of any word', 'preorders.orders', 'ord', 2],
  ['anywhere', 'preorders', 'ord', 3],
  ['letters in their order, from the beginning of a word', 'balance-service', 'bsvc', 4],
  ['not from the middle of a word', 'balance', 'lce', null],
  ['a single letter is no sequence', 'weather', 'x', null],
  ['letters in another order', 'orders', 'sro', null],
  ['each word must match, and the worst counts', 'Reset offsets of balance-service', 'reset bal', 2],
  ['one word that does not match', 'Reset offsets of balance-service', 'reset xyz', null],
  ['nothing typed matches all', 'orders', '', 1],
])('%s', (_name, name, typed, rank) => {
  expect(fuzzyRank(name, typed)).toBe(rank)
})

describe('the order', () => {
  test('beginning before word before inside before letters', () => {
    const names = ['oxrxd', 'preorder', 'my-order', 'order', 'orders']
    expect(fuzzyFilter(names, 'ord', (name) => name)).toEqual(['order', 'orders', 'my-order', 'preorder', 'oxrxd'])
  })

  test('equal ones stay as they were', () => {
    const names = ['orders-b', 'orders-a', 'orders-c']
    expect(fuzzyFilter(names, 'ord', (name) => name)).toEqual(names)
  })
})
