import { type Address, ConnectionFailure, causes, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import type { SaslAccess, UnsecuredToken } from './access.ts'

type KafkajsSasl =
  | { readonly mechanism: string; readonly username: string; readonly password: string }
  | { readonly mechanism: string; readonly authenticationProvider: ReturnType<typeof bearer> }

/** For one connection: kafkajs writes into what it is given. */
export function toKafkajsSasl(sasl: SaslAccess): KafkajsSasl {
  if (sasl.mechanism !== 'oauthbearer') {
    const { mechanism, username, password } = sasl
    return { mechanism, username, password }
  }
  return { mechanism: 'oauthbearer', authenticationProvider: bearer(sasl) }
}

type BearerAccess = Extract<SaslAccess, { mechanism: 'oauthbearer' }>

export interface Exchange {
  /** Replies come as they were sent: with their length before them. */
  readonly saslAuthenticate: <Reply>(message: {
    readonly request: { readonly encode: () => Promise<Buffer> }
    readonly response: {
      readonly decode: (bytes: Buffer) => Promise<Buffer>
      readonly parse: (bytes: Buffer) => Promise<Reply>
    }
  }) => Promise<Reply | undefined>
}

const SEPARATOR = '\u0001'
const LENGTH_BYTES = 4

/** kafkajs's own takes a refused token for an accepted one: it does not read the answer, which then blocks all else. */
function bearer(sasl: BearerAccess) {
  return ({ saslAuthenticate }: Exchange) => ({
    authenticate: async () => {
      const reply = await saslAuthenticate({ request: bytesOf(firstMessage(sasl)), response: raw })
      const isRefused = reply !== undefined && withoutLength(reply).length > 0
      // The broker says why only after this, and with the protocol's code for it.
      if (isRefused) await saslAuthenticate({ request: bytesOf(SEPARATOR), response: raw })
    },
  })
}

const raw = { decode: async (bytes: Buffer) => bytes, parse: async (bytes: Buffer) => bytes }

function bytesOf(text: string) {
  return { encode: async () => withLength(Buffer.from(text)) }
}

/** kafkajs hands over each message behind its length, as Kafka does, and wants the answers so. */
export function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeInt32BE(message.length)
  return Buffer.concat([length, message])
}

export function withoutLength(bytes: Buffer): Buffer {
  return bytes.subarray(LENGTH_BYTES)
}

function firstMessage({ token, extensions }: BearerAccess): string {
  const value = typeof token === 'string' ? token : unsecuredToken(token, Date.now())
  const fields = [`auth=Bearer ${value}`, ...Object.entries(extensions).map(([name, text]) => `${name}=${text}`)]
  return `n,,${SEPARATOR}${fields.join(SEPARATOR)}${SEPARATOR}${SEPARATOR}`
}

const MS = 1_000

/** A JWS that nobody signs, as RFC 7515 has it in its appendix A.5. */
export function unsecuredToken({ claims, lifetimeSeconds }: UnsecuredToken, nowMs: number): string {
  const iat = Math.floor(nowMs / MS)
  const parts = [{ alg: 'none' }, { ...claims, iat, exp: iat + lifetimeSeconds }]
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
}

const UNSUPPORTED_SASL_MECHANISM = kafkaErrorCode('UNSUPPORTED_SASL_MECHANISM')
/** The handshake is answered so where the listener knows no login. */
const ILLEGAL_SASL_STATE = kafkaErrorCode('ILLEGAL_SASL_STATE')
const SASL_AUTHENTICATION_FAILED = kafkaErrorCode('SASL_AUTHENTICATION_FAILED')

/**
 * Why nobody was let in. kafkajs makes one class of all that goes wrong meanwhile, so what the last request failed by
 * decides. The broker's words are not kept: they may quote what it was sent.
 */
export function toSaslFailure(lastError: unknown, sasl: SaslAccess, address: Address): ConnectionFailure {
  const codes = [...causes(lastError)].map((link) => ('code' in link ? link.code : null))
  const broker = formatAddress(address)
  const mechanism = sasl.mechanism.toUpperCase()
  if (codes.includes(UNSUPPORTED_SASL_MECHANISM)) {
    const words = `${broker} does not accept ${mechanism}, the SASL mechanism that is configured.`
    return new ConnectionFailure('mechanism', address, undefined, words)
  }
  if (codes.includes(ILLEGAL_SASL_STATE)) {
    const words = `${broker} takes no login at this port, and ${mechanism} is configured.`
    return new ConnectionFailure('mechanism', address, undefined, words)
  }
  const isRefused = codes.includes(SASL_AUTHENTICATION_FAILED)
  if (!isRefused && lastError !== null) return toConnectionFailure(lastError, address)
  const what = 'username' in sasl ? `the password of the user "${sasl.username}"` : 'the token'
  if (lastError === null) {
    // In SCRAM the broker has to know it, too.
    const words = `${broker} did not prove that it knows ${what} (${mechanism}): it refused it, or is another than is meant.`
    return new ConnectionFailure('auth-failed', address, undefined, words)
  }
  return new ConnectionFailure('auth-failed', address, undefined, `${broker} refused ${what} (${mechanism}).`)
}
