import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { KafkaCluster } from './cluster.ts'
import { KAFKA_VERSION } from './jars.ts'
import { until } from './processes.ts'
import { TEST_DATA, testFolder } from './test-data.ts'
import { TEST_SETTINGS } from './test-settings.ts'
import { withConnections } from './with-connections.ts'
import { needsZooKeeper } from './zookeeper.ts'

/** What its brokers run. */
export const TEST_KAFKA_VERSION = process.env.HIGHWATER_TEST_KAFKA || KAFKA_VERSION

/** Whether its brokers agree among themselves, without ZooKeeper. */
export const hasQuorum = !needsZooKeeper(TEST_KAFKA_VERSION)

/** Whether it knows groups of KIP-848 and share groups. */
export const hasNewGroups = Number.parseInt(TEST_KAFKA_VERSION, 10) >= 4

/** Whether its list of groups tells of what type each is. */
export const listsTypes = !/^[12]\.|^3\.[0-7]\./.test(TEST_KAFKA_VERSION)

const SETTLE_DEADLINE_MS = 120_000

let shared: Promise<KafkaCluster> | null = null

/**
 * A real cluster of three, shared by all tests of a process and left running between them; its brokers end with the
 * process. A test that stops one starts it again, and the next file begins when leadership is back where it was: a
 * coordinator that moves under a client of kafkajs fails its transaction.
 */
export async function testCluster(): Promise<KafkaCluster> {
  shared ??= startCluster()
  const cluster = await shared
  // A test that failed may have left one down.
  await Promise.all(cluster.brokers.map((broker) => broker.start()))
  await cluster.untilReady()
  await withConnections(cluster.bootstrap, (connections) =>
    until('every partition to be led by its preferred replica', SETTLE_DEADLINE_MS, () => isSettled(connections)),
  )
  return cluster
}

async function isSettled(connections: ConnectionSet): Promise<boolean> {
  const { topics } = await readMetadata(connections)
  return topics.every(({ partitions }) => partitions.every(({ leader, replicas }) => leader === replicas[0]))
}

async function startCluster(): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    version: TEST_KAFKA_VERSION,
    folder: testFolder(TEST_KAFKA_VERSION),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
    settings: TEST_SETTINGS,
  })
  await cluster.start()
  return cluster
}
