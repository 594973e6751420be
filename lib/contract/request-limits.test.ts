import { expect, test } from 'vitest'
import { configChangeSchema, configValuesSchema } from './configs.ts'
import { offsetResetSchema } from './group-offsets.ts'
import { MAX_OFFSET_ROWS } from './paging.ts'
import { truncateTopic } from './topics.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const settings = (count: number) => Object.fromEntries(numbers(count).map((number) => [`a${number}`, '1']))
const rows = (count: number) => numbers(count).map((partition) => ({ topic: 't', partition, offset: 0 }))
const tooMany = MAX_OFFSET_ROWS + 1

test.each([
  ['settings of a topic', configValuesSchema, settings(500), settings(501)],
  ['the name of a setting', configValuesSchema, { [`a${'b'.repeat(248)}`]: '1' }, { [`a${'b'.repeat(249)}`]: '1' }],
  ['settings to change', configChangeSchema, { set: settings(500) }, { set: settings(501) }],
  ['settings to reset', configChangeSchema, { reset: Array(500).fill('a') }, { reset: Array(501).fill('a') }],
  [
    'rows of offsets',
    offsetResetSchema,
    { to: { type: 'rows', rows: rows(MAX_OFFSET_ROWS) } },
    { to: { type: 'rows', rows: rows(tooMany) } },
  ],
  [
    'partitions of a topic to reset',
    offsetResetSchema,
    { to: { type: 'latest' }, topics: [{ topic: 't', partitions: numbers(MAX_OFFSET_ROWS) }] },
    { to: { type: 'latest' }, topics: [{ topic: 't', partitions: numbers(tooMany) }] },
  ],
  [
    'topics to reset',
    offsetResetSchema,
    { to: { type: 'latest' }, topics: numbers(MAX_OFFSET_ROWS).map(() => ({ topic: 't' })) },
    { to: { type: 'latest' }, topics: numbers(tooMany).map(() => ({ topic: 't' })) },
  ],
  [
    'partitions to empty',
    truncateTopic.body,
    { partitions: numbers(MAX_OFFSET_ROWS).map((id) => ({ id, beforeOffset: 1 })) },
    { partitions: numbers(tooMany).map((id) => ({ id, beforeOffset: 1 })) },
  ],
])('%s: as many as can be, and no more', (_what, schema, most, more) => {
  expect(schema?.safeParse(most).success).toBe(true)
  expect(schema?.safeParse(more).success).toBe(false)
})
