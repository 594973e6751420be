import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { buildStandings, sumRates } from './group-standing.ts'

const NOW = 1_000_000
const ago = (seconds: number) => NOW - seconds * 1_000

interface Told {
  readonly lag: number
  readonly waitingSinceMs: number
  readonly movedMs: number
  readonly step: number
  readonly patienceMs?: number
}

function standingOf(positions: readonly Told[], isOwned: (position: number) => boolean = () => true) {
  const commits = {
    waitingSinceMs: (row: number) => positions[row]?.waitingSinceMs ?? UNKNOWN,
    movedMs: (row: number) => positions[row]?.movedMs ?? UNKNOWN,
    movedBeforeMs: () => UNKNOWN,
    patienceMs: (row: number) => positions[row]?.patienceMs ?? 10_000,
    step: (row: number) => positions[row]?.step ?? UNKNOWN,
  }
  const columns = buildStandings(lagsOf(positions.map(({ lag }) => lag)), [0, positions.length], commits, NOW, isOwned)
  return [columns.waitingSinceMs[0], columns.movedMs[0], columns.steps[0], columns.stuck[0], columns.firstStuck[0]]
}

function lagsOf(lags: readonly number[]) {
  const column = new Float64Array(lags.length)
  column.set(lags)
  return { lags: column }
}

const moving = { lag: 50, waitingSinceMs: ago(2), movedMs: ago(2), step: 50 }
const stuck = { lag: 50, waitingSinceMs: ago(90), movedMs: ago(95), step: 60 }
const read = { lag: 0, waitingSinceMs: ago(900), movedMs: ago(900), step: 70 }
const without = { lag: UNKNOWN, waitingSinceMs: UNKNOWN, movedMs: UNKNOWN, step: UNKNOWN }

describe('what the commits of a group do', () => {
  test.each([
    ['all move', [moving, { ...moving, movedMs: ago(1) }], [ago(2), ago(1), 50, 0, -1]],
    ['two moved at one moment, and went farther together', [moving, moving], [ago(2), ago(2), 100, 0, -1]],
    ['two moved together after one alone', [stuck, moving, moving], [ago(90), ago(2), 100, 1, 0]],
    ['one of them is stuck', [moving, stuck], [ago(90), ago(2), 60, 1, 1]],
    ['one that always takes so long is not stuck', [{ ...stuck, patienceMs: 200_000 }], [ago(90), ago(95), 60, 0, -1]],
    ['the one stuck longest counts', [stuck, { ...stuck, waitingSinceMs: ago(200) }], [ago(200), ago(95), 120, 2, 1]],
    ['nothing to read is not waiting', [read, moving], [ago(2), ago(2), 50, 0, -1]],
    ['nothing is committed', [without], [UNKNOWN, UNKNOWN, UNKNOWN, 0, -1]],
    ['nothing is committed on one of them', [without, stuck, without], [ago(90), ago(95), 60, 1, 1]],
    ['there are none', [], [UNKNOWN, UNKNOWN, UNKNOWN, 0, -1]],
  ] as [string, Told[], number[]][])('%s', (_name, positions, expected) => {
    expect(standingOf(positions)).toEqual(expected)
  })
})

test('of those stuck, one that a member has is named before others that have been so for longer', () => {
  const longer = { ...stuck, waitingSinceMs: ago(200) }
  const firstOf = (positions: readonly Told[], owned: readonly number[]) =>
    standingOf(positions, (position) => owned.includes(position))[4]
  expect(firstOf([longer, stuck, { ...stuck, waitingSinceMs: ago(150) }], [1])).toBe(1)
  expect(firstOf([stuck, longer, longer], [0, 2])).toBe(2)
  expect(firstOf([stuck, longer], [])).toBe(1)
})

test('one that moved on again counts, whatever the others do', () => {
  const commits = {
    waitingSinceMs: () => UNKNOWN,
    movedMs: () => ago(1),
    movedBeforeMs: (row: number) => [UNKNOWN, ago(9), ago(20)][row] ?? UNKNOWN,
    patienceMs: () => 10_000,
    step: () => UNKNOWN,
  }
  expect(buildStandings(lagsOf([0, 5, 5]), [0, 3], commits, NOW, () => true).movedBeforeMs[0]).toBe(ago(9))
})

test.each([
  ['of all partitions that can be compared', [1, 2, 4], [0, 5, 5], 7],
  ['without those that have no commit', [1, 2, 4], [UNKNOWN, 5, 5], 6],
  ['of what is known', [UNKNOWN, 2], [5, 5], 2],
  ['unknown where nothing is', [UNKNOWN], [5], UNKNOWN],
  ['unknown without partitions', [], [], UNKNOWN],
])('a rate is summed: %s', (_name, rates, lags, expected) => {
  expect(sumRates(rates, lagsOf(lags), [0, rates.length])[0]).toBe(expected)
})
