import { expect, test } from 'vitest'
import type { Outcome } from '#components/shared/use-each.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { offsetsOfGroups, summarizeGroups, whyLeftOut } from './groups-plan.ts'

const row = (partition: number, before: number | null, after: number | null, error?: string) => ({
  topic: 'clicks',
  partition,
  before,
  after,
  change: before === null || after === null ? null : after - before,
  note: null,
  ...(error !== undefined && { error }),
})
const planOf = (...rows: ReturnType<typeof row>[]) => ({ value: { rows, applied: false } })

test('groups that are reset, unchanged and not resettable are counted separately', () => {
  const plans = new Map<string, Outcome<OffsetResetReply>>([
    ['back', planOf(row(0, 90, 0), row(1, 40, 10))],
    ['same', planOf(row(0, 7, 7))],
    ['refused', planOf(row(0, 7, 0, 'Not authorized.'))],
    ['read', { error: 'The group has 2 active members; stop them first' }],
  ])
  expect(summarizeGroups(plans)).toBe(
    '1 group will be reset: 120 messages will be consumed again; 1 group cannot be reset',
  )
})

test('where nothing moves, that is what is said', () => {
  expect(summarizeGroups(new Map([['same', planOf(row(0, 7, 7))]]))).toBe('Nothing changes')
})

test('the offsets before are saved as the script reads those of several groups', () => {
  const resets = new Map([
    ['audit', planOf(row(0, 90, 0), row(1, 7, 7), row(2, null, 5), row(3, 8, 0, 'Not authorized.')).value],
    ['a "b",c', planOf(row(0, 3, 9)).value],
  ])
  expect(offsetsOfGroups(resets)).toBe('audit,clicks,0,90\n"a ""b"",c",clicks,0,3\n')
})

test('a group with members or of a type without resets is left out, with the reason', () => {
  expect(whyLeftOut({ type: 'consumer', memberCount: 0 })).toBeNull()
  expect(whyLeftOut({ type: 'consumer', memberCount: 1 })).toMatch(/1 active member/)
  expect(whyLeftOut({ type: 'share', memberCount: 0 })).not.toBeNull()
})
