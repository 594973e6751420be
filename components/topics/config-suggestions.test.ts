import { expect, test } from 'vitest'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { configBeingSet, defaultOf, suggestConfigs, withSuggestion } from './config-suggestions.ts'

const config = (name: string, change: Partial<ConfigItem> = {}): ConfigItem => ({
  name,
  value: null,
  default: null,
  source: 'default',
  readOnly: false,
  sensitive: false,
  documentation: null,
  type: null,
  ...change,
})
const configs = [config('max.message.bytes'), config('segment.bytes'), config('segment.ms')]

test.each([
  ['', []],
  ['seg', ['segment.bytes', 'segment.ms']],
  ['segment.ms=1\nbytes', ['max.message.bytes', 'segment.bytes']],
  ['segment.ms=', []],
  ['nothing', []],
])('%j suggests %j', (settings, expected) => {
  expect(suggestConfigs(configs, settings).map(({ name }) => name)).toEqual(expected)
})

test('a suggestion completes the last line and leaves the others', () => {
  expect(withSuggestion('a=1\nseg', 'segment.ms')).toBe('a=1\nsegment.ms=')
  expect(configBeingSet(configs, 'a=1\nsegment.ms=5')?.name).toBe('segment.ms')
  expect(configBeingSet(configs, '')).toBeUndefined()
})

test('the default is what counts for a topic that does not set it', () => {
  const own = config('retention.ms', { source: 'topic', value: '1', default: '2' })
  expect(defaultOf([own], 'retention.ms')).toBe('2')
  expect(defaultOf([config('retention.ms', { source: 'cluster', value: '3' })], 'retention.ms')).toBe('3')
  expect(defaultOf([], 'retention.ms')).toBeNull()
})
