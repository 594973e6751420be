import { describe, expect, test } from 'vitest'
import { messageExportQuery, messageStreamQuery } from '#lib/contract/messages.ts'
import { assertSensible, choosePartitions, queryText, splitExportQuery, splitQuery, startOffsets } from './query.ts'

const parse = (query: Record<string, string>) => splitQuery(messageStreamQuery.parse(query))

describe('a query that contradicts itself is refused with its field', () => {
  test.each([
    [{ offset: '5' }, 'offset'],
    [{ from: 'offset' }, 'offset'],
    [{ from: 'oldest', time: '2026-11-21T14:00:00Z' }, 'time'],
    [{ from: 'time' }, 'time'],
    [{ from: 'live', to: '2026-11-21T14:00:00Z' }, 'to'],
    [{ from: 'live', cursor: 'abc' }, 'cursor'],
    [{ from: 'time', time: '2026-11-21T14:00:00Z', to: '2026-11-21T14:00:00Z' }, 'to'],
  ])('%j', (asked, field) => {
    const { query, page } = parse(asked)
    expect(() => assertSensible(query, page.cursor)).toThrow(expect.objectContaining({ options: { field } }))
  })
})

test.each([
  {},
  { from: 'newest', to: '2026-11-21T14:00:00Z' },
  { from: 'offset', offset: '0:5,1:7' },
  { from: 'time', time: '2026-11-21T14:00:00Z', to: '2026-11-21T15:00:00Z' },
  { from: 'live', contains: 'x' },
])('%j is sensible', (asked: Record<string, string>) => {
  expect(() => assertSensible(parse(asked).query)).not.toThrow()
})

test('an export ends, so that a live tail is refused before anything waits for its first record', () => {
  const asked = messageExportQuery.parse({ from: 'live', format: 'csv' })
  expect(() => splitExportQuery(asked)).toThrow(expect.objectContaining({ options: { field: 'from' } }))
  expect(splitExportQuery({ ...asked, from: 'newest' })).toMatchObject({
    query: { from: 'newest' },
    form: { format: 'csv' },
  })
})

describe('which partitions are read', () => {
  test.each([
    [{}, [0, 1, 2, 3]],
    [{ partitions: '3,1' }, [1, 3]],
    [{ from: 'offset', offset: '2:5,0:1' }, [0, 2]],
    [{ from: 'offset', offset: '5', partitions: '2' }, [2]],
  ])('%j', (asked: Record<string, string>, expected) => {
    expect(choosePartitions(parse(asked).query, [0, 1, 2, 3])).toEqual(expected)
  })

  test.each([
    [{ partitions: '0,9' }, 'partitions', /no partition 9; the topic has 4, from 0 to 3/],
    [{ from: 'offset', offset: '7:1' }, 'offset', /no partition 7/],
    [{ from: 'offset', offset: '1:1,1:2' }, 'offset', /named twice/],
  ])('%j is refused', (asked: Record<string, string>, field, message) => {
    const choose = () => choosePartitions(parse(asked).query, [0, 1, 2, 3])
    expect(choose).toThrow(message)
    expect(choose).toThrow(expect.objectContaining({ options: { field } }))
  })
})

describe('where partitions begin', () => {
  test('one number is enough for one partition', () => {
    expect([...startOffsets('42', [3])]).toEqual([[3, 42]])
  })

  test.each([
    ['42', [0, 1], /which of 2 partitions; write 0:42/],
    ['0:1', [0, 1], /where partition 1 begins/],
    ['0:1,1:2', [0], /partition 1, which is not chosen/],
    ['9999999999999999', [0], /below 2\^53/],
  ])('%s for partitions %j is refused', (offset, chosen, message) => {
    expect(() => startOffsets(offset, chosen)).toThrow(message)
  })
})

test('what a cursor is bound to is the query, and not how much of it is shown', () => {
  const text = (asked: Record<string, string>) => queryText(parse(asked).query)
  expect(text({ contains: 'a', limit: '10' })).toBe(text({ limit: '500', contains: 'a', budgetMs: '5' }))
  expect(text({ contains: 'a' })).not.toBe(text({ contains: 'b' }))
  expect(text({ valueFormat: 'json' })).not.toBe(text({}))
})

test('a live tail has no end to count up to', () => {
  expect(parse({ limit: '0' }).page.limit).toBe(0)
  expect(() => parse({ limit: '0', from: 'live' })).toThrow(expect.objectContaining({ options: { field: 'limit' } }))
})
