import { join } from 'node:path'
import { KafkaCluster } from './cluster.ts'
import { KAFKA_VERSION } from './jars.ts'
import { TEST_DATA } from './test-data.ts'
import { needsZooKeeper } from './zookeeper.ts'

/** What its brokers run. */
export const TEST_KAFKA_VERSION = process.env.HIGHWATER_TEST_KAFKA || KAFKA_VERSION

/** Whether its brokers agree among themselves, without ZooKeeper. */
export const hasQuorum = !needsZooKeeper(TEST_KAFKA_VERSION)

/** Whether it knows groups of KIP-848 and share groups. */
export const hasNewGroups = Number.parseInt(TEST_KAFKA_VERSION, 10) >= 4

/** Whether its list of groups tells of what type each is. */
export const listsTypes = !/^[12]\.|^3\.[0-7]\./.test(TEST_KAFKA_VERSION)

let shared: Promise<KafkaCluster> | null = null

/**
 * A real cluster of three, shared by all tests of a process and left running between them; its brokers end with the
 * process. A test that stops one starts it again.
 */
export function testCluster(): Promise<KafkaCluster> {
  shared ??= startCluster()
  return shared
}

async function startCluster(): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    version: TEST_KAFKA_VERSION,
    folder: join(TEST_DATA, `test-${TEST_KAFKA_VERSION}`),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
  })
  await cluster.start()
  return cluster
}
