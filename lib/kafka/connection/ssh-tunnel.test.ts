import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import ssh2, { type AuthContext } from 'ssh2'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeSshKey } from '#demo/ssh-key.ts'
import type { SshAccess } from './access.ts'
import { SshTunnel } from './ssh-tunnel.ts'
import { openStream } from './tcp.ts'
import { makeCertificate } from './testing/certificates.ts'
import { listen, makeHostKey, type SshServerOptions, startSshServer, type TestServer } from './testing/servers.ts'
import { secureStream } from './tls.ts'

const DEADLINE_MS = 60_000
const identity = makeCertificate({ name: 'kafka.internal', isCa: true })
const closing: { close: () => void }[] = []
let echo: TestServer

beforeEach(async () => {
  echo = kept(await listen(net.createServer((socket) => void socket.pipe(socket))))
})
afterEach(() => {
  for (const each of closing.splice(0).reverse()) each.close()
})

function kept<T extends { close: () => void }>(server: T): T {
  closing.push(server)
  return server
}

const start = async (options?: SshServerOptions) => kept(await startSshServer(options))
const tunnelTo = (access: SshAccess) => kept(new SshTunnel(access))

async function isEchoed(tunnel: SshTunnel): Promise<boolean> {
  const stream = await openStream(echo.address, tunnel, DEADLINE_MS)
  stream.write('hello')
  const [data] = await once(stream, 'data')
  stream.destroy()
  return String(data) === 'hello'
}

describe('a tunnel', () => {
  test('is one login, however many ask for streams at the same moment', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    expect(await Promise.all([1, 2, 3, 4].map(() => isEchoed(tunnel)))).toEqual([true, true, true, true])
    await tunnel.ready()
    expect(server.logins()).toBe(1)
  })

  test('has the far side resolve names', async () => {
    const server = await start({ resolve: ({ host }) => (host === 'kafka.internal' ? echo.address : null) })
    const stream = await openStream({ host: 'kafka.internal', port: 9092 }, tunnelTo(server.access), DEADLINE_MS)
    stream.write('hello')
    expect(String((await once(stream, 'data'))[0])).toBe('hello')
  })

  test.each([
    ['by the name that the cluster advertises', 'kafka.internal', null],
    ['not by the name of the SSH host', '127.0.0.1', 'cert-name'],
  ])('carries TLS, which is checked %s', async (_name, host, code) => {
    const secure = kept(await listen(tls.createServer(identity, (socket) => void socket.pipe(socket))))
    const server = await start({ resolve: () => secure.address })
    const stream = await openStream({ host: 'kafka.internal', port: 9093 }, tunnelTo(server.access), DEADLINE_MS)
    const access = { ca: identity.cert, cert: null, key: null, passphrase: null, checksChain: true, checksName: true }
    const securing = secureStream(stream, access, host, DEADLINE_MS)
    if (code) return expect(securing).rejects.toMatchObject({ code })
    const secured = await securing
    secured.write('hello')
    expect(String((await once(secured, 'data'))[0])).toBe('hello')
  })

  test('to a port without TLS says so', async () => {
    const plain = kept(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))))
    const server = await start({ resolve: () => plain.address })
    const stream = await openStream({ host: 'kafka.internal', port: 9092 }, tunnelTo(server.access), DEADLINE_MS)
    const access = { ca: null, cert: null, key: null, passphrase: null, checksChain: true, checksName: true }
    const securing = secureStream(stream, access, 'kafka.internal', DEADLINE_MS)
    await expect(securing).rejects.toMatchObject({ code: 'plaintext-expected' })
  })

  test('that broke tells its streams, and is made again for the next', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    const stream = await openStream(echo.address, tunnel, DEADLINE_MS)
    const closed = once(stream, 'close')
    stream.resume()
    for (const socket of server.sockets) socket.destroy()
    await closed
    expect(await isEchoed(tunnel)).toBe(true)
    expect(server.logins()).toBe(2)
  })

  test('that broke is why its streams end, until it is made again', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    const stream = await openStream(echo.address, tunnel, DEADLINE_MS)
    expect(tunnel.lost()).toBeNull()
    const ended = new Promise((resolve) => {
      for (const event of ['end', 'error', 'close']) stream.once(event, () => resolve(tunnel.lost()))
    })
    stream.resume()
    for (const socket of server.sockets) socket.destroy()
    const { host, port } = server.access
    expect(await ended).toMatchObject({ code: 'closed', message: `The SSH host ${host}:${port} ended the connection.` })
    await tunnel.ready()
    expect(tunnel.lost()).toBeNull()
  })

  test('to a host that says nothing more keeps waiting, as one that does not let us in', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    await tunnel.ready()
    expect(await tunnel.explainTimeout(performance.now())).toBeNull()
    const { host, port } = server.access
    const silent = { code: 'timeout', message: `The SSH host ${host}:${port} does not answer.` }
    for (const socket of server.sockets) socket.pause()
    // Who asks at once cannot know it yet, and waits for a word.
    const frozenAtMs = performance.now()
    expect(await tunnel.explainTimeout(frozenAtMs)).toMatchObject(silent)
    for (const socket of server.sockets) socket.resume()
    await expect.poll(() => tunnel.explainTimeout(performance.now()), { timeout: DEADLINE_MS }).toBeNull()
    // What was asked before that was kept waiting by the host nonetheless.
    expect(await tunnel.explainTimeout(frozenAtMs)).toMatchObject(silent)
  })

  test('through which nothing goes is not taken for a silent one', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    await tunnel.ready()
    const [socket] = server.sockets
    if (!socket) throw new Error('nobody is connected')
    // Longer than a silence: by then it has been asked several times whether it is there.
    let asked = 0
    socket.on('data', () => asked++)
    await expect.poll(() => asked, { timeout: DEADLINE_MS }).toBeGreaterThan(2)
    expect(await tunnel.explainTimeout(performance.now())).toBeNull()
  })

  test('that is closed closes all, and opens no more', async () => {
    const server = await start()
    const tunnel = tunnelTo(server.access)
    await openStream(echo.address, tunnel, DEADLINE_MS)
    tunnel.close()
    await expect.poll(() => server.sockets.size).toBe(0)
    await expect(tunnel.ready()).rejects.toMatchObject({ code: 'closed' })
  })

  test('that is closed in the middle of the login leaves nothing behind', async () => {
    const silent = kept(await listen(net.createServer((socket) => socket.resume())))
    const server = await start()
    const tunnel = tunnelTo({ ...server.access, ...silent.address })
    const coming = tunnel.forward(echo.address)
    coming.catch(() => {})
    await expect.poll(() => silent.sockets.size).toBe(1)
    tunnel.close()
    await expect(coming).rejects.toMatchObject({ name: 'ConnectionFailure' })
    await expect.poll(() => silent.sockets.size).toBe(0)
  })

  test('a stream that comes after its deadline is closed again', async () => {
    let open: (() => void) | undefined
    const stream = await openStream(echo.address, null, DEADLINE_MS)
    const late = { forward: () => new Promise<net.Socket>((resolve) => (open = () => resolve(stream as net.Socket))) }
    await expect(openStream(echo.address, late, 50)).rejects.toMatchObject({ code: 'timeout' })
    open?.()
    await expect.poll(() => stream.destroyed).toBe(true)
  })
})

describe('a host that is not reached', () => {
  test('is refused', async () => {
    const server = await start()
    const gone = await listen(net.createServer())
    gone.close()
    const failure = tunnelTo({ ...server.access, ...gone.address }).ready()
    await expect(failure).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/^The SSH host/) })
  })

  test('a target that nobody listens at is told of as seen from the SSH host', async () => {
    const server = await start({ resolve: () => null })
    const failure = tunnelTo(server.access).forward({ host: 'kafka.internal', port: 9092 })
    await expect(failure).rejects.toMatchObject({
      address: { host: 'kafka.internal', port: 9092 },
      message: expect.stringContaining('from the SSH host'),
    })
  })
})

describe('the key of the host', () => {
  test.each([
    ['that is not known', '', 'which is not known'],
    ['that is another than known', makeHostKey().public, 'CHANGED'],
  ])('%s is refused, with the line that would make it known', async (_name, known, words) => {
    const server = await start()
    const hosts = `[${server.address.host}]:${server.address.port}`
    const failure = await tunnelTo({ ...server.access, knownHosts: known && `${hosts} ${known}` })
      .ready()
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ssh-host-key' })
    expect(String(failure)).toContain(words)
    expect(String(failure)).toContain(server.access.knownHosts.trim())
  })

  test('of several is asked for by the type that is known', async () => {
    const rsa = makeHostKey('rsa')
    const server = await start({ hostKeys: [makeHostKey().private, rsa.private] })
    const knownHosts = `[${server.address.host}]:${server.address.port} ${rsa.public}`
    await tunnelTo({ ...server.access, knownHosts }).ready()
  })
})

describe('the login', () => {
  const lockedKey = makeSshKey({
    passphrase: 'fake-passphrase',
    cipher: 'aes256-ctr',
    rounds: 1,
  })

  function acceptKey(known: string) {
    const parsed = ssh2.utils.parseKey(known)
    if (parsed instanceof Error) throw parsed
    const blob = parsed.getPublicSSH()
    return (context: AuthContext) => {
      if (context.method === 'publickey' && context.key.data.equals(blob)) context.accept()
      else context.reject(['publickey'])
    }
  }

  const pem = (kind: 'pkcs1' | 'pkcs8') => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const text = privateKey.export({ type: kind, format: 'pem' }).toString()
    const parsed = ssh2.utils.parseKey(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim())
    if (parsed instanceof Error) throw parsed
    return { private: text, public: `ssh-rsa ${parsed.getPublicSSH().toString('base64')}` }
  }

  test.each([
    ['an OpenSSH key', makeSshKey(), null],
    ['an OpenSSH key with a passphrase', lockedKey, 'fake-passphrase'],
    ['an RSA key in PEM', pem('pkcs1'), null],
    ['a PKCS#8 key', pem('pkcs8'), null],
  ])('by %s', async (_name, key, passphrase) => {
    const server = await start({ onAuthentication: acceptKey(key.public) })
    const access = { ...server.access, password: null, privateKey: key.private, passphrase }
    expect(await isEchoed(tunnelTo(access))).toBe(true)
  })

  test.each([
    ['without the passphrase of the key', { privateKey: lockedKey.private }, 'no passphrase'],
    ['with another passphrase', { privateKey: lockedKey.private, passphrase: 'fake-canary' }, 'does not open it'],
    ['with a key that is none', { privateKey: 'fake-canary' }, 'no format'],
    ['with another key', { privateKey: makeSshKey().private }, 'refused the key'],
    ['with another password', { password: 'fake-canary' }, 'refused the password of the user "reef"'],
  ])('%s fails in words, and without the secret', async (_name, means, words) => {
    const server = await start()
    const failure = await tunnelTo({ ...server.access, password: null, ...means })
      .ready()
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ssh-auth', cause: undefined })
    expect(String(failure)).toContain(words)
    expect(String(failure)).not.toContain('canary')
  })

  test('by what the host asks at the keyboard', async () => {
    const server = await start({
      onAuthentication: (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive'])
        return context.prompt([{ prompt: 'Password:', echo: false }], (answers) =>
          answers[0] === 'fake-ssh-password' ? context.accept() : context.reject(),
        )
      },
    })
    expect(await isEchoed(tunnelTo(server.access))).toBe(true)
  })

  test('offers a refused password once, as the host counts that', async () => {
    const methods: string[] = []
    const server = await start({
      onAuthentication: (context) => {
        methods.push(context.method)
        context.reject(['password', 'keyboard-interactive'])
      },
    })
    await expect(tunnelTo(server.access).ready()).rejects.toMatchObject({ code: 'ssh-auth' })
    expect(methods).toEqual(['none', 'password'])
  })

  test('goes on with the key where the agent does not answer', async () => {
    const key = makeSshKey()
    const server = await start({ onAuthentication: acceptKey(key.public) })
    const access = { ...server.access, password: null, agent: '/nowhere/agent.sock', privateKey: key.private }
    expect(await isEchoed(tunnelTo(access))).toBe(true)
  })
})
