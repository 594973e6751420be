import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import type { KafkaTool } from '#demo/tools.ts'

// Other tests compare us with Kafka's tools in the server, so here the server is compared with the tools' own processes.

const TOPIC = 'tool-server'
const LINES = 'Łódź\nToronto\n'

let cluster: KafkaCluster
beforeAll(async () => {
  cluster = await testCluster()
  await makeTopic(cluster, { name: TOPIC, partitions: 1, replicationFactor: 1, configs: {} })
  const args = ['--bootstrap-server', cluster.bootstrap, '--topic', TOPIC]
  expect(await cluster.tool('kafka-console-producer.sh', args, LINES)).toMatchObject({ code: 0 })
})

function inOwnProcess(name: KafkaTool, args: readonly string[]) {
  const [java, ...own] = cluster.toolCommand(name)
  const { status, stdout, stderr } = spawnSync(java, [...own, ...args], { encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

test.each<[what: string, code: number, tool: KafkaTool, args: readonly string[]]>([
  ['that succeeds', 0, 'kafka-topics.sh', ['--describe', '--topic', TOPIC]],
  ['that fails', 1, 'kafka-topics.sh', ['--create', '--topic', TOPIC]],
  ['that reads', 0, 'kafka-console-consumer.sh', ['--topic', TOPIC, '--from-beginning', '--max-messages', '2']],
])(
  'a command %s prints the same in the server, each time, with the same exit code',
  async (_what, code, tool, args) => {
    const whole = ['--bootstrap-server', cluster.bootstrap, ...args]
    const own = inOwnProcess(tool, whole)
    expect(own.code).toBe(code)
    for (let time = 0; time < 2; time++) {
      expect(await cluster.tool(tool, whole)).toMatchObject({ code: own.code, stdout: own.stdout })
    }
  },
)

test('what a tool writes to standard error is kept apart', async () => {
  const { code, stdout, stderr } = await cluster.tool('kafka-consumer-groups.sh', ['--never-heard-of'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('never-heard-of is not a recognized option')
})
