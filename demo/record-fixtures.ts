import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { recordedRequests } from '#lib/kafka/protocol/fixtures/requests.ts'
import { KafkaCluster } from './cluster.ts'

// Records what real brokers answer to each of our requests, in every version that both sides speak, into
// lib/kafka/protocol/fixtures. Run it when a request is added: node demo/record-fixtures.ts

const RELEASES = ['3.9.2', '4.3.1']
const FIXTURES = join(import.meta.dirname, '..', 'lib', 'kafka', 'protocol', 'fixtures')
const DATA = join(import.meta.dirname, '..', '.highwater')

for (const kafka of RELEASES) {
  // Its path is part of a recording, and must not be one of somebody's own.
  const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
  const cluster = new KafkaCluster({
    folder,
    jarsFolder: DATA,
    version: kafka,
    brokers: 1,
    ports: 'temporary',
    fresh: true,
  })
  try {
    await cluster.start()
    const [broker] = cluster.brokers
    if (broker) await record(kafka, broker.port)
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true })
  }
}

async function record(kafka: string, port: number): Promise<void> {
  const offered = decodeReply(apiVersions, await exchange(port, 18, 3, encodeRequest(apiVersions, undefined, 3)), 3)
  for (const { api, input, name } of recordedRequests) {
    const range = offered.apis.get(api.key)
    if (!range) continue
    const recordings = []
    for (
      let version = Math.max(api.versions.min, range.min);
      version <= Math.min(api.versions.max, range.max);
      version++
    ) {
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
