import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import type { Reader } from '#lib/bytes/reader.ts'
import { Writer } from '#lib/bytes/writer.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { type FramedRequest, frameReply, onRequest } from '#lib/kafka/testing/framing.ts'

// Brokers in this process, for what real ones do not do when a test wants it: leaders that move between two requests,
// brokers that fall silent, logs that are cut while they are read.

export interface FakeBatch {
  readonly firstOffset: number
  readonly lastOffset: number
  readonly maxTimestampMs: number
  readonly bytes: Buffer
}

export interface FakeLog {
  leader: number
  startOffset: number
  endOffset: number
  stableOffset: number
  readonly batches: FakeBatch[]
  readonly aborted: { readonly producerId: number; readonly firstOffset: number }[]
}

const API_VERSIONS = 18
const METADATA = 3
const LIST_OFFSETS = 2
const FETCH = 1
const versions: readonly (readonly [key: number, version: number])[] = [
  [API_VERSIONS, 3],
  [METADATA, 10],
  [LIST_OFFSETS, 5],
  [FETCH, 13],
]
const POLL_MS = 10

export class FakeCluster {
  readonly topic: string
  topicId = Buffer.alloc(16, 1).toString('base64url')
  exists = true
  readonly logs: FakeLog[]
  /** Called before a Fetch is answered. */
  onFetch: (count: number) => void = () => {}
  fetches = 0
  /** The most that one Fetch wanted of all its partitions together. */
  mostAskedBytes = 0
  readonly silent = new Set<number>()
  /** So many replies hold nothing, though there is something. */
  emptyReplies = 0
  /** A longer reply does not get across. */
  mostReplyBytes = Number.POSITIVE_INFINITY
  withheldReplies = 0
  /** What a Fetch of a partition is refused with. */
  readonly refusals = new Map<number, number>()
  readonly #servers: net.Server[] = []
  readonly #sockets = new Set<net.Socket>()

  constructor(topic: string, logs: FakeLog[]) {
    this.topic = topic
    this.logs = logs
  }

  async start(brokers = 2): Promise<void> {
    for (let id = 0; id < brokers; id++) {
      const server = net.createServer((socket) => this.#serve(id, socket))
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      this.#servers.push(server)
    }
  }

  get addresses(): Address[] {
    return this.#servers.map((server) => {
      // A server that listens on a port has an address of this form.
      const { port } = server.address() as AddressInfo
      return { host: '127.0.0.1', port }
    })
  }

  get openConnections(): number {
    return this.#sockets.size
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy()
    for (const server of this.#servers) server.close()
  }

  #serve(broker: number, socket: net.Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    let answered: Promise<void> = Promise.resolve()
    onRequest(socket, (request) => {
      answered = answered.then(() => this.#answer(broker, socket, request))
    })
  }

  async #answer(broker: number, socket: net.Socket, request: FramedRequest): Promise<void> {
    if (this.silent.has(broker)) return
    const body = await this.#bodyOf(broker, request.key, request.body)
    if (body.length > this.mostReplyBytes) {
      this.withheldReplies++
      return
    }
    if (!socket.destroyed) socket.write(frameReply(request, body))
  }

  async #bodyOf(broker: number, key: number, reader: Reader): Promise<Buffer> {
    switch (key) {
      case API_VERSIONS:
        return versionsReply()
      case METADATA:
        return this.#metadata()
      case LIST_OFFSETS:
        return this.#offsets(broker, reader)
      case FETCH:
        return this.#fetch(broker, reader)
      default:
        throw new Error(`nobody taught it request ${key}`)
    }
  }

  #metadata(): Buffer {
    const writer = new Writer(true).int32(0)
    writer
      .array([...this.addresses.entries()], ([id, { host, port }]) =>
        writer.int32(id).string(host).int32(port).nullableString(null).noTags(),
      )
      .nullableString('fake')
      .int32(0)
      .array([this.topic], (name) => {
        writer.int16(this.exists ? 0 : kafkaErrorCode('UNKNOWN_TOPIC_OR_PARTITION'))
        writer.string(name).uuid(this.topicId).boolean(false)
        writer
          .array(this.exists ? [...this.logs.entries()] : [], ([id, { leader }]) => {
            writer.int16(0).int32(id).int32(leader).int32(0)
            for (const copies of [[leader], [leader], []]) writer.array(copies, (copy) => writer.int32(copy))
            writer.noTags()
          })
          .int32(0)
          .noTags()
      })
      .int32(0)
      .noTags()
    return writer.bytes()
  }

  #offsets(broker: number, reader: Reader): Buffer {
    reader.int32()
    const isStable = reader.int8() === 1
    const topics = reader.array(1, () => ({
      name: reader.string(),
      questions: reader.array(1, () => ({ id: reader.int32(), epoch: reader.int32(), timestampMs: reader.int64() })),
    }))
    const writer = new Writer(false).int32(0)
    writer.array(topics, ({ name, questions }) => {
      writer.string(name).array(questions, ({ id, timestampMs }) => {
        const log = this.logs[id]
        const errorCode = this.#refusal(broker, id)
        const offset = log && errorCode === 0 ? offsetAt(log, timestampMs, isStable) : -1
        writer.int32(id).int16(errorCode).int64(-1).int64(offset).int32(0)
      })
    })
    return writer.bytes()
  }

  async #fetch(broker: number, reader: Reader): Promise<Buffer> {
    this.onFetch(++this.fetches)
    reader.int32()
    const maxWaitMs = reader.int32()
    reader.int32()
    const mostBytes = reader.int32()
    const isCommitted = reader.int8() === 1
    reader.int32()
    reader.int32()
    const topics = reader.array(1, () => {
      const topicId = reader.uuid()
      const asked = reader.array(1, () => {
        const id = reader.int32()
        reader.int32()
        const offset = reader.int64()
        reader.int32()
        reader.int64()
        const maxBytes = reader.int32()
        reader.skipTags()
        return { id, offset, maxBytes }
      })
      reader.skipTags()
      return { topicId, asked }
    })
    const askedBytes = topics.flatMap(({ asked }) => asked).reduce((sum, { maxBytes }) => sum + maxBytes, 0)
    this.mostAskedBytes = Math.max(this.mostAskedBytes, Math.min(mostBytes, askedBytes))
    const isGone = topics.some(({ topicId }) => topicId !== this.topicId) || !this.exists
    const answer = () => {
      let left = mostBytes
      const partitions = topics
        .flatMap(({ asked }) => asked)
        .map(({ id, offset, maxBytes }) => {
          const refusal = this.refusals.get(id) ?? this.#refusal(broker, id, offset)
          const errorCode = isGone ? kafkaErrorCode('UNKNOWN_TOPIC_ID') : refusal
          const log = this.logs[id]
          const end = isCommitted ? log?.stableOffset : log?.endOffset
          const most = Math.min(maxBytes, left)
          const records =
            log && errorCode === 0 ? read(log, offset, end ?? 0, most, left === mostBytes) : Buffer.alloc(0)
          left = Math.max(0, left - records.length)
          return { id, errorCode, log, records, aborted: isCommitted ? (log?.aborted ?? []) : [] }
        })
      return { partitions, hasNews: partitions.some(({ errorCode, records }) => errorCode !== 0 || records.length > 0) }
    }
    let { partitions, hasNews } = answer()
    for (const untilMs = Date.now() + maxWaitMs; !hasNews && Date.now() < untilMs; ) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      ;({ partitions, hasNews } = answer())
    }
    const isEmpty = this.emptyReplies > 0
    if (isEmpty) this.emptyReplies--
    const sent = isEmpty ? partitions.map((partition) => ({ ...partition, records: Buffer.alloc(0) })) : partitions
    return fetchReply(topics[0]?.topicId ?? this.topicId, sent)
  }

  #refusal(broker: number, id: number, offset?: number): number {
    const log = this.logs[id]
    if (!log || !this.exists) return kafkaErrorCode('UNKNOWN_TOPIC_OR_PARTITION')
    if (log.leader !== broker) return kafkaErrorCode('NOT_LEADER_OR_FOLLOWER')
    const isOutside = offset !== undefined && (offset < log.startOffset || offset > log.endOffset)
    return isOutside ? kafkaErrorCode('OFFSET_OUT_OF_RANGE') : 0
  }
}

function versionsReply(): Buffer {
  const writer = new Writer(true).int16(0)
  return writer
    .array(versions, ([key, version]) => writer.int16(key).int16(Math.min(version, 4)).int16(version).noTags())
    .int32(0)
    .noTags()
    .bytes()
}

function offsetAt(log: FakeLog, timestampMs: number, isStable: boolean): number {
  if (timestampMs === -2) return log.startOffset
  if (timestampMs === -1) return isStable ? log.stableOffset : log.endOffset
  return log.batches.find(({ maxTimestampMs }) => maxTimestampMs >= timestampMs)?.firstOffset ?? -1
}

/** From the batch that holds the offset, as many whole ones as fit; what is first of all comes whole in any case. */
function read(log: FakeLog, offset: number, end: number, maxBytes: number, isFirst: boolean): Buffer {
  const chosen: Buffer[] = []
  let bytes = 0
  for (const batch of log.batches) {
    if (batch.lastOffset < offset || batch.firstOffset >= end) continue
    bytes += batch.bytes.length
    if (bytes > maxBytes && !(isFirst && chosen.length === 0)) break
    chosen.push(batch.bytes)
  }
  return Buffer.concat(chosen)
}

interface FetchAnswer {
  readonly id: number
  readonly errorCode: number
  readonly log: FakeLog | undefined
  readonly records: Buffer
  readonly aborted: FakeLog['aborted']
}

function fetchReply(topicId: string, partitions: readonly FetchAnswer[]): Buffer {
  const head = new Writer(true).int32(0).int16(0).int32(0).unsignedVarint(2).uuid(topicId)
  const parts = [head.unsignedVarint(partitions.length + 1).bytes()]
  for (const { id, errorCode, log, records, aborted } of partitions) {
    const writer = new Writer(true).int32(id).int16(errorCode)
    writer
      .int64(log?.endOffset ?? -1)
      .int64(log?.stableOffset ?? -1)
      .int64(log?.startOffset ?? -1)
    writer.array(aborted, ({ producerId, firstOffset }) => writer.int64(producerId).int64(firstOffset).noTags())
    writer.int32(-1).unsignedVarint(records.length + 1)
    parts.push(writer.bytes(), records, Buffer.from([0]))
  }
  return Buffer.concat([...parts, Buffer.from([0, 0])])
}
