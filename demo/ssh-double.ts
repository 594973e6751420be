import { createHash } from 'node:crypto'
import net from 'node:net'
import ssh2, { type AuthContext, type Connection, type ServerChannel, type TcpipRequestInfo } from 'ssh2'
import { makeSshKey } from './ssh-key.ts'

const HOST = '127.0.0.1'

interface SshDoubleOptions {
  readonly password?: string
  /** What names mean behind it, and nowhere else. */
  readonly names?: Readonly<Record<string, string>>
}

/** An SSH server in this process, for what OpenSSH's own does not do on demand: to fall silent, or change its key. */
export class SshDouble {
  readonly host = HOST
  readonly username = 'carol'
  readonly password: string
  readonly #names: Readonly<Record<string, string>>
  readonly #clients = new Set<Connection>()
  readonly #sockets = new Set<net.Socket>()
  #hostKey = makeSshKey()
  #server: net.Server | null = null
  #port = 0
  #isFrozen = false
  #attempts = 0
  #refusesEverybody = false

  private constructor({ password = 'canary-ssh-password', names = {} }: SshDoubleOptions) {
    this.password = password
    this.#names = names
  }

  static async start(options: SshDoubleOptions = {}): Promise<SshDouble> {
    const double = new SshDouble(options)
    await double.listen()
    return double
  }

  get port(): number {
    return this.#port
  }

  get knownHosts(): string {
    const [kind, key] = this.#hostKey.public.split(' ')
    return `[${HOST}]:${this.#port} ${kind} ${key}\n`
  }

  /** As OpenSSH writes it. */
  get fingerprint(): string {
    const key = Buffer.from(this.#hostKey.public.split(' ')[1] ?? '', 'base64')
    return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
  }

  /** The number of login attempts. */
  get attempts(): number {
    return this.#attempts
  }

  get connections(): number {
    return this.#clients.size
  }

  async listen(): Promise<void> {
    const ssh = new ssh2.Server({ hostKeys: [this.#hostKey.private] }, (client) => this.#welcome(client))
    const server = net.createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      if (this.#isFrozen) return
      ssh.injectSocket(socket)
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: HOST, port: this.#port }, resolve)
    })
    const address = server.address()
    if (address && typeof address === 'object') this.#port = address.port
    this.#server = server
  }

  /** Breaks all connections; new ones are taken. */
  drop(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** It stops answering: connections stay open, and new ones get no greeting. */
  freeze(): void {
    this.#isFrozen = true
    for (const socket of this.#sockets) socket.pause()
  }

  thaw(): void {
    this.#isFrozen = false
    for (const socket of this.#sockets) socket.resume()
  }

  refuseEverybody(): void {
    this.#refusesEverybody = true
  }

  /** Another host key, as after a new installation or with a man in the middle. */
  async changeHostKey(): Promise<void> {
    await this.close()
    this.#hostKey = makeSshKey()
    await this.listen()
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (!server) return
    const closed = new Promise((resolve) => server.close(resolve))
    this.drop()
    await closed
  }

  #welcome(client: Connection): void {
    this.#clients.add(client)
    client.on('error', () => {})
    client.on('close', () => this.#clients.delete(client))
    client.on('authentication', (attempt) => this.#authenticate(attempt))
    client.on('tcpip', (accept, reject, info) => this.#forward(accept, reject, info))
  }

  #authenticate(attempt: AuthContext): void {
    const { method, username } = attempt
    if (method !== 'none') this.#attempts += 1
    const isKnown = username === this.username && !this.#refusesEverybody
    if (isKnown && method === 'password' && attempt.password === this.password) attempt.accept()
    else attempt.reject(['password'])
  }

  #forward(accept: () => ServerChannel, reject: () => void, { destIP, destPort }: TcpipRequestInfo): void {
    const socket = net.connect({ host: this.#names[destIP] ?? destIP, port: destPort })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      const channel = accept()
      for (const stream of [socket, channel]) stream.on('error', () => socket.destroy())
      socket.on('close', () => channel.close())
      channel.on('close', () => socket.destroy())
      socket.pipe(channel).pipe(socket)
    })
  }
}
