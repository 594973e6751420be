import { join } from 'node:path'
import { KafkaCluster } from './cluster.ts'
import { KAFKA_VERSION } from './jars.ts'
import { needsZooKeeper } from './zookeeper.ts'

export const TEST_DATA = join(import.meta.dirname, '..', '.highwater')

/** The release that the tests run against. */
export const testKafkaVersion = process.env.HIGHWATER_TEST_KAFKA || KAFKA_VERSION

/** Whether its brokers agree among themselves, without ZooKeeper. */
export const hasQuorum = !needsZooKeeper(version)

/** Whether it knows groups of KIP-848 and share groups. */
export const hasNewGroups = Number.parseInt(testKafkaVersion, 10) >= 4

/** Whether its list of groups tells of what type each is. */
export const listsTypes = hasQuorum

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
    version: testKafkaVersion,
    folder: join(TEST_DATA, `test-${testKafkaVersion}`),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
  })
  await cluster.start()
  return cluster
}
