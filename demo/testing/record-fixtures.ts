import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import kafkajs from 'kafkajs'
import { KafkaCluster } from '#demo/cluster.ts'
import { startConsoleMember } from '#demo/member.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { readShareGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { describeGroups, listGroups } from '#lib/kafka/admin/groups.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import {
  CLASSIC_GROUP,
  CONSUMER_GROUP,
  groupRequests,
  SHARE_GROUP,
  topicRequests,
  writingRequests,
} from '#lib/kafka/protocol/fixtures/requests.ts'

// Records what real brokers answer to each of our requests, in every version that both sides speak, into
// lib/kafka/protocol/fixtures. Run it when a request is added: node demo/testing/record-fixtures.ts, or with one release as argument.

const RELEASES = ['3.9.2', '4.3.1', '4.4.0']
const JOIN_DEADLINE_MS = 180_000
const FIXTURES = join(import.meta.dirname, '..', '..', 'lib', 'kafka', 'protocol', 'fixtures')
const DATA = join(import.meta.dirname, '..', '..', '.highwater')

const wanted = process.argv.slice(2)
for (const kafka of wanted.length > 0 ? wanted : RELEASES) {
  // Its path is part of a recording, and must not name a user's own folder.
  const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
  const cluster = new KafkaCluster({
    folder,
    jarsFolder: DATA,
    version: kafka,
    brokers: 1,
    ports: 'temporary',
    fresh: true,
    settings: withEveryGroupType(kafka),
  })
  try {
    await cluster.start()
    await record(cluster, kafka, topicRequests)
    const members = await joinGroups(cluster, kafka)
    await record(cluster, kafka, groupRequests)
    await record(cluster, kafka, writingRequests)
    await Promise.all(members.map((member) => member.stop()))
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true })
  }
}

/** Kafka 3.9 has the groups of KIP-848, and keeps them for those who ask for them. */
function withEveryGroupType(kafka: string): Record<string, string> {
  return kafka.startsWith('3.') ? { 'group.coordinator.rebalance.protocols': 'classic,consumer' } : {}
}

/** Writes three records in one batch, and lets a member join a group of each type that this Kafka has. */
async function joinGroups(cluster: KafkaCluster, kafka: string): Promise<{ stop(): Promise<void> }[]> {
  const client = new kafkajs.Kafka({ brokers: [cluster.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const producer = client.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const messages = ['one', 'two', 'three'].map((value) => ({ partition: 0, value }))
  await producer.send({ topic: 'fixture', messages, compression: kafkajs.CompressionTypes.GZIP })
  await producer.disconnect()

  const consumer = client.consumer({ groupId: CLASSIC_GROUP, retry: { retries: 20 } })
  await consumer.connect()
  await consumer.subscribe({ topic: 'fixture' })
  await consumer.run({ eachMessage: async () => {} })
  const modern = ['--topic', 'fixture', '--group', CONSUMER_GROUP, '--consumer-property', 'group.protocol=consumer']
  const members = [
    { stop: () => consumer.disconnect() },
    startConsoleMember(cluster, 'kafka-console-consumer.sh', modern),
  ]
  const ids = [CLASSIC_GROUP, CONSUMER_GROUP]
  if (!kafka.startsWith('3.')) {
    const settings = ['--entity-type', 'groups', '--entity-name', SHARE_GROUP]
    const change = ['--alter', ...settings, '--add-config', 'share.auto.offset.reset=earliest']
    const { code, stderr } = await cluster.tool('kafka-configs.sh', [
      '--bootstrap-server',
      cluster.bootstrap,
      ...change,
    ])
    if (code !== 0) throw new Error(`kafka-configs.sh failed: ${stderr}`)
    const sharing = ['--topic', 'fixture', '--group', SHARE_GROUP]
    members.push(startConsoleMember(cluster, 'kafka-console-share-consumer.sh', sharing))
    ids.push(SHARE_GROUP)
  }
  await untilAssigned(cluster, ids)
  return members
}

async function untilAssigned(cluster: KafkaCluster, ids: readonly string[]): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  const { brokers } = await readMetadata(connections, [])
  await until(`members of ${ids.join(', ')}`, JOIN_DEADLINE_MS, async () => {
    const { data: listed } = await listGroups(connections, brokers)
    const coordinators = new Map(listed.map(({ id, coordinator }) => [id, coordinator]))
    const { data: described } = await describeGroups(connections, coordinators, listed)
    const assigned = described.filter(({ members }) => members?.some(({ assignment }) => assignment?.length))
    if (!ids.every((id) => assigned.some((group) => group.id === id))) return false
    if (!ids.includes(SHARE_GROUP)) return true
    const { data: shares } = await readShareGroupOffsets(connections, coordinators, [SHARE_GROUP])
    const partitions = shares.flatMap(({ topics }) => topics.flatMap((topic) => topic.partitions))
    // It is kept from the first record on that a member is done with, so an empty partition has none.
    return partitions.some(({ startOffset }) => startOffset !== null)
  })
  connections.close()
}

async function record(cluster: KafkaCluster, kafka: string, requests: typeof topicRequests): Promise<void> {
  const { port } = cluster.broker(1)
  const offered = decodeReply(apiVersions, await exchange(port, 18, 3, encodeRequest(apiVersions, undefined, 3)), 3)
  for (const { api, input, name, from } of requests) {
    const range = offered.apis.get(api.key)
    if (!range || range.max < from) continue
    const recordings = []
    for (let version = Math.max(from, range.min); version <= Math.min(api.versions.max, range.max); version++) {
      const request = encode(api, input, version)
      const reply = await exchange(port, api.key, version, request)
      recordings.push({ version, request: request.toString('hex'), reply: reply.toString('hex') })
    }
    mkdirSync(join(FIXTURES, kafka), { recursive: true })
    writeFileSync(join(FIXTURES, kafka, `${name}.json`), `${JSON.stringify(recordings, null, 2)}\n`)
    process.stdout.write(`${kafka} ${name}: ${recordings.length} versions\n`)
  }
}

function encode(api: Api<never, unknown>, input: unknown, version: number): Buffer {
  // Each entry of the list pairs a request with an input of its own type.
  return encodeRequest(api as Api<unknown, unknown>, input, version)
}

/** Sends one request over a socket of its own, and returns the reply from behind the correlation id on. */
async function exchange(port: number, key: number, version: number, body: Buffer): Promise<Buffer> {
  const header = Buffer.alloc(10)
  header.writeInt16BE(key, 0)
  header.writeInt16BE(version, 2)
  header.writeInt32BE(1, 4)
  header.writeInt16BE(-1, 8)
  const size = Buffer.alloc(4)
  size.writeInt32BE(header.length + body.length)
  const socket = net.connect(port, '127.0.0.1')
  socket.write(Buffer.concat([size, header, body]))
  let received = Buffer.alloc(0)
  while (received.length < 4 || received.length < 4 + received.readInt32BE(0)) {
    const [chunk] = await once(socket, 'data')
    received = Buffer.concat([received, chunk])
  }
  socket.destroy()
  return received.subarray(8)
}
