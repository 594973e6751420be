import type { SaslAccess } from './sasl-access.ts'
import { unsecuredToken } from './unsecured-token.ts'

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
