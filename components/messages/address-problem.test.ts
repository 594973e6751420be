import { expect, test } from 'vitest'
import { addressProblem } from './address-problem.ts'

test.each([
  '',
  'from=live',
  'from=offset&offset=0:5&limit=100&key=&control=true',
  'contains=middle&isolation=uncommitted&keyFormat=hex',
  'record=0:5&columns=offset',
])('%s is understood', (address) => {
  expect(addressProblem(new URLSearchParams(address))).toBeNull()
})

// Each was ignored as if it were missing.
test.each([
  [
    'from=middle',
    'from',
    'Invalid URL: “middle” is not a value of “from”; it must be newest, oldest, offset, time or live',
  ],
  ['limit=many', 'limit', 'a whole number'],
  ['isolation=none', 'isolation', 'committed or uncommitted'],
  [
    'valueFormat=yaml',
    'valueFormat',
    'Invalid URL: “yaml” is not a value of “valueFormat”; it must be one of the offered values',
  ],
])('%s is a mistake at %s', (address, field, words) => {
  const problem = addressProblem(new URLSearchParams(address))
  expect(problem?.field).toBe(field)
  expect(problem?.message).toContain(words)
})
