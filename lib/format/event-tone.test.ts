import { expect, test } from 'vitest'
import { eventTone } from './event-tone.ts'

test.each([
  ['broker-down', 'bad'],
  ['broker-back', 'ok'],
  ['partitions-offline', 'bad'],
  ['replicas-missing', 'warn'],
  ['quorum-lost', 'bad'],
  ['group-stalled', 'bad'],
  ['group-behind', 'warn'],
  ['topic-created', 'note'],
  ['controller', 'note'],
  ['reset', 'note'],
  ['members', 'warn'],
] as const)('an event of the kind %s is %s', (kind, tone) => {
  expect(eventTone(kind)).toBe(tone)
})
