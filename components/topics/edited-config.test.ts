import { expect, test } from 'vitest'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { describeConfigEdit, readConfigEdit } from './edited-config.ts'

const own: ConfigItem = {
  name: 'retention.ms',
  value: '60000',
  default: '604800000',
  source: 'topic',
  readOnly: false,
  sensitive: false,
  documentation: null,
  type: 'long',
}
const inherited: ConfigItem = { ...own, value: '604800000', source: 'default' }
const spaced: ConfigItem = { ...own, name: 'some.list', type: 'list', value: 'a, b', source: 'default' }

const set = (entered: string | null) => ({ kind: 'set', entered }) as const
const reset = { kind: 'reset', entered: 'whatever' } as const

test.each([
  [own, set(null), '60000', 'This is already the value'],
  [own, set('1 min'), '60000', 'This is already the value'],
  [own, set('2 days'), '172800000', null],
  [own, set('soon'), null, 'This is not a valid duration'],
  [own, reset, null, null],
  [inherited, set(null), '604800000', null],
  [inherited, reset, null, 'The topic does not override it'],
  [spaced, set(null), 'a, b', null],
  [spaced, set('a\nb\nc'), 'a,b,c', null],
])('%j after %j is %j, problem %j', (config, edit, value, problem) => {
  expect(readConfigEdit(config, edit)).toEqual({ value, problem })
})

test.each([
  [own, set('2 days'), '172800000 (2 days)'],
  [own, set('soon'), 'unchanged'],
  [own, reset, '604800000 (7 days)'],
  [{ ...own, default: null }, reset, 'the default of the brokers, which they do not report'],
  [{ ...own, type: 'string', name: 'x' } as const, set(''), 'empty'],
])('%j after %j will be %j', (config, edit, text) => {
  expect(describeConfigEdit(config, edit, readConfigEdit(config, edit).value)).toBe(text)
})
