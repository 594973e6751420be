import { describe, expect, test } from 'vitest'
import { findShortcuts, type GlobalAction, globalShortcuts, pressKey } from './shortcuts.ts'

/** What keys do one after the other: the kind of each action, or the path it leads to. */
function press(
  keys: readonly (string | { key: string; ctrlKey?: boolean; metaKey?: boolean })[],
  pathname = '/clusters/reef',
) {
  let pending: readonly string[] = []
  const actions: string[] = []
  for (const pressed of keys) {
    const step = pressKey(pending, typeof pressed === 'string' ? { key: pressed } : pressed)
    pending = step.pending
    if (step.action) actions.push(name(step.action, pathname))
  }
  return actions
}

function name(action: GlobalAction, pathname: string): string {
  return action.kind === 'go' ? action.path('reef', pathname) : action.kind
}

describe('a shortcut', () => {
  test.each([
    [['/'], ['search']],
    [[{ key: 'k', ctrlKey: true }], ['search']],
    [[{ key: 'K', metaKey: true }], ['search']],
    [['?'], ['help']],
    [['g', 'o'], ['/clusters/reef']],
    [['g', 't'], ['/clusters/reef/topics']],
    [['g', 'g'], ['/clusters/reef/groups']],
    [['g', 'b'], ['/clusters/reef/brokers']],
    [['g', 'p'], ['/clusters/reef/produce']],
    [['g', 'c'], ['/clusters/reef/connection']],
    [['g', 'm'], ['/clusters/reef/topics']],
    [
      ['g', 'g', 'g', 't'],
      ['/clusters/reef/groups', '/clusters/reef/topics'],
    ],
  ])('%j does %j', (keys, actions) => {
    expect(press(keys)).toEqual(actions)
  })

  test.each([
    ['k', []],
    ['t', []],
    ['Enter', []],
    ['G', []],
  ])('%j alone is none', (key, actions) => {
    expect(press([key])).toEqual(actions)
  })

  test('that is not continued begins again with the next key', () => {
    expect(press(['g', 'x', 't'])).toEqual([])
    expect(press(['g', '/'])).toEqual(['search'])
    expect(press(['g', 'x', 'g', 't'])).toEqual(['/clusters/reef/topics'])
  })

  test('for messages and produce goes to the topic on the page', () => {
    const page = '/clusters/reef/topics/orders/groups'
    expect(press(['g', 'm'], page)).toEqual(['/clusters/reef/topics/orders/messages'])
    expect(press(['g', 'p'], page)).toEqual(['/clusters/reef/produce?topic=orders'])
  })

  test('is there once for each sequence of keys, and none begins another', () => {
    const sequences = globalShortcuts.flatMap(({ keys }) => keys.map((keys) => `${keys.join(' ')} `))
    expect(sequences.filter((a, place) => sequences.some((b, other) => other !== place && b.startsWith(a)))).toEqual([])
  })
})

test.each([
  ['', 5, 21],
  ['topics', 1, 2],
  ['row', 2, 7],
  ['escape', 1, 1],
  ['no such thing', 0, 0],
])('searching %j finds %d sections with %d shortcuts', (search, sections, shortcuts) => {
  const found = findShortcuts(search)
  expect(found.length).toBe(sections)
  expect(found.reduce((sum, section) => sum + section.shortcuts.length, 0)).toBe(shortcuts)
})
