import { join } from 'node:path'
import { KafkaCluster } from '#demo/cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { makeMissingGroups } from './reference-groups.ts'
import { topics } from './reference-shape.ts'

const TOPICS_PER_REQUEST = 250
const DATA = join(import.meta.dirname, '..', '.highwater')

/**
 * The reference cluster R, created once and kept: three real brokers with 10,000 topics, 50,000 partitions and 15,000
 * groups, with replication factor 1, as three replicas would take more memory than a laptop has.
 */
export async function startReferenceCluster(): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    folder: join(DATA, 'bench', 'reference'),
    jarsFolder: DATA,
    ports: 'remembered',
    heapMegabytes: 1_600,
    // Brokers of that size run for months, so they run without the options for a fast start.
    jvmOptions: ['-XX:TieredStopAtLevel=4'],
    // After an unclean shutdown, every log is recovered.
    patienceMs: 900_000,
    settings: {
      // Empty logs, each with the smallest possible index.
      'log.index.size.max.bytes': '16384',
      'broker.session.timeout.ms': '60000',
      // With that many partitions, the controllers take long to start.
      'initial.broker.registration.timeout.ms': '600000',
    },
  })
  await cluster.start()
  const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  try {
    await makeMissingTopics(connections)
    await makeMissingGroups(connections)
  } finally {
    connections.close()
  }
  return cluster
}

async function makeMissingTopics(connections: ConnectionSet): Promise<void> {
  const existing = new Set((await readMetadata(connections)).topics.map(({ name }) => name))
  const missing = topics
    .filter(({ name }) => !existing.has(name))
    .map((topic) => ({ ...topic, replicationFactor: 1, configs: {} }))
  for (let from = 0; from < missing.length; from += TOPICS_PER_REQUEST) {
    const { failures } = await createTopics(connections, missing.slice(from, from + TOPICS_PER_REQUEST))
    if (failures[0]) throw failures[0].error
    console.log(`  made ${Math.min(from + TOPICS_PER_REQUEST, missing.length)} of ${missing.length} topics`)
  }
}
