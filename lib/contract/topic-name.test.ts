import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topicNameFault } from './topic-name.ts'
import { newTopicSchema } from './topics.ts'

test.each([
  ['orders.retry-1_x', null],
  ['', 'is missing'],
  ['..', 'may not be "." or ".."'],
  ['a b', 'may have letters, digits, dot, underscore and hyphen only'],
  ['x'.repeat(250), 'has at most 249 characters'],
])('the name %j: %j', (name, fault) => {
  expect(topicNameFault(name)).toBe(fault)
})

test('the form refuses exactly the names that the server refuses, in the same words', () => {
  const names = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '.', '-', '_', ' '), maxLength: 260 }))
  fc.assert(
    fc.property(names, (name) => {
      const parsed = newTopicSchema.shape.name.safeParse(name)
      expect(topicNameFault(name)).toBe(parsed.success ? null : parsed.error.issues[0]?.message)
    }),
  )
})
