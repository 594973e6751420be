import { expect, test } from 'vitest'
import { checkCommand } from './check.ts'
import type { CommandClient } from './client.ts'
import { plainClient } from './testing.ts'

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
  ['with all others where only highwater.yaml can say it', tls, ''],
  ['with all others behind SSH', { ...tls, files, ssh: 'a@b:22' }, ''],
  ['with all others where addresses are mapped', { hostMap: [{ from: 'x:1', to: 'y:1' }] }, ''],
  ['with all others before it has an address', { bootstrap: [] }, ''],
  ['with all others where nobody has said an address to go with the file', { ...tls, files, bootstrap: [] }, ''],
])('a cluster is checked %s', (_what, change, flags) => {
  expect(checkCommand(plainClient(['a:1', 'b:2'], change)).text).toBe(`npm start -- --check${flags}`)
})
