import { expect, test } from 'vitest'
import { joinProducers } from './topic-producers.ts'

const producer = (id: number, change: object = {}) => ({
  id,
  epoch: 0,
  lastWriteMs: 1_000,
  coordinatorEpoch: null,
  openSinceOffset: null,
  ...change,
})
const partition = (id: number, ...producers: ReturnType<typeof producer>[]) => ({ id, errorCode: 0, producers })

test('a producer is one item over all its partitions, with its newest epoch and its last write', () => {
  const partitions = [
    partition(1, producer(7, { epoch: 2, lastWriteMs: 5_000 })),
    partition(0, producer(7, { epoch: 3, lastWriteMs: 4_000 }), producer(8, { lastWriteMs: 9_000 })),
  ]
  expect(joinProducers(partitions, [])).toMatchObject([
    { producerId: 8, partitions: [0], lastWriteAt: new Date(9_000).toISOString(), transactionalId: null },
    { producerId: 7, partitions: [0, 1], epoch: 3, lastWriteAt: new Date(5_000).toISOString() },
  ])
})

test('its transactional id is the one that has its producer id now', () => {
  const transactions = [
    { transactionalId: 'balances-1', producerId: 7, state: 'Ongoing', coordinator: 2 },
    { transactionalId: 'other', producerId: 9, state: 'Empty', coordinator: 1 },
  ]
  const open = partition(3, producer(7, { openSinceOffset: 41, coordinatorEpoch: 1 }))
  expect(joinProducers([open], transactions)).toMatchObject([
    {
      transactionalId: 'balances-1',
      transactionState: 'Ongoing',
      coordinator: 2,
      openTransactions: [{ partition: 3, offset: 41 }],
    },
  ])
})

test('one that has written nothing a date can tell stands last, and is not left out', () => {
  const items = joinProducers([partition(0, producer(7, { lastWriteMs: null }), producer(8))], [])
  expect(items.map(({ producerId, lastWriteAt }) => [producerId, lastWriteAt])).toEqual([
    [8, new Date(1_000).toISOString()],
    [7, null],
  ])
})
