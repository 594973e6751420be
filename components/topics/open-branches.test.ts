import { expect, test } from 'vitest'
import { isOpen, withClosed, withOpened } from './open-branches.ts'

test('a branch is open while one below it is', () => {
  expect(isOpen(['a.b.'], 'a.')).toBe(true)
  expect(isOpen(['a.b.'], 'a.b.')).toBe(true)
  expect(isOpen(['a.b.'], 'a.b.c.')).toBe(false)
  expect(isOpen([], 'a.')).toBe(false)
})

test('of branches below each other only the lowest is named', () => {
  expect(withOpened(['a.', 'z.'], 'a.b.')).toEqual(['z.', 'a.b.'])
  expect(withOpened(['a.b.'], 'a.c.')).toEqual(['a.b.', 'a.c.'])
  expect(withOpened(['a.'], 'a.')).toEqual(['a.'])
})

test('closing a branch closes those below it, and leaves the one above it open', () => {
  expect(withClosed(['a.b.c.', 'a.b.d.', 'z.'], 'a.b.', 'a.')).toEqual(['z.', 'a.'])
  expect(withClosed(['a.b.', 'a.c.'], 'a.b.', 'a.')).toEqual(['a.c.'])
  expect(withClosed(['a.b.'], 'a.', '')).toEqual([])
})
