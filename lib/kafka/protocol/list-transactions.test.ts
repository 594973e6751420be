import { expect, test } from 'vitest'
import { decodeReply, encodeRequest } from './api.ts'
import { listTransactions } from './list-transactions.ts'

// Compact arrays and strings count one more than they hold; 00 at an end says that no tags follow.
const REPLY = [
  '00', // tags of the header
  '00000000', // throttle time
  '0000', // no error
  '01', // no unknown filters
  '03',
  '07 6261 6c61 6e63', // "balanc"
  '0000000000000fa1',
  '08 4f6e 676f 696e 67', // "Ongoing"
  '00',
  '02 78', // "x"
  '0000000000000007',
  '06 456d 7074 79', // "Empty"
  '00',
  '00',
]
const bytes = (parts: readonly string[]) => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex')

test('tells of each transactional id which producer has it, and how its last transaction is', () => {
  expect(decodeReply(listTransactions, bytes(REPLY), 0)).toEqual([
    { transactionalId: 'balanc', producerId: 4001, state: 'Ongoing' },
    { transactionalId: 'x', producerId: 7, state: 'Empty' },
  ])
})

test('a refusal is no empty list', () => {
  expect(() => decodeReply(listTransactions, bytes(['00', '00000000', '000e', '01', '01', '00']), 0)).toThrow()
})

test('asks for those of some producers, whatever their state', () => {
  const ids = ['0000000000000fa1', '0000000000000007']
  expect(encodeRequest(listTransactions, [4001, 7], 0)).toEqual(bytes(['00', '01', '03', ...ids, '00']))
})
