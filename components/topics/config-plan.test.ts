import { expect, test } from 'vitest'
import type { Outcomes } from '#components/shared/use-each.ts'
import type { ConfigItem, ConfigPlan } from '#lib/contract/configs.ts'
import { readCommonEdit, summarizeChanges } from './config-plan.ts'

const retention: ConfigItem = {
  name: 'retention.ms',
  value: '3600000',
  default: '604800000',
  source: 'topic',
  readOnly: false,
  sensitive: false,
  documentation: null,
  type: 'long',
}
const plans: Outcomes<ConfigPlan['changes'][number]> = new Map([
  ['a', { value: { name: 'retention.ms', before: '1', after: '2', effect: 'value' } }],
  ['b', { value: { name: 'retention.ms', before: '2', after: '2', effect: 'none' } }],
  ['c', { error: 'Not authorized.' }],
  ['d', { value: { name: 'retention.ms', before: '2', after: '2', effect: 'override' } }],
])

test('a value is read as it is for one topic, whatever one of them has by now', () => {
  expect(readCommonEdit(retention, { kind: 'set', entered: '1 h' })).toEqual({ value: '3600000', problem: null })
  expect(readCommonEdit(retention, { kind: 'set', entered: 'soon' }).problem).toMatch(/duration/)
  expect(readCommonEdit({ ...retention, source: 'default' }, { kind: 'reset', entered: null }).problem).toBeNull()
})

test('without a config, or with one that Kafka does not change, there is nothing to preview', () => {
  expect(readCommonEdit(undefined, { kind: 'reset', entered: null }).problem).toBe('Choose a config')
  expect(readCommonEdit({ ...retention, readOnly: true }, { kind: 'reset', entered: null }).problem).toMatch(
    /read-only/,
  )
})

test('topics that change, stay unchanged and are refused are counted separately', () => {
  expect(summarizeChanges(plans)).toBe('2 topics will change, 1 topic unchanged, 1 topic cannot be changed')
})
