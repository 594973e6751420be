import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { Writer } from '#lib/bytes/writer.ts'
import { listen, type TestServer } from '#lib/kafka/connection/testing/servers.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { type FramedRequest, frameReply, onRequest } from '#lib/kafka/testing/framing.ts'

// A broker in this process, for the ways in which a listener lets clients in or not.

export const METADATA = 3
const API_VERSIONS = 18
const SASL_HANDSHAKE = 17
const SASL_AUTHENTICATE = 36
const served: readonly (readonly [key: number, version: number])[] = [
  [API_VERSIONS, 3],
  [METADATA, 4],
  [SASL_HANDSHAKE, 1],
  [SASL_AUTHENTICATE, 0],
]
const REFUSED = kafkaErrorCode('SASL_AUTHENTICATION_FAILED')

interface Login {
  readonly mechanisms: readonly string[]
  readonly username: string
  readonly password: string
  /** Lets everybody in by SCRAM, and knows no password itself. */
  readonly isImpostor?: boolean
}

interface BrokerOptions {
  readonly tls?: tls.TlsOptions
  readonly login?: Login
  /** Whom it tells of, instead of itself as broker 1. */
  readonly brokers?: () => readonly (Address & { readonly id: number })[]
  readonly clusterId?: string | null
  /** The kind of request at which it falls silent. */
  readonly silentAt?: number
}

export interface TestBroker extends TestServer {
  /** How many logins were begun. */
  readonly logins: () => number
}

export async function startBroker(options: BrokerOptions = {}): Promise<TestBroker> {
  const { tls: tlsOptions, login, silentAt, clusterId = 'test' } = options
  let logins = 0
  const brokers = () => options.brokers?.() ?? [{ id: 1, ...server.address }]
  const serve = (stream: Duplex) => {
    let exchange: ((message: string) => string | null) | null = null
    let isIn = !login
    answerRequests(stream, ({ key, body: reader }) => {
      if (key === silentAt) return 'silence'
      if (key === API_VERSIONS) return versionsReply()
      if (key === SASL_HANDSHAKE) {
        const mechanism = reader.string()
        exchange = login?.mechanisms.includes(mechanism) ? exchangeOf(mechanism, login) : null
        return handshakeReply(login, exchange !== null)
      }
      if (key !== SASL_AUTHENTICATE) return isIn ? metadataReply(brokers(), clusterId) : null
      logins += exchange && !isIn ? 1 : 0
      const answer = exchange?.(reader.bytes().toString()) ?? null
      isIn = answer !== null
      return authenticateReply(answer)
    })
  }
  const server = await listen(tlsOptions ? tls.createServer(tlsOptions, serve) : net.createServer(serve))
  return { ...server, logins: () => logins }
}

type Answer = Buffer | 'silence' | null

/** null hangs up, as a broker does at what it does not understand. */
function answerRequests(stream: Duplex, answer: (request: FramedRequest) => Answer): void {
  onRequest(stream, (request) => {
    const body = answer(request)
    if (body === null) stream.destroy()
    else if (body !== 'silence') stream.write(frameReply(request, body))
  })
}

function versionsReply(): Buffer {
  const writer = new Writer(true).int16(0)
  writer.array(served, ([key, version]) => writer.int16(key).int16(0).int16(version).noTags())
  return writer.int32(0).noTags().bytes()
}

function metadataReply(brokers: readonly (Address & { readonly id: number })[], clusterId: string | null): Buffer {
  const writer = new Writer(false).int32(0)
  writer.array(brokers, ({ id, host, port }) => writer.int32(id).string(host).int32(port).nullableString(null))
  return writer.nullableString(clusterId).int32(1).int32(0).bytes()
}

function handshakeReply(login: Login | undefined, isOffered: boolean): Buffer {
  const refusal = kafkaErrorCode(login ? 'UNSUPPORTED_SASL_MECHANISM' : 'ILLEGAL_SASL_STATE')
  const writer = new Writer(false).int16(isOffered ? 0 : refusal)
  return writer.array(login?.mechanisms ?? [], (name) => writer.string(name)).bytes()
}

/** A broker's own sentence is not ours to repeat, whatever it holds. */
function authenticateReply(answer: string | null): Buffer {
  const writer = new Writer(false).int16(answer === null ? REFUSED : 0)
  return writer
    .nullableString(answer === null ? 'wrong, wrong' : null)
    .byteArray(Buffer.from(answer ?? ''))
    .bytes()
}

/** What the broker answers each message with; null: it refuses. */
function exchangeOf(mechanism: string, login: Login): (message: string) => string | null {
  if (mechanism === 'PLAIN') {
    return (message) => (message === `\0${login.username}\0${login.password}` ? '' : null)
  }
  if (mechanism === 'OAUTHBEARER') return bearerExchange(login.password)
  return scramExchange(mechanism === 'SCRAM-SHA-512' ? 'sha512' : 'sha256', login)
}

/** A refused token is answered with a reason first, and with the refusal once that was taken note of. */
function bearerExchange(token: string): (message: string) => string | null {
  return (message) =>
    message.includes(`auth=Bearer ${token}\u0001`) ? '' : message === '\u0001' ? null : '{"status":"x"}'
}

/** RFC 5802, the server's side. */
function scramExchange(
  hash: 'sha256' | 'sha512',
  { username, password, isImpostor = false }: Login,
): (message: string) => string | null {
  const iterations = 4_096
  const salt = randomBytes(16)
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest()
  const salted = pbkdf2Sync(password, salt, iterations, hash === 'sha256' ? 32 : 64, hash)
  const storedKey = createHash(hash).update(hmac(salted, 'Client Key')).digest()
  let begun: { first: string; challenge: string } | null = null
  return (message) => {
    if (!begun) {
      const [, name, nonce] = /^n,,n=([^,]*),r=(.*)$/.exec(message) ?? []
      if (name !== username) return null
      begun = { first: message.slice(3), challenge: `r=${nonce}more,s=${salt.toString('base64')},i=${iterations}` }
      return begun.challenge
    }
    const [, bare = '', proof = ''] = /^(.*),p=(.*)$/.exec(message) ?? []
    if (isImpostor) return `v=${randomBytes(32).toString('base64')}`
    const whole = `${begun.first},${begun.challenge},${bare}`
    const signature = hmac(storedKey, whole)
    const clientKey = Buffer.from(proof, 'base64').map((byte, at) => byte ^ (signature[at] ?? 0))
    if (!createHash(hash).update(clientKey).digest().equals(storedKey)) return null
    return `v=${hmac(hmac(salted, 'Server Key'), whole).toString('base64')}`
  }
}
