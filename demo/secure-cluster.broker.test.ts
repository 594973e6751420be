import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ClientMode, clientModeNames, clientModes, writeClientFiles } from './client-files.ts'
import { overlooksOldScram, type SecureCluster, secureCluster } from './secure-cluster.ts'
import { TEST_DATA } from './test-data.ts'

// The files that the other tests give to Highwater, given to the programs that they are made for.

const run = promisify(execFile)
const TOPIC = 'doors'
const DEADLINE_MS = 240_000
const PYTHON = join(TEST_DATA, 'python', 'bin', 'python')
const LIST_TOPICS = `import sys
from confluent_kafka.admin import AdminClient
lines = [line.strip() for line in open(sys.argv[1]) if not line.startswith('#')]
admin = AdminClient(dict(line.split('=', 1) for line in lines))
admin.poll(0)
print('\\n'.join(admin.list_topics(timeout=120).topics))
`

let secure: SecureCluster
beforeAll(async () => {
  secure = await secureCluster()
  const { cluster } = secure
  const args = ['--create', '--if-not-exists', '--topic', TOPIC, '--partitions', '3', '--replication-factor', '3']
  const { stderr, code } = await cluster.tool('kafka-topics.sh', ['--bootstrap-server', cluster.bootstrap, ...args])
  expect({ code, stderr }).toMatchObject({ code: 0 })
})

/** kcat 1.7 passes this one setting of a file over, and librdkafka checks names by itself since version 2. */
function beyondKcatFile(mode: ClientMode): string[] {
  return mode.checksName === false ? ['-X', 'ssl.endpoint.identification.algorithm=none'] : []
}

describe.each(clientModeNames)('%s', (name) => {
  const files = () => writeClientFiles(name, { ...secure, bootstrap: secure.bootstrap(clientModes[name].listener) })

  test("Kafka's scripts take the file with Java's names", async () => {
    const args = ['--bootstrap-server', secure.bootstrap(clientModes[name].listener), '--list']
    const { stdout, stderr } = await secure.cluster.tool('kafka-topics.sh', [...args, '--command-config', files().java])
    expect(stdout.split('\n'), stderr).toContain(TOPIC)
  })

  test.skipIf(!overlooksOldScram && name.includes('scram'))("kcat takes the file with librdkafka's names", async () => {
    const args = [...beyondKcatFile(clientModes[name]), '-F', files().librdkafka, '-L', '-J']
    const { stdout } = await run('kcat', args, { timeout: DEADLINE_MS })
    expect(stdout).toContain(`"topic":"${TOPIC}"`)
  })

  test("a librdkafka of today takes the file with librdkafka's names", async () => {
    const { stdout } = await run(PYTHON, ['-c', LIST_TOPICS, files().librdkafka], { timeout: DEADLINE_MS })
    expect(stdout.split('\n')).toContain(TOPIC)
  })
})
