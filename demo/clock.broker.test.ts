import kafkajs from 'kafkajs'
import { expect, test } from 'vitest'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { testCluster } from './test-cluster.ts'

// Where a stage sets the clock, this shows that it is set: a library that is not preloaded only warns.

const CLOCK = process.env.HIGHWATER_TEST_CLOCK
const DAY_MS = 24 * 60 * 60_000

test.runIf(CLOCK)('tests and brokers run at the clock of the stage', async () => {
  const clockMs = Date.parse(CLOCK ?? '')
  expect(Math.abs(Date.now() - clockMs)).toBeLessThan(DAY_MS)
  const cluster = await testCluster()
  const configs = { 'message.timestamp.type': 'LogAppendTime' }
  await makeTopic(cluster, { name: 'clock', partitions: 1, replicationFactor: 1, configs })
  const producer = new kafkajs.Kafka({ brokers: cluster.bootstrap.split(',') }).producer()
  await producer.connect()
  const [written] = await producer.send({ topic: 'clock', messages: [{ value: 'now' }] })
  await producer.disconnect()
  expect(Math.abs(Number(written?.logAppendTime) - clockMs)).toBeLessThan(DAY_MS)
})
