import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import ssh2, { type AuthContext, type Connection } from 'ssh2'
import { makeSshKey } from '#demo/ssh-key.ts'
import type { SshAccess } from '#lib/kafka/connection/access.ts'
import type { Address } from '#lib/kafka/failure.ts'

// Servers in this process, for tests of what is between us and a broker.

export interface TestServer {
  readonly address: Address
  readonly sockets: ReadonlySet<net.Socket>
  readonly close: () => void
}

/** Listens on loopback, and knows what is connected to it. */
export async function listen(server: net.Server, host = '127.0.0.1', at = 0): Promise<TestServer> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(at, host)
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { address: { host, port }, sockets, close }
}

export const SSH_PASSWORD = 'fake-ssh-password'

export interface SshServerOptions {
  readonly hostKeys?: readonly string[]
  readonly onAuthentication?: (context: AuthContext) => void
  /** Where a target is from the SSH host, as only that knows; null: nowhere; never: nobody says. */
  readonly resolve?: (target: Address) => Address | 'never' | null
}

export interface SshServer extends TestServer {
  readonly logins: () => number
  readonly access: SshAccess
  readonly connections: ReadonlySet<Connection>
}

export function makeHostKey(type: 'ed25519' | 'rsa' = 'ed25519'): { private: string; public: string } {
  return type === 'rsa' ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }) : makeSshKey()
}

const hostKey = makeHostKey()

/** An SSH host that lets in whoever has the password, and forwards. */
export async function startSshServer({
  hostKeys = [hostKey.private],
  onAuthentication = acceptPassword,
  resolve = (target) => target,
}: SshServerOptions = {}): Promise<SshServer> {
  const connections = new Set<Connection>()
  let logins = 0
  const sshServer = new ssh2.Server({ hostKeys: [...hostKeys] }, (connection) => {
    logins++
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    connection.on('error', () => {})
    connection.on('authentication', onAuthentication)
    connection.on('ready', () => {
      connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
        const found = resolve({ host: destIP, port: destPort })
        if (found === 'never') return
        if (!found) return reject()
        const socket = net.connect(found.port, found.host)
        socket.on('error', () => reject())
        socket.on('connect', () => {
          const channel = accept()
          channel.on('error', () => {})
          socket.pipe(channel).pipe(socket)
          channel.on('close', () => socket.destroy())
        })
      })
    })
  })
  // It wraps a server of node:net, which it does not show; connections are handed over to it.
  const server = await listen(net.createServer((socket) => sshServer.injectSocket(socket)))
  const [, type = '', key = ''] = /^(\S+) (\S+)/.exec(hostKey.public) ?? []
  const access: SshAccess = {
    ...server.address,
    username: 'reef',
    password: SSH_PASSWORD,
    privateKey: null,
    passphrase: null,
    agent: null,
    knownHosts: `[${server.address.host}]:${server.address.port} ${type} ${key}`,
  }
  return { ...server, logins: () => logins, access, connections }
}

function acceptPassword(context: AuthContext): void {
  if (context.method === 'password' && context.password === SSH_PASSWORD) context.accept()
  else context.reject(['password'])
}
