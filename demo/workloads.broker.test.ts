import { join } from 'node:path'
import kafkajs, { type Admin } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { listGroups } from '#lib/kafka/admin/groups.ts'
import { readBatchHeaders } from '#lib/kafka/admin/records.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { startClicks } from './clicks.ts'
import type { KafkaCluster } from './cluster.ts'
import { until } from './processes.ts'
import { superviseWorkloads, type Workloads } from './supervise.ts'
import { hasNewGroups, testCluster } from './test-cluster.ts'

const WAIT = { timeout: 120_000, interval: 500 }
const TOPICS = [
  'balances',
  'experiments',
  'movielog1',
  'movielog2',
  'movielog3',
  'movielog4',
  'movielog5',
  'transactions',
  'weather',
]
const GROUPS = [
  'audit-tail',
  'balance-service',
  'consumer_group_1',
  'movie-recommender',
  'nightly-batch',
  'slow-reporter',
  'weather-logger',
]

let cluster: KafkaCluster
let workloads: Workloads
let admin: Admin

beforeAll(async () => {
  cluster = await testCluster()
  workloads = superviseWorkloads(cluster.bootstrap, join(cluster.folder, 'workloads.log'))
  admin = new kafkajs.Kafka({ brokers: cluster.bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
})

afterAll(async () => {
  await workloads.stop()
  await admin.disconnect()
  await Promise.all(cluster.brokers.map((broker) => broker.start()))
})

const topics = async () => (await admin.listTopics()).filter((name) => !name.startsWith('__'))
const groups = async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId)

/** Asked again while a leader is missing: the client under the test gives up at the first broker that is down. */
async function endOf(topic: string): Promise<number> {
  let end = 0
  await until(`the ends of ${topic}`, WAIT.timeout, async () => {
    const offsets = await admin.fetchTopicOffsets(topic).catch(() => null)
    end = offsets?.reduce((sum, { high }) => sum + Number(high), 0) ?? 0
    return offsets !== null
  })
  return end
}

test('the workloads make their topics and groups', async () => {
  await expect.poll(topics, WAIT).toEqual(expect.arrayContaining(TOPICS))
  await expect.poll(groups, WAIT).toEqual(expect.arrayContaining(GROUPS))
})

test.runIf(hasNewGroups)(
  'clicks come in a codec at a time, read by a group of KIP-848 and by a share group',
  async () => {
    const clicks = startClicks(cluster, 0)
    const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
    try {
      const types = async () => {
        const { brokers } = await readMetadata(connections, [])
        const { data } = await listGroups(connections, brokers)
        return data.filter(({ id }) => id.startsWith('click')).map(({ id, type, state }) => `${id} ${type} ${state}`)
      }
      await expect
        .poll(async () => (await types()).toSorted(), WAIT)
        .toEqual(['click-sampler share Stable', 'clickstream consumer Stable'])
      await expect.poll(() => endOf('clicks'), WAIT).toBeGreaterThan(0)
      const positions = Array.from({ length: 6 }, (_, id) => ({ id, offset: 0 }))
      const { data } = await readBatchHeaders(connections, 'clicks', positions)
      expect(new Set(data.flatMap(({ header }) => header?.compression ?? []))).toEqual(new Set(['gzip']))
    } finally {
      connections.close()
      await clicks.stop()
    }
  },
)

test('a balance is the sum of exactly the transactions that its commit covers, aborted attempts or not', async () => {
  const commits = async () => {
    const [topic] = await admin.fetchOffsets({ groupId: 'balance-service', topics: ['transactions'] })
    return topic?.partitions ?? []
  }
  const first = async () => (await commits()).find(({ partition }) => partition === 0)
  await expect.poll(async () => Number((await first())?.offset), WAIT).toBeGreaterThan(20)
  const commit = await first()
  expect(Number(commit?.metadata)).toBe(await sumOfAmounts(0, Number(commit?.offset)))
})

test('they go on by themselves when a broker is killed, and when it is back', async () => {
  await cluster.broker(2).kill()
  const during = await endOf('weather')
  await expect.poll(() => endOf('weather'), WAIT).toBeGreaterThan(during + 3)
  await cluster.broker(2).start()
  const after = await endOf('transactions')
  await expect.poll(() => endOf('transactions'), WAIT).toBeGreaterThan(after + 30)
})

/** Adds up the first amounts of a partition by reading them, in a group that is deleted afterwards. */
async function sumOfAmounts(partition: number, count: number): Promise<number> {
  const kafka = new kafkajs.Kafka({ brokers: cluster.bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const groupId = `sum-${process.pid}`
  const consumer = kafka.consumer({ groupId })
  await consumer.connect()
  await consumer.subscribe({ topic: 'transactions', fromBeginning: true })
  let sum = 0
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ partition: from, message }) => {
          if (from !== partition || Number(message.offset) >= count) return
          sum += Number(JSON.parse(message.value?.toString() ?? '{}').amount)
          if (Number(message.offset) === count - 1) resolve()
        },
      })
      .catch(reject)
  })
  await consumer.disconnect()
  await admin.deleteGroups([groupId])
  return sum
}
