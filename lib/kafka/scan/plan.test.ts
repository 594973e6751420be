import { describe, expect, test } from 'vitest'
import { messageStreamQuery } from '#lib/contract/messages.ts'
import { type PartitionFacts, planRest, planScan } from './plan.ts'
import { splitQuery } from './query.ts'

const query = (asked: Record<string, string>) => splitQuery(messageStreamQuery.parse(asked)).query
const TIME = '2026-11-21T14:00:00Z'

const uneven: PartitionFacts[] = [
  { id: 0, startOffset: 100, endOffset: 5_000, highWatermark: 5_000 },
  { id: 1, startOffset: 0, endOffset: 0, highWatermark: 0 },
  { id: 2, startOffset: 40, endOffset: 60, highWatermark: 75 },
]

const ranges = (asked: Record<string, string>, facts = uneven) =>
  planScan(query(asked), facts).ranges.map(({ low, high }) => [low, high])

describe('an end by time', () => {
  const facts = (atTo: number | null): PartitionFacts[] => [
    { id: 0, startOffset: 0, endOffset: 10, highWatermark: 10, atTo: null },
    { id: 1, startOffset: 0, endOffset: 10, highWatermark: 10, atTo },
  ]
  const codes = (asked: Record<string, string>, atTo: number | null) =>
    planScan(query(asked), facts(atTo)).notices.map(({ code }) => code)

  test('says that what lies behind the first record that is too late may match, once', () => {
    expect(codes({ from: 'oldest', to: TIME }, 4)).toEqual(['to-unordered'])
    expect(codes({ from: 'newest', to: TIME }, 0)).toEqual(['to-unordered'])
  })

  test('says nothing where all is read', () => {
    expect(codes({ from: 'oldest', to: TIME }, null)).toEqual([])
    expect(codes({ from: 'oldest', to: TIME }, 10)).toEqual([])
    expect(codes({ from: 'oldest' }, null)).toEqual([])
  })
})

describe('what is read', () => {
  test.each([
    [
      { from: 'newest' },
      [
        [100, 5_000],
        [0, 0],
        [40, 60],
      ],
    ],
    [
      { from: 'oldest' },
      [
        [100, 5_000],
        [0, 0],
        [40, 60],
      ],
    ],
    [
      { from: 'live' },
      [
        [5_000, 5_000],
        [0, 0],
        [60, 60],
      ],
    ],
    [
      { from: 'offset', offset: '0:4000,1:0,2:41' },
      [
        [4_000, 5_000],
        [0, 0],
        [41, 60],
      ],
    ],
    [
      { from: 'offset', offset: '0:7,1:9,2:99' },
      [
        [100, 5_000],
        [0, 0],
        [60, 60],
      ],
    ],
  ])('with %j', (asked: Record<string, string>, expected) => {
    expect(ranges(asked)).toEqual(expected)
  })

  test('from a time is from the first record at or after it, and nothing where there is none', () => {
    const facts = uneven.map((one, index) => ({ ...one, atTime: [3_000, null, null][index] ?? null }))
    expect(ranges({ from: 'time', time: TIME }, facts)).toEqual([
      [3_000, 5_000],
      [0, 0],
      [60, 60],
    ])
  })

  test('up to a time is up to the first record at or after it, whichever way it is read', () => {
    const facts = uneven.map((one, index) => ({ ...one, atTo: [3_000, null, 45][index] ?? null }))
    for (const from of ['newest', 'oldest']) {
      expect(ranges({ from, to: TIME }, facts)).toEqual([
        [100, 3_000],
        [0, 0],
        [40, 45],
      ])
    }
  })

  test('an end before the start leaves nothing', () => {
    const facts = [{ id: 0, startOffset: 10, endOffset: 20, highWatermark: 20, atTime: 15, atTo: 12 }]
    expect(ranges({ from: 'time', time: TIME, to: '2026-11-21T15:00:00Z' }, facts)).toEqual([[12, 12]])
  })
})

test('an offset outside of the partition is told, and so is a transaction that is still open', () => {
  const { notices } = planScan(query({ from: 'offset', offset: '0:7,1:9,2:41' }), uneven)
  expect(notices).toEqual([
    expect.objectContaining({ partition: 2, code: 'open-transaction', message: expect.stringContaining('15 offsets') }),
    expect.objectContaining({
      partition: 0,
      code: 'expired',
      message: expect.stringContaining('start offset of partition 0 is 100'),
    }),
    expect.objectContaining({
      partition: 1,
      code: 'beyond-end',
      message: expect.stringContaining('end offset of partition 1 is 0'),
    }),
  ])
})

describe('going on', () => {
  const facts = [{ id: 0, startOffset: 88_120, endOffset: 90_000, highWatermark: 90_000 }]

  test('ends where the scan ended when it began, whatever was written since', () => {
    const plan = planRest(query({ from: 'oldest' }), facts, [{ id: 0, low: 88_500, high: 89_000 }])
    expect(plan).toEqual({ ranges: [{ id: 0, low: 88_500, high: 89_000 }], notices: [], isExpired: false })
  })

  test('says how many records were deleted meanwhile', () => {
    const { ranges: left, notices } = planRest(query({ from: 'oldest' }), facts, [{ id: 0, low: 86_916, high: 89_000 }])
    expect(left).toEqual([{ id: 0, low: 88_120, high: 89_000 }])
    expect(notices).toEqual([
      { partition: 0, code: 'expired', message: '1,204 messages expired during the search; continuing at 88,120.' },
    ])
  })

  test.each(['oldest', 'newest'])('from %s, when all of it was deleted, has expired', (from) => {
    const plan = planRest(query({ from }), facts, [{ id: 0, low: 0, high: 500 }])
    expect(plan).toMatchObject({ ranges: [], isExpired: true })
  })

  test('down goes to the start that there is now', () => {
    const plan = planRest(query({ from: 'newest' }), facts, [{ id: 0, low: 0, high: 88_500 }])
    expect(plan).toEqual({ ranges: [{ id: 0, low: 88_120, high: 88_500 }], notices: [], isExpired: false })
  })
})
