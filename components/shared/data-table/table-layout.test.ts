import { describe, expect, test } from 'vitest'
import { NO_LAYOUT, type TableLayout } from '#lib/client/settings-schema.ts'
import {
  arrangedColumns,
  isArranged,
  MAX_COLUMN_WIDTH,
  MIN_COLUMN_WIDTH,
  orderedColumns,
  withMove,
  withVisibility,
  withWidth,
} from './table-layout.ts'

const columns = [{ id: 'name' }, { id: 'size' }, { id: 'rate' }, { id: 'lag', isOptional: true }, { id: 'state' }]
const layout = (change: Partial<TableLayout> = {}) => ({ ...NO_LAYOUT, ...change })
const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id).join(' ')

describe('the order', () => {
  test.each([
    ['nothing stored', [], 'name size rate lag state'],
    ['all named', ['state', 'lag', 'rate', 'size'], 'name state lag rate size'],
    ['a column that no longer exists is ignored', ['gone', 'rate', 'size', 'lag', 'state'], 'name rate size lag state'],
    ['a new column follows the one that it follows by default', ['state', 'size', 'rate'], 'name state size rate lag'],
    ['a new column at the start', ['state', 'rate', 'lag'], 'name size state rate lag'],
    ['the first column stays first', ['size', 'name', 'rate', 'lag', 'state'], 'name size rate lag state'],
    ['an id that is named twice counts once', ['rate', 'rate', 'size'], 'name rate lag state size'],
  ])('%s', (_name, order, expected) => {
    expect(ids(orderedColumns(columns, layout({ order })))).toBe(expected)
  })

  test('of no columns there is none', () => {
    expect(orderedColumns([], layout({ order: ['size'] }))).toEqual([])
  })
})

test.each([
  ['as the table has them', {}, 'name size rate state'],
  ['an optional one on request', { lag: true }, 'name size rate lag state'],
  ['one hidden', { size: false }, 'name rate state'],
  ['the first cannot be hidden', { name: false }, 'name size rate state'],
  ['a column that no longer exists', { gone: true }, 'name size rate state'],
])('shown: %s', (_name, shown, expected) => {
  expect(ids(arrangedColumns(columns, layout({ shown })))).toBe(expected)
})

test('a column is moved past its neighbour, also a hidden one, and not beyond the ends', () => {
  const moved = withMove(NO_LAYOUT, columns, 'state', -1)
  expect(ids(orderedColumns(columns, moved))).toBe('name size rate state lag')
  expect(ids(orderedColumns(columns, withMove(moved, columns, 'state', -1)))).toBe('name size state rate lag')
  expect(withMove(NO_LAYOUT, columns, 'size', -1)).toBe(NO_LAYOUT)
  expect(withMove(NO_LAYOUT, columns, 'state', 1)).toBe(NO_LAYOUT)
  expect(withMove(NO_LAYOUT, columns, 'gone', 1)).toBe(NO_LAYOUT)
})

test('a width is kept in pixels within its limits, and given up again', () => {
  expect(withWidth(NO_LAYOUT, 'size', 120.4).widths).toEqual({ size: 120 })
  expect(withWidth(NO_LAYOUT, 'size', 1).widths).toEqual({ size: MIN_COLUMN_WIDTH })
  expect(withWidth(NO_LAYOUT, 'size', 5_000).widths).toEqual({ size: MAX_COLUMN_WIDTH })
  expect(withWidth(layout({ widths: { size: 120, lag: 80 } }), 'size', null).widths).toEqual({ lag: 80 })
})

test('a table is arranged once anything of it was changed', () => {
  expect(isArranged()).toBe(false)
  expect(isArranged(withVisibility(NO_LAYOUT, 'lag', true))).toBe(true)
  expect(isArranged(withMove(NO_LAYOUT, columns, 'rate', 1))).toBe(true)
  expect(isArranged(withWidth(NO_LAYOUT, 'rate', 90))).toBe(true)
})
