import { join } from 'node:path'
import { KafkaCluster } from '#demo/cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'

const TEAMS = 40
export const TOPICS = 10_000
/** Those that are written to while something is measured: three in a hundred. */
export const WRITTEN_TOPICS = Array.from({ length: 300 }, (_, index) => nameOf(index * 33))
/** By name. */
export const LAST_TOPIC = nameOf(9_969)
const TOPICS_PER_REQUEST = 250
const DATA = join(import.meta.dirname, '..', '.highwater')

/**
 * The reference cluster R, made once and kept: three real brokers with 10,000 topics and 50,000 partitions, each with one
 * copy, as three copies of each would take more memory than a laptop has.
 */
export async function startReferenceCluster(): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    folder: join(DATA, 'bench', 'reference'),
    jarsFolder: DATA,
    ports: 'remembered',
    heapMegabytes: 1_200,
    // After an end that was not in order, every log is read through.
    patienceMs: 900_000,
    settings: {
      // Empty logs, each with the smallest index there is.
      'log.index.size.max.bytes': '16384',
      'broker.session.timeout.ms': '18000',
      // Beside so much to read, the controllers take their time.
      'initial.broker.registration.timeout.ms': '600000',
    },
  })
  await cluster.start()
  const connections = new ConnectionSet(parseAddresses(cluster.bootstrap))
  try {
    await makeMissing(connections)
  } finally {
    connections.close()
  }
  return cluster
}

/** Twelve partitions for every tenth topic, four or five for the others: 50,000 in all. */
function partitionsOf(index: number): number {
  if (index % 10 === 0) return 12
  return index % 9 < 2 ? 5 : 4
}

async function makeMissing(connections: ConnectionSet): Promise<void> {
  const existing = new Set((await readMetadata(connections)).topics.map(({ name }) => name))
  const missing = Array.from({ length: TOPICS }, (_, index) => ({
    name: nameOf(index),
    partitions: partitionsOf(index),
    replicationFactor: 1,
    configs: {},
  })).filter(({ name }) => !existing.has(name))
  for (let from = 0; from < missing.length; from += TOPICS_PER_REQUEST) {
    const { failures } = await createTopics(connections, missing.slice(from, from + TOPICS_PER_REQUEST))
    if (failures[0]) throw failures[0].error
    console.log(`  made ${Math.min(from + TOPICS_PER_REQUEST, missing.length)} of ${missing.length} topics`)
  }
}

function nameOf(index: number): string {
  return `bench.team-${index % TEAMS}.topic-${String(index).padStart(5, '0')}`
}
