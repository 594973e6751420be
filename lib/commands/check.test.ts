import { expect, test } from 'vitest'
import { checkCommand } from './check.ts'
import type { CommandClient } from './client.ts'
import { plainClient } from './testing/client.ts'

const files = { java: "/it's/client.properties", librdkafka: null }
const tls = { protocol: 'SSL' } as const

test.each<[string, Partial<CommandClient>, string]>([
  ['by its addresses', {}, ' --brokers a:1,b:2'],
  ['by its file', { ...tls, files }, " --properties '/it'\\''s/client.properties' --brokers a:1,b:2"],
  [
    'by the file of librdkafka',
    { ...tls, files: { java: null, librdkafka: 'kcat.conf' } },
    ' --properties kcat.conf --brokers a:1,b:2',
  ],
  ['by its id where only variables can say it', tls, ''],
  ['by its id behind SSH', { ...tls, files, ssh: 'a@b:22' }, ''],
  ['by its id where addresses are mapped', { hostMap: [{ from: 'x:1', to: 'y:1' }] }, ''],
  ['by its id before it has an address', { bootstrap: [] }, ''],
  ['by its id if no address is configured beside the file', { ...tls, files, bootstrap: [] }, ''],
])('a cluster of flags or variables is checked %s', (_what, change, flags) => {
  const client = plainClient(['a:1', 'b:2'], change)
  expect(checkCommand(client, 'default').text).toBe(`npm start -- --check --cluster default${flags}`)
})

test('a cluster of a file is checked by its id, as the file knows the rest', () => {
  expect(checkCommand(plainClient(['a:1'], { ...tls, files }), "it's").text).toBe(
    "npm start -- --check --cluster 'it'\\''s'",
  )
})

test('the embedded cluster is checked by its addresses, as another start has one of its own', () => {
  expect(checkCommand(plainClient(['a:1', 'b:2']), 'demo').text).toBe('npm start -- --check --brokers a:1,b:2')
})
