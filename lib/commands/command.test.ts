import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { describeFeaturesCommand, describeQuorumCommand } from './brokers.ts'
import { plainClient } from './testing/client.ts'
import { changeConfigCommand, deleteTopicsCommand, describeUnhealthyCommand, listTopicsCommand } from './topics.ts'
import { quote } from './words.ts'

const client = plainClient(['a:1', 'b:2'])

test('the commands of the pages', () => {
  expect(listTopicsCommand(client, true).text).toBe('kafka-topics.sh --bootstrap-server a:1,b:2 --list')
  expect(listTopicsCommand(client, false).text).toMatch(/--list --exclude-internal$/)
  expect(describeUnhealthyCommand(client).text).toMatch(/--describe --under-replicated-partitions$/)
  expect(describeQuorumCommand(client).text).toBe(
    'kafka-metadata-quorum.sh --bootstrap-server a:1,b:2 describe --replication',
  )
  expect(describeFeaturesCommand(client).text).toBe('kafka-features.sh --bootstrap-server a:1,b:2 describe')
  expect(deleteTopicsCommand(client, ['orders', 'a.b']).text).toMatch(/--delete --topic 'orders\|a\\\.b'$/)
  expect(changeConfigCommand(client, 'orders', { name: 'retention.ms', value: null }).text).toMatch(
    /--alter --entity-type topics --entity-name orders --delete-config retention\.ms$/,
  )
})

test('a shell reads back every word as it was', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'))
  fc.assert(
    // Each run starts a shell, which takes seconds on a busy machine; so the words are many, and the runs few.
    fc.property(fc.array(word, { minLength: 1, maxLength: propertyRuns(60), size: 'max' }), (words) => {
      const script = `for w in ${words.map(quote).join(' ')}; do printf '%s\\0' "$w"; done`
      const echoed = execFileSync('bash', { input: script, encoding: 'utf8' })
      expect(echoed.split('\0').slice(0, -1)).toEqual(words)
    }),
    { numRuns: 6 },
  )
})
