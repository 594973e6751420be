import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import type { TlsAccess } from './access.ts'
import { openStream } from './tcp.ts'
import { makeCertificate } from './testing/certificates.ts'
import { listen, type TestServer } from './testing/servers.ts'
import { secureStream, toCertificateRefusal } from './tls.ts'

const DEADLINE_MS = 60_000
const ca = makeCertificate({ name: 'Fake CA', isCa: true })
const otherCa = makeCertificate({ name: 'Another CA', isCa: true })
const kafka = makeCertificate({ name: 'kafka-1', issuer: ca, ips: ['127.0.0.1'] })
const expired = makeCertificate({ name: 'kafka-1', issuer: ca, validDays: [-3, -1] })
const early = makeCertificate({ name: 'kafka-1', issuer: ca, validDays: [1, 3] })
const alone = makeCertificate({ name: 'kafka-1' })
const client = makeCertificate({ name: 'reef', issuer: ca })

const trusting: TlsAccess = {
  ca: ca.cert,
  cert: null,
  key: null,
  passphrase: null,
  checksChain: true,
  checksName: true,
}

const servers: TestServer[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(server: net.Server): Promise<TestServer> {
  const listening = await listen(server)
  servers.push(listening)
  return listening
}

async function secure(server: TestServer, access: TlsAccess, host = 'kafka-1') {
  const stream = await openStream(server.address, null, DEADLINE_MS)
  return secureStream(stream, access, host, DEADLINE_MS, { address: { host, port: 9093 } })
}

describe('the certificate of a broker', () => {
  const chain = (identity: { cert: string; key: string }) => ({ ...identity, cert: `${identity.cert}\n${ca.cert}` })
  test.each([
    ['that expired', expired, trusting, 'kafka-1', 'cert-expired'],
    ['that is not valid yet', early, trusting, 'kafka-1', 'cert-expired'],
    ['that signed itself', alone, trusting, 'kafka-1', 'cert-self-signed'],
    ['by a CA that is not trusted', kafka, { ...trusting, ca: otherCa.cert }, 'kafka-1', 'cert-unknown-ca'],
    ['sent with a CA that is not trusted', chain(kafka), { ...trusting, ca: null }, 'kafka-1', 'cert-unknown-ca'],
    ['for another name', kafka, trusting, 'kafka-2', 'cert-name'],
    ['for another address', kafka, trusting, '127.0.0.2', 'cert-name'],
  ])('%s is refused', async (_name, identity, access, host, code) => {
    const server = await serve(tls.createServer(identity))
    await expect(secure(server, access, host)).rejects.toMatchObject({ name: 'ConnectionFailure', code })
    await expect.poll(() => server.sockets.size).toBe(0)
  })

  test.each([
    ['that is in order', kafka, trusting, 'kafka-1'],
    ['for the address that is dialled', kafka, trusting, '127.0.0.1'],
    ['for another name, where names are not checked', kafka, { ...trusting, checksName: false }, 'kafka-2'],
    ['of anybody, where nothing is checked', alone, { ...trusting, checksChain: false }, 'kafka-2'],
  ])('%s is accepted', async (_name, identity, access, host) => {
    const asked: unknown[] = []
    const options = {
      ...identity,
      SNICallback: (name: string, done: (error: null) => void) => {
        asked.push(name)
        done(null)
      },
    }
    const secured = await secure(await serve(tls.createServer(options)), access, host)
    expect(secured.encrypted).toBe(true)
    expect(asked).toEqual(net.isIP(host) ? [] : [host])
    secured.destroy()
  })
})

test('where names are not checked, the chain still is', async () => {
  const server = await serve(tls.createServer(alone))
  await expect(secure(server, { ...trusting, checksName: false })).rejects.toMatchObject({ code: 'cert-self-signed' })
})

describe('a broker that wants a client certificate', () => {
  /** With TLS 1.3 we are let in first, and hear of it with what we read next. */
  async function refusalOf(version: tls.SecureVersion, access: TlsAccess) {
    const options = { ...kafka, ca: ca.cert, requestCert: true, rejectUnauthorized: true, maxVersion: version }
    const server = tls.createServer(options)
    try {
      const secured = await secure(await serve(server), access)
      const [error] = await once(secured, 'error')
      return toCertificateRefusal(error, access, { host: 'kafka-1', port: 9093 })
    } catch (error) {
      return error
    }
  }

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('and gets none, by %s', async (version) => {
    const failure = await refusalOf(version, trusting)
    expect(failure).toMatchObject({
      code: 'client-cert-required',
      message: expect.stringContaining('requires a client certificate'),
    })
  })

  test.each([
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  ])('and gets another, of which it says %s', (code) => {
    const alert = Object.assign(new Error('alert'), { code })
    const failure = toCertificateRefusal(alert, { ...trusting, cert: client.cert }, { host: 'kafka-1', port: 9093 })
    expect(failure).toMatchObject({ code: 'client-cert-required', message: expect.stringContaining('refused our') })
  })

  test('lets in who has one', async () => {
    const server = await serve(tls.createServer({ ...kafka, ca: ca.cert, requestCert: true }))
    const secured = await secure(server, { ...trusting, cert: client.cert, key: client.key })
    expect(secured.authorized).toBe(true)
    secured.destroy()
  })
})

describe('a port without TLS', () => {
  test.each([
    ['that hangs up at once, as Kafka does', (socket: net.Socket) => socket.once('data', () => socket.destroy())],
    ['that resets', (socket: net.Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['that speaks HTTP', (socket: net.Socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('%s', async (_name, behave) => {
    const server = await serve(net.createServer((socket) => void behave(socket)))
    await expect(secure(server, trusting)).rejects.toMatchObject({ code: 'plaintext-expected' })
  })

  test('that says nothing is waited for until the deadline, and closed', async () => {
    const server = await serve(net.createServer((socket) => socket.resume()))
    const stream = await openStream(server.address, null, DEADLINE_MS)
    await expect(secureStream(stream, trusting, 'kafka-1', 100)).rejects.toMatchObject({ code: 'timeout' })
    await expect.poll(() => server.sockets.size).toBe(0)
  })
})

test('a broker that hangs up after it began to speak TLS is not said to speak none', async () => {
  // The head of a TLS record, and no more.
  const server = await serve(net.createServer((socket) => socket.end(Buffer.from([0x16, 3, 3]))))
  await expect(secure(server, trusting)).rejects.toMatchObject({ code: 'closed' })
})

test('a key that cannot be used is said without any of it', async () => {
  const server = await serve(tls.createServer(kafka))
  const access = { ...trusting, cert: client.cert, key: 'fake-canary-key' }
  const failure = await secure(server, access).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'unreachable', cause: undefined })
  expect(String(failure)).not.toContain('canary')
})
