import { expect, test } from 'vitest'
import { decodeReply, encodeRequest } from './api.ts'
import { describeProducers } from './describe-producers.ts'

// Compact arrays and strings count one more than they hold; 00 at an end says that no tags follow.
const REPLY = [
  '00', // tags of the header
  '00000000', // throttle time
  '02',
  '02 61', // "a"
  '03',
  '00000000 0000 00', // partition 0, no error, no message
  '03',
  '0000000000000007 00000001 00000002 0000019300000000 00000003 000000000000000c 00',
  '0000000000000008 00000000 00000005 7fffffffffffffff ffffffff ffffffffffffffff 00',
  '00',
  '00000001 0003 03 6e6f 01 00', // partition 1, unknown, "no", no producers
  '00',
  '00',
]

const bytes = (parts: readonly string[]) => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex')

test('tells of each producer when it wrote last, and whether a transaction of it has ended or is open', () => {
  expect(decodeReply(describeProducers, bytes(REPLY), 0)).toEqual([
    {
      name: 'a',
      partitions: [
        {
          id: 0,
          errorCode: 0,
          producers: [
            { id: 7, epoch: 1, lastWriteMs: 0x193_0000_0000, coordinatorEpoch: 3, openSinceOffset: 12 },
            { id: 8, epoch: 0, lastWriteMs: null, coordinatorEpoch: null, openSinceOffset: null },
          ],
        },
        { id: 1, errorCode: 3, producers: [] },
      ],
    },
  ])
})

test('names the partitions that are meant', () => {
  const request = encodeRequest(describeProducers, { topics: [{ name: 'a', partitions: [0, 7] }] }, 0)
  expect(request).toEqual(bytes(['00', '02', '02 61', '03', '00000000', '00000007', '00', '00']))
})
