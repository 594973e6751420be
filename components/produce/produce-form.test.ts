import { describe, expect, test } from 'vitest'
import { produceRequestSchema } from '#lib/contract/produce.ts'
import { emptyPayload, readPayload } from './payload-entry.ts'
import { emptyForm, type ProduceForm, readForm, toRequest } from './produce-form.ts'

function read(change: Partial<ProduceForm>, partitionCount: number | null = 3) {
  return readForm({ ...emptyForm, topic: 't', ...change }, partitionCount)
}

const text = (data: string) => ({ ...emptyPayload, text: data })

test('null, empty and written are three things', () => {
  expect(readPayload({ ...emptyPayload, isNull: true })).toEqual({ payload: null, bytes: 0, problem: null })
  expect(readPayload(text(''))).toEqual({ payload: { format: 'string', data: '' }, bytes: 0, problem: null })
  expect(readPayload(text('é')).bytes).toBe(2)
})

test('one message: key, value, headers in their order, and the bytes of all', () => {
  const form: Partial<ProduceForm> = {
    key: text('k'),
    value: { ...emptyPayload, format: 'int32', text: '5' },
    headers: [
      { id: 4, name: 'b', value: text('xx') },
      { id: 1, name: 'a', value: { ...emptyPayload, isNull: true } },
    ],
    partitioning: 'chosen',
    partition: '2',
    time: 1_000,
  }
  const { records, bytes, problem } = read(form)
  expect(problem).toBeNull()
  expect(bytes).toBe(1 + 4 + 3 + 1)
  expect(records).toEqual([
    {
      key: { format: 'string', data: 'k' },
      value: { format: 'int32', data: '5' },
      headers: [
        { name: 'b', value: { format: 'string', data: 'xx' } },
        { name: 'a', value: null },
      ],
      partition: 2,
      timestampMs: 1_000,
    },
  ])
  const request = toRequest({ ...emptyForm, ...form }, records)
  expect(produceRequestSchema.parse(request)).toMatchObject({ partitioner: 'key', acks: 'all', compression: 'none' })
})

// A row that was added and left empty was sent as a header with an empty name.
test('rows of headers with nothing in them are not sent', () => {
  const blank = { id: 0, name: '', value: text('') }
  const blankJson = { id: 1, name: '', value: { ...emptyPayload, format: 'json' as const } }
  const { records, bytes, problem } = read({
    value: text('v'),
    headers: [blank, { id: 2, name: 'h', value: text('') }, blankJson],
  })
  expect(problem).toBeNull()
  expect(records[0]?.headers).toEqual([{ name: 'h', value: { format: 'string', data: '' } }])
  expect(bytes).toBe(2)
})

describe('what keeps it from being sent', () => {
  test.each<[string, Partial<ProduceForm>]>([
    ['Choose a topic first', { topic: '' }],
    ['The value: Empty text is not valid JSON', {}],
    [
      'The value: Not JSON at line 2, column 1: a value is missing',
      { value: { ...emptyPayload, format: 'json', text: '{"a":\n' } },
    ],
    [
      'The key: Hex has two digits a byte, and one is missing',
      { value: text('v'), key: { ...emptyPayload, format: 'hex', text: '1' } },
    ],
    [
      'The header “h”: A whole number from -2147483648 to 2147483647',
      { value: text('v'), headers: [{ id: 0, name: 'h', value: { ...emptyPayload, format: 'int32', text: 'x' } }] },
    ],
    ['A header has no name', { value: text('v'), headers: [{ id: 0, name: '', value: text('x') }] }],
    [
      'A header has no name',
      { value: text('v'), headers: [{ id: 0, name: '', value: { ...emptyPayload, isNull: true } }] },
    ],
    ['Enter a partition: 0 to 2', { value: text('v'), partitioning: 'chosen', partition: '3' }],
    ['Enter a partition: 0 to 2', { value: text('v'), partitioning: 'chosen', partition: '' }],
    ['Enter a valid timestamp, or none for now', { value: text('v'), time: 'soon' }],
    ['A timestamp cannot be before 1970', { value: text('v'), time: -1 }],
    ['Enter at least one message, one per line', { amount: 'many', lines: '\n\n' }],
    ['Line 2: Not JSON at column 6: a value is missing', { amount: 'many', lines: '{}\n{"a":' }],
    ['Line 1: Empty text is not valid JSON', { amount: 'many', lines: 'a:', separator: ':' }],
    ['Line 3: the separator “:” is missing', { amount: 'many', lines: 'a:1\n\nb\n', separator: ':' }],
    ['At most 10,000 messages per request; these are 10,001', { amount: 'many', lines: '1\n'.repeat(10_001) }],
    ['At most 8.0 MiB per request', { value: text('x'.repeat(9_000_000)) }],
  ])('%s', (problem, change) => {
    expect(read(change).problem).toBe(problem)
  })
})

test('many: a message per line, with a key in front of the first separator', () => {
  const { records, bytes, emptyLines, faults } = read({
    amount: 'many',
    value: text(''),
    lines: 'a::1:x\r\n\nb::\n::2\nnone\n',
    separator: '::',
    partitioning: 'roundrobin',
  })
  const string = (data: string) => ({ format: 'string', data })
  expect(records).toEqual([
    { key: string('a'), value: string('1:x'), headers: [] },
    { key: string('b'), value: string(''), headers: [] },
    { key: string(''), value: string('2'), headers: [] },
  ])
  expect({ bytes, emptyLines }).toEqual({ bytes: 6, emptyLines: 1 })
  expect(faults).toEqual([{ line: 5, problem: 'the separator “::” is missing' }])
})

test('where the topic is not known, any partition may be', () => {
  expect(read({ value: text('v'), partitioning: 'chosen', partition: '64' }, null).problem).toBeNull()
})
