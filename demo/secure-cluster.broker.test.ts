import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ClientModeName, clientModes, writeClientFiles } from './client-files.ts'
import { type SecureCluster, secureCluster } from './secure-cluster.ts'

// The files that the other tests give to Highwater, given to the programs that they are made for.

const run = promisify(execFile)
const TOPIC = 'doors'
const DEADLINE_MS = 30_000

let secure: SecureCluster
beforeAll(async () => {
  secure = await secureCluster()
  const { cluster } = secure
  const args = ['--create', '--if-not-exists', '--topic', TOPIC, '--partitions', '3', '--replication-factor', '3']
  const { stderr, code } = await cluster.tool('kafka-topics.sh', ['--bootstrap-server', cluster.bootstrap, ...args])
  expect({ code, stderr }).toMatchObject({ code: 0 })
})

const names = Object.keys(clientModes) as ClientModeName[]

describe.each(names)('%s', (name) => {
  const files = () => writeClientFiles(name, { ...secure, bootstrap: secure.bootstrap(clientModes[name].listener) })

  test("Kafka's scripts take the file with Java's names", async () => {
    const args = ['--bootstrap-server', secure.bootstrap(clientModes[name].listener), '--list']
    const { stdout, stderr } = await secure.cluster.tool('kafka-topics.sh', [...args, '--command-config', files().java])
    expect(stdout.split('\n'), stderr).toContain(TOPIC)
  })

  test("kcat takes the file with librdkafka's names", async () => {
    const { stdout } = await run('kcat', ['-F', files().librdkafka, '-L', '-J'], { timeout: DEADLINE_MS })
    expect(stdout).toContain(`"topic":"${TOPIC}"`)
  })
})
