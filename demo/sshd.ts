import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryPorts } from './ports.ts'
import { until } from './processes.ts'
import { Undertaker } from './undertaker.ts'

const run = promisify(execFile)

const HOST = '127.0.0.1'
const START_DEADLINE_MS = 20_000
/** It executes itself again for each connection, which needs its absolute path. */
const SSHD = '/usr/sbin/sshd'
const PRIVILEGE_SEPARATION = '/run/sshd'
const PASSPHRASE = 'canary-ssh-passphrase'

interface SshdOptions {
  /** What names mean behind it, and nowhere else. Only where `hasOwnNames`. */
  readonly names?: Readonly<Record<string, string>>
}

/** Whether a process may have an /etc/hosts of its own here: as root on Linux, and in few containers. */
export function hasOwnNames(): boolean {
  return spawnSync('unshare', ['-m', 'true']).status === 0
}

/** OpenSSH's own server on loopback, with keys that live as long as it does. */
export class Sshd {
  readonly host = HOST
  readonly port: number
  readonly username = userInfo().username
  readonly passphrase = PASSPHRASE
  readonly #folder: string
  readonly #undertaker = new Undertaker()
  #process: ChildProcess | null = null
  readonly #watched: number[] = []

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.port = port
  }

  static async start({ names }: SshdOptions = {}): Promise<Sshd> {
    const [port = 0] = await temporaryPorts(1)
    const sshd = new Sshd(mkdtempSync(join(tmpdir(), 'highwater-sshd-')), port)
    try {
      await sshd.#prepare(names)
      await sshd.#listen(names !== undefined)
    } catch (error) {
      await sshd.close()
      throw error
    }
    return sshd
  }

  get keyFile(): string {
    return this.#path('user')
  }

  get knownHostsFile(): string {
    return this.#path('known_hosts')
  }

  /** The user's key; and the same, encrypted with the passphrase. */
  get privateKey(): string {
    return readFileSync(this.keyFile, 'utf8')
  }

  get encryptedPrivateKey(): string {
    return readFileSync(this.#path('user-encrypted'), 'utf8')
  }

  get knownHosts(): string {
    return readFileSync(this.knownHostsFile, 'utf8')
  }

  /** What a user types before `-L …`, without any prompt. */
  get clientArguments(): string[] {
    const options = [`UserKnownHostsFile=${this.knownHostsFile}`, 'StrictHostKeyChecking=yes', 'BatchMode=yes']
    const files = ['-F', 'none', '-i', this.keyFile, '-p', String(this.port)]
    return [...files, ...options.flatMap((option) => ['-o', option]), `${this.username}@${this.host}`]
  }

  /** The user's own `ssh -L port:to -NT`: resolves when the port takes connections. */
  async userTunnel(localPort: number, to: string): Promise<{ close(): Promise<void> }> {
    const child = spawn('ssh', ['-N', '-T', '-L', `${HOST}:${localPort}:${to}`, ...this.clientArguments], {
      stdio: 'ignore',
    })
    this.#watch(child)
    await until('the tunnel to listen', START_DEADLINE_MS, () => takesConnections(localPort))
    return { close: () => end(child) }
  }

  async close(): Promise<void> {
    if (this.#process) await end(this.#process)
    this.#undertaker.dismiss()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #prepare(names: SshdOptions['names']): Promise<void> {
    await Promise.all([this.#makeKey('host', ''), this.#makeKey('user', '')])
    for (const part of ['', '.pub'])
      writeFileSync(this.#path(`user-encrypted${part}`), readFileSync(this.#path(`user${part}`)))
    chmodSync(this.#path('user-encrypted'), 0o600)
    await run('ssh-keygen', ['-q', '-p', '-P', '', '-N', this.passphrase, '-f', this.#path('user-encrypted')])
    writeFileSync(this.#path('authorized_keys'), readFileSync(this.#path('user.pub')))
    const [kind, key] = readFileSync(this.#path('host.pub'), 'utf8').split(' ')
    writeFileSync(this.knownHostsFile, `[${HOST}]:${this.port} ${kind} ${key?.trim()}\n`)
    writeFileSync(this.#path('config'), this.#settings())
    const lines = Object.entries(names ?? {}).map(([name, address]) => `${address} ${name}\n`)
    writeFileSync(this.#path('hosts'), ['127.0.0.1 localhost\n', ...lines].join(''))
  }

  #settings(): string {
    return `Port ${this.port}
ListenAddress ${HOST}
HostKey ${this.#path('host')}
AuthorizedKeysFile ${this.#path('authorized_keys')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AllowTcpForwarding yes
UseDNS no
`
  }

  async #listen(hasNames: boolean): Promise<void> {
    if (userInfo().uid === 0 && !existsSync(PRIVILEGE_SEPARATION)) mkdirSync(PRIVILEGE_SEPARATION, { mode: 0o755 })
    const command = [SSHD, '-D', '-e', '-f', this.#path('config')]
    // `exec`, so that what we end is the server itself.
    const script = `mount --bind ${this.#path('hosts')} /etc/hosts && exec ${command.join(' ')}`
    const [program = '', ...args] = hasNames
      ? ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script]
      : command
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process = child
    this.#watch(child)
    let log = ''
    child.stderr.on('data', (chunk) => {
      log += chunk
    })
    child.on('error', (error) => {
      log += error.message
    })
    await until('sshd to listen', START_DEADLINE_MS, async () => {
      if (child.exitCode !== null || child.pid === undefined) throw new Error(`sshd ended: ${log}`)
      return await takesConnections(this.port)
    })
  }

  async #makeKey(name: string, passphrase: string): Promise<void> {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'highwater-test', '-f', this.#path(name)])
  }

  #watch({ pid }: ChildProcess): void {
    if (pid !== undefined) this.#watched.push(pid)
    this.#undertaker.watch(this.#watched)
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: HOST, port })
    const answer = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
