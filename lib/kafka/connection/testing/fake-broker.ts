import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { Writer } from '#lib/bytes/writer.ts'
import { asksWhichCluster, type FramedRequest, frameReply, onRequest } from '#lib/kafka/testing/framing.ts'
import type { Identity } from './certificates.ts'
import { listen, type TestServer } from './servers.ts'

// A broker in this process that lets in by password, for what is about connecting and not about data.

const METADATA = 3
const SASL_HANDSHAKE = 17
const API_VERSIONS = 18
const SASL_AUTHENTICATE = 36
const UNSUPPORTED_SASL_MECHANISM = 33
const SASL_AUTHENTICATION_FAILED = 58
const REBOOTSTRAP_REQUIRED = 129
const CONFIRMING_VERSION = 5

export interface FakeBrokerOptions {
  /** With TLS, by this certificate. */
  readonly identity?: Identity
  readonly mechanisms?: readonly string[]
  readonly password?: string
  /** How long a login is good for; 0: for ever. */
  readonly sessionMs?: number
  readonly clusterId?: string | null
  /** By which it refuses to be taken for another broker; without one it cannot, as before Kafka 4.4. */
  readonly nodeId?: number
  /** Else it is a free one. */
  readonly port?: number
}

export interface FakeBroker extends TestServer {
  readonly logins: () => number
  readonly connections: () => number
  /** The kinds of requests that came, as "key version". */
  readonly requests: readonly string[]
  /** What it answers Metadata of topics with after a while, and how many wait; where there is none, at once. */
  onMetadata: ((answer: () => void) => void) | null
}

export async function startFakeBroker(options: FakeBrokerOptions = {}): Promise<FakeBroker> {
  const { identity, mechanisms = ['PLAIN'], password = 'fake-password', sessionMs = 0, clusterId = 'fake' } = options
  let logins = 0
  let connections = 0
  const requests: string[] = []
  const bodies: Record<number, (request: FramedRequest) => Buffer> = {
    [API_VERSIONS]: (request) => versionsReply(request, { clusterId, ...options }),
    [METADATA]: () => new Writer(false).int32(0).int32(0).nullableString(clusterId).int32(-1).int32(0).bytes(),
    [SASL_HANDSHAKE]: ({ bytes: request }) => {
      const writer = new Writer(false)
      const isKnown = mechanisms.some((mechanism) => request.includes(mechanism))
      writer.int16(isKnown ? 0 : UNSUPPORTED_SASL_MECHANISM)
      return writer.array([...mechanisms], (mechanism) => writer.string(mechanism)).bytes()
    },
    [SASL_AUTHENTICATE]: ({ bytes: request }) => {
      logins++
      const isRight = request.includes(`\0${password}`)
      const writer = new Writer(false).int16(isRight ? 0 : SASL_AUTHENTICATION_FAILED)
      return writer
        .nullableString(isRight ? null : 'Authentication failed')
        .int32(0)
        .int64(sessionMs)
        .bytes()
    },
  }
  const broker: Pick<FakeBroker, 'onMetadata'> = { onMetadata: null }
  const serve = (socket: Duplex) => {
    connections++
    onRequest(socket, (request) => {
      requests.push(`${request.key} ${request.version}`)
      const answer = () => {
        const body = bodies[request.key]?.(request) ?? Buffer.alloc(0)
        if (socket.writable) socket.write(frameReply(request, body))
      }
      if (request.key === METADATA && broker.onMetadata && !asksWhichCluster(request)) broker.onMetadata(answer)
      else answer()
    })
  }
  const server = identity ? tls.createServer(identity, serve) : net.createServer(serve)
  const listening = await listen(server, '127.0.0.1', options.port)
  return Object.assign(broker, listening, { logins: () => logins, connections: () => connections, requests })
}

function versionsReply({ version, body }: FramedRequest, { clusterId, nodeId }: FakeBrokerOptions): Buffer {
  const apis = [
    [METADATA, 4],
    [SASL_HANDSHAKE, 1],
    [API_VERSIONS, nodeId === undefined ? 3 : CONFIRMING_VERSION],
    [SASL_AUTHENTICATE, 1],
  ] as const
  const writer = new Writer(true).int16(version < CONFIRMING_VERSION || isMeant() ? 0 : REBOOTSTRAP_REQUIRED)

  function isMeant(): boolean {
    body.string()
    body.string()
    return body.nullableString() === clusterId && body.int32() === nodeId
  }

  return writer
    .array([...apis], ([key, version]) => writer.int16(key).int16(version).int16(version).noTags())
    .int32(0)
    .noTags()
    .bytes()
}
