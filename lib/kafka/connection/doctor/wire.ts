import type { Duplex } from 'node:stream'
import { Writer } from '#lib/bytes/writer.ts'
import { CLIENT_ID } from '#lib/kafka/connection/broker-session.ts'
import { type Api, decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { type ApiVersions, apiVersions, negotiateVersions } from '#lib/kafka/protocol/api-versions.ts'
import { beginsTlsAlert } from '#lib/kafka/transport/tls-alert.ts'

const MAX_REPLY_BYTES = 16 * 1024 * 1024
const LENGTH_BYTES = 4
const CORRELATION_BYTES = 4

/** How an exchange ended without a reply: hung up, answered in TLS, or answered as nothing of Kafka does. */
export class WireFailure extends Error {
  override name = 'WireFailure'
  readonly kind: 'closed' | 'tls' | 'stranger'

  constructor(kind: WireFailure['kind'], cause?: unknown) {
    super(kind, { cause })
    this.kind = kind
  }
}

interface Waiting {
  readonly resolve: (reply: Buffer) => void
  readonly reject: (error: Error) => void
}

/** Requests over one stream, one at a time, that sees every byte: what the doctor looks at is how it goes wrong. */
export class Wire {
  readonly #stream: Duplex
  #received: Buffer = Buffer.alloc(0)
  #waiting: Waiting | null = null
  #failure: WireFailure | null = null
  #sent = 0

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('data', (data: Buffer) => this.#take(data))
    stream.on('error', (error) => this.#fail(new WireFailure('closed', error)))
    stream.on('end', () => this.#fail(new WireFailure('closed')))
    stream.on('close', () => this.#fail(new WireFailure('closed')))
  }

  async ask<Input, Output>(api: Api<Input, Output>, input: Input, version: number): Promise<Output> {
    const reply = await new Promise<Buffer>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#waiting = { resolve, reject }
      const header = new Writer(false)
        .int16(api.key)
        .int16(version)
        .int32(++this.#sent)
        .string(CLIENT_ID)
      const body = encodeRequest(api, input, version)
      const length = new Writer(false).int32(header.bytes().length + body.length)
      this.#stream.write(Buffer.concat([length.bytes(), header.bytes(), body]))
    })
    return decodeReply(api, reply, version)
  }

  versions(): Promise<ApiVersions> {
    return negotiateVersions((version) => this.ask(apiVersions, undefined, version))
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data])
    const stranger = judge(this.#received, this.#sent)
    if (stranger) {
      this.#fail(new WireFailure(stranger))
      // It may go on talking for as long as the check lasts.
      this.#stream.destroy()
      return
    }
    const end = lengthOf(this.#received)
    if (end === null || this.#received.length < end) return
    const reply = this.#received.subarray(LENGTH_BYTES + CORRELATION_BYTES, end)
    this.#received = this.#received.subarray(end)
    this.#waiting?.resolve(reply)
    this.#waiting = null
  }

  #fail(failure: WireFailure): void {
    this.#failure ??= failure
    this.#waiting?.reject(this.#failure)
    this.#waiting = null
  }
}

/** Whom the first bytes of a reply betray; null: it may be Kafka. */
function judge(received: Buffer, correlation: number): 'tls' | 'stranger' | null {
  if (beginsTlsAlert(received)) return 'tls'
  const end = lengthOf(received)
  if (end === null) return null
  const length = end - LENGTH_BYTES
  if (length < CORRELATION_BYTES || length > MAX_REPLY_BYTES) return 'stranger'
  const isWhole = received.length >= LENGTH_BYTES + CORRELATION_BYTES
  return isWhole && received.readInt32BE(LENGTH_BYTES) !== correlation ? 'stranger' : null
}

/** Where the reply ends, once that is known. */
function lengthOf(received: Buffer): number | null {
  return received.length < LENGTH_BYTES ? null : LENGTH_BYTES + received.readInt32BE(0)
}
