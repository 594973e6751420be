import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Kafka, logLevel, Partitioners, type RecordMetadata } from 'kafkajs'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { findCoordinators } from '#lib/kafka/admin/coordinators.ts'
import { eachLimited } from '#lib/kafka/admin/each-limited.ts'
import { commitOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { movingGroups, type ReferenceGroup, writtenTopics } from './reference-shape.ts'

// Produces a record per second to a hundred topics, and commits for a hundred groups, each every few seconds as clients
// do by default, so that a cluster in use is measured.

const EVERY_MS = 1_000
const COMMITS_PER_TURN = 100
const AT_ONCE = 10

const { bootstrap } = workerData as { bootstrap: string }
const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
/** The offset of the next record by topic and partition. */
const ends = new Map<string, Map<number, number>>()
let isStopped = false

parentPort?.on('message', () => {
  isStopped = true
})
await producer.connect()
const ids = movingGroups.map(({ id }) => id)
const { data } = await findCoordinators(connections, ids)
const coordinators = new Map(data.map(({ group, coordinator }) => [group, coordinator]))
parentPort?.postMessage('started')

let next = 0
for (let turn = 0; !isStopped; turn++) {
  const topicMessages = writtenTopics.map((topic) => ({ topic, messages: [{ value: `turn ${turn}` }] }))
  // After a start, leadership takes a while to return to the preferred leaders.
  const written = await producer.sendBatch({ topicMessages, acks: 1 }).catch(() => [])
  for (const record of written) note(record)
  const moving = Array.from({ length: COMMITS_PER_TURN }, () => movingGroups[next++ % movingGroups.length])
  await eachLimited(
    moving.filter((group) => group !== undefined),
    AT_ONCE,
    commit,
  )
  await sleep(EVERY_MS)
}
await producer.disconnect()
connections.close()
parentPort?.close()

function note({ topicName, partition, baseOffset }: RecordMetadata): void {
  const own = ends.get(topicName) ?? new Map<number, number>()
  ends.set(topicName, own.set(partition, Number(baseOffset) + 1))
}

/** Commits up to the last record. The next commit makes up for a failed one. */
async function commit({ id, topics }: ReferenceGroup): Promise<void> {
  const commits = topics.flatMap(({ name }) => {
    const partitions = [...(ends.get(name) ?? [])].map(([partition, offset]) => ({
      id: partition,
      offset,
      metadata: '',
    }))
    return partitions.length > 0 ? { name, partitions } : []
  })
  if (commits.length > 0) await commitOffsets(connections, coordinators, id, commits)
}
