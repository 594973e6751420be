import { Duplex } from 'node:stream'
import tls from 'node:tls'
import forge from 'node-forge'
import { tlsOptions } from '#lib/kafka/connection/tls.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { Check } from './check.ts'
import { UNCHECKED } from './suspicion.ts'

const HANDSHAKE_RECORD = 22
const RECORD_HEADER_BYTES = 5
const MESSAGE_HEADER_BYTES = 4
const CERTIFICATE_REQUEST = 13
/** It ends the server's first flight in plain sight. */
const SERVER_HELLO_DONE = 14
const COMMON_NAME = '2.5.4.3'

/**
 * Whose client certificates the port accepts; null: it asks for none. Only TLS 1.2 says so in plain sight, so that is
 * what is begun here, and given up.
 */
export async function requestedAuthorities(check: Check, address: Address): Promise<readonly string[] | null> {
  try {
    return await check.inTime(check.deadlinesMs.suspicion, async () => {
      const stream = await check.connect(address, check.deadlinesMs.suspicion)
      try {
        return readAuthorities(await firstFlight(stream, address.host))
      } finally {
        stream.destroy()
      }
    })
  } catch {
    return null
  }
}

/** All that the server sends until it waits, or has had enough. */
function firstFlight(stream: Duplex, host: string): Promise<Buffer> {
  return new Promise((resolve) => {
    let seen: Buffer = Buffer.alloc(0)
    const end = () => resolve(seen)
    const tee = new Duplex({
      read: () => {},
      write: (data, _encoding, done) => stream.write(data, done),
    })
    // Behind one port there may be several brokers, told apart by the name that is asked for.
    const session = tls.connect({ ...tlsOptions(UNCHECKED, host), socket: tee, maxVersion: 'TLSv1.2' })
    session.on('error', end)
    stream.on('data', (data: Buffer) => {
      seen = Buffer.concat([seen, data])
      if (messagesOf(seen).some(({ type }) => type === SERVER_HELLO_DONE)) {
        end()
        session.destroy()
      } else tee.push(data)
    })
    stream.on('close', () => {
      end()
      session.destroy()
    })
  })
}

interface Message {
  readonly type: number
  readonly body: Buffer
}

/** The handshake messages in a row of TLS records, as far as they are whole. */
function messagesOf(bytes: Buffer): Message[] {
  const parts: Buffer[] = []
  for (let at = 0; at + RECORD_HEADER_BYTES <= bytes.length; ) {
    const end = at + RECORD_HEADER_BYTES + bytes.readUInt16BE(at + 3)
    if (bytes[at] !== HANDSHAKE_RECORD || end > bytes.length) break
    parts.push(bytes.subarray(at + RECORD_HEADER_BYTES, end))
    at = end
  }
  const handshake = Buffer.concat(parts)
  const messages: Message[] = []
  for (let at = 0; at + MESSAGE_HEADER_BYTES <= handshake.length; ) {
    const end = at + MESSAGE_HEADER_BYTES + handshake.readUIntBE(at + 1, 3)
    if (end > handshake.length) break
    messages.push({ type: handshake.readUInt8(at), body: handshake.subarray(at + MESSAGE_HEADER_BYTES, end) })
    at = end
  }
  return messages
}

/** RFC 5246, 7.4.4: kinds of certificates, kinds of signatures, and names, each list behind its length. */
export function readAuthorities(flight: Buffer): readonly string[] | null {
  const request = messagesOf(flight).find(({ type }) => type === CERTIFICATE_REQUEST)?.body
  if (!request) return null
  const afterKinds = 1 + request.readUInt8(0)
  const afterSignatures = afterKinds + 2 + request.readUInt16BE(afterKinds)
  const names: string[] = []
  for (let at = afterSignatures + 2; at + 2 <= request.length; ) {
    const end = at + 2 + request.readUInt16BE(at)
    names.push(readName(request.subarray(at + 2, end)))
    at = end
  }
  return names
}

/** The common name, or else whatever names there are. */
function readName(der: Buffer): string {
  const { asn1, util } = forge
  const attributes = partsOf(asn1.fromDer(util.createBuffer(der.toString('binary')))).flatMap(partsOf)
  const named = attributes.map((attribute) => {
    const [kind, value] = partsOf(attribute)
    const text = typeof value?.value === 'string' ? util.decodeUtf8(value.value) : ''
    return { isCommon: typeof kind?.value === 'string' && asn1.derToOid(kind.value) === COMMON_NAME, text }
  })
  return named.find(({ isCommon }) => isCommon)?.text ?? named.map(({ text }) => text).join(', ')
}

function partsOf({ value }: forge.asn1.Asn1): forge.asn1.Asn1[] {
  return typeof value === 'string' ? [] : value
}
