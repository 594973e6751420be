import { expect, test } from 'vitest'
import { formatSettings, nameProblem, readCount, readSettings } from './new-topic.ts'

test.each([
  ['orders.retry-1_x', null],
  ['', 'Give it a name'],
  ['..', 'only dots'],
  ['a b', 'letters, digits'],
  ['x'.repeat(250), '249'],
])('the name %j: %j', (name, problem) => {
  if (problem === null) expect(nameProblem(name)).toBeNull()
  else expect(nameProblem(name)).toContain(problem)
})

test.each([
  ['', undefined],
  [' 12 ', 12],
  ['0', null],
  ['1.5', null],
  ['many', null],
])('the count %j is %j', (text, count) => {
  expect(readCount(text)).toBe(count)
})

test('settings are lines, and what is written can be read back', () => {
  expect(readSettings('a.b=1\n\n c = x=y \n')).toEqual({ 'a.b': '1', c: 'x=y' })
  expect(readSettings('nonsense')).toBeNull()
  expect(readSettings(formatSettings([{ name: 'cleanup.policy', value: 'compact' }]))).toEqual({
    'cleanup.policy': 'compact',
  })
})
