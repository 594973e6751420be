import { expect, test } from 'vitest'
import { describeOptions } from './option-words.ts'
import { emptyPayload } from './payload-entry.ts'
import { emptyForm, type ProduceForm } from './produce-form.ts'

const header = { id: 0, name: 'h', value: emptyPayload }

test.each<[Partial<ProduceForm>, string]>([
  [{}, 'acks=all'],
  [{ acks: 'leader', compression: 'gzip' }, 'acks=1, gzip'],
  [{ acks: 'none', partitioning: 'chosen', partition: ' 3' }, 'partition 3, acks=0'],
  [{ partitioning: 'chosen' }, 'partition ?, acks=all'],
  [{ partitioning: 'roundrobin', time: 5, headers: [header] }, '1 header, round robin, timestamp set, acks=all'],
  [{ amount: 'many', headers: [header] }, 'acks=all'],
])('%j: %s', (change, expected) => {
  expect(describeOptions({ ...emptyForm, ...change })).toBe(expected)
})
