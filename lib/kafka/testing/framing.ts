import type { Duplex } from 'node:stream'
import { Reader } from '#lib/bytes/reader.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { fetchRecordsById } from '#lib/kafka/protocol/fetch-records.ts'
import { listOffsets } from '#lib/kafka/protocol/list-offsets.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { saslAuthenticate } from '#lib/kafka/protocol/sasl-authenticate.ts'
import { saslHandshake } from '#lib/kafka/protocol/sasl-handshake.ts'

// The broker's side of Kafka's framing, for the brokers that tests play: lengths, correlation ids and header versions.

const served: readonly Pick<Api<never, unknown>, 'key' | 'flexibleFrom'>[] = [
  apiVersions,
  fetchRecordsById,
  listOffsets,
  metadata,
  saslAuthenticate,
  saslHandshake,
]
const LENGTH_BYTES = 4
const CLIENT_ID_AT = 8
/** Of what is no Kafka, the first bytes are mostly a length far beyond it. */
const MAX_REQUEST_BYTES = 1_000_000

export interface FramedRequest {
  readonly key: number
  readonly version: number
  readonly correlationId: number
  readonly isFlexible: boolean
  /** Header and body. */
  readonly bytes: Buffer
  /** At the beginning of the body. */
  readonly body: Reader
}

/** Calls back for every whole request; hangs up at what cannot be one. */
export function onRequest(stream: Duplex, handle: (request: FramedRequest) => void): void {
  let received: Buffer = Buffer.alloc(0)
  stream.on('error', () => {})
  stream.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    while (received.length >= LENGTH_BYTES && !stream.destroyed) {
      const end = LENGTH_BYTES + received.readUInt32BE(0)
      if (end > MAX_REQUEST_BYTES) return void stream.destroy()
      if (received.length < end) return
      const bytes = received.subarray(LENGTH_BYTES, end)
      received = received.subarray(end)
      handle(readHeader(bytes))
    }
  })
}

function readHeader(bytes: Buffer): FramedRequest {
  const [key, version] = [bytes.readInt16BE(0), bytes.readInt16BE(2)]
  const isFlexible = version >= (served.find((api) => api.key === key)?.flexibleFrom ?? Number.POSITIVE_INFINITY)
  const clientIdBytes = Math.max(0, bytes.readInt16BE(CLIENT_ID_AT))
  const body = new Reader(bytes, isFlexible, CLIENT_ID_AT + 2 + clientIdBytes)
  body.skipTags()
  return { key, version, correlationId: bytes.readInt32BE(4), isFlexible, bytes, body }
}

/** Each connection begins with metadata of no topic, to learn which cluster it leads to. */
export function asksWhichCluster({ key, isFlexible, bytes }: FramedRequest): boolean {
  // Behind the topics, in the versions that are played: whether to create them.
  const noTopic = Buffer.from(isFlexible ? [1, 0, 0, 0] : [0, 0, 0, 0, 0])
  return key === metadata.key && bytes.subarray(-noTopic.length).equals(noTopic)
}

/** A reply under the header of the request's version; ApiVersions is always answered under the oldest. */
export function frameReply(
  { key, correlationId, isFlexible }: Pick<FramedRequest, 'key' | 'correlationId' | 'isFlexible'>,
  body: Buffer,
): Buffer {
  const tags = Buffer.alloc(isFlexible && key !== apiVersions.key ? 1 : 0)
  const head = Buffer.alloc(2 * LENGTH_BYTES)
  head.writeInt32BE(LENGTH_BYTES + tags.length + body.length)
  head.writeInt32BE(correlationId, LENGTH_BYTES)
  return Buffer.concat([head, tags, body])
}
