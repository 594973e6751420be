import { expect, test } from 'vitest'
import type { Message, Payload } from '#lib/contract/messages.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { formOf, isWhole } from './record-to-edit.ts'

const message = (change: Partial<Message>) => messageOf({ partition: 3, offset: 41, ...change })
const payload = (format: Payload['format'], text: string, rest: Partial<Payload> = {}) => ({ format, text, ...rest })

test.each<[Partial<Message>, boolean]>([
  [{}, true],
  [{ key: payload('int32', '5'), value: payload('json', '{}') }, true],
  [{ value: payload('json', '{', { truncated: true }) }, false],
  [{ value: payload('string', 'x', { problem: 'not an int32' }) }, false],
  [{ value: payload('hex', '00000000  ff  .') }, false],
  [{ key: payload('uuid', '550e8400-e29b-41d4-a716-446655440000') }, false],
])('%j can be typed as it is shown: %s', (change, expected) => {
  expect(isWhole(message(change))).toBe(expected)
})

test('a record becomes a form, null and all, and its key decides on the partition', () => {
  const record = message({
    key: payload('string', 'k'),
    headers: [
      { name: 'a', value: payload('string', '1') },
      { name: 'a', value: null },
    ],
    headerCount: 2,
  })
  const { form, lost } = formOf('t', record)
  expect(lost).toBeNull()
  expect(form).toMatchObject({
    topic: 't',
    key: { isNull: false, format: 'string', text: 'k' },
    value: { isNull: true },
    partitioning: 'key',
    partition: '',
  })
  expect(form.headers.map(({ name, value }) => [name, value.isNull, value.text])).toEqual([
    ['a', false, '1'],
    ['a', true, ''],
  ])
})

test('line ends that a field cannot hold are said to change with the text', () => {
  const lostOf = (change: Partial<Message>) => formOf('t', message(change)).lost
  expect(lostOf({ value: payload('string', 'a\r\nb') })).toMatch(/line breaks other than/)
  expect(lostOf({ value: payload('string', 'a\nb') })).toBeNull()
  const headers = [{ name: 'h', value: payload('string', 'a\nb') }]
  expect(lostOf({ headers, headerCount: 1 })).toMatch(/line breaks other than/)
})

test('headers that cannot be typed, or that were not shown, are said to be lost', () => {
  const headers = [{ name: 'a', value: payload('hex', '00  .') }]
  expect(formOf('t', message({ headers, headerCount: 70 })).lost).toBe('70 of 70 headers could not be copied')
  const unnamed = [{ name: '', value: payload('string', 'x') }]
  expect(formOf('t', message({ headers: unnamed, headerCount: 1 })).lost).toMatch(/^1 of 1 headers/)
})
