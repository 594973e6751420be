import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { javaOptions } from './broker.ts'
import { toProperties } from './broker-settings.ts'
import { kill, until } from './processes.ts'

const HOST = '127.0.0.1'
const HEAP_MEGABYTES = 96
const END_DEADLINE_MS = 5_000
/** The unit of its timeouts: sessions of brokers that died end within seconds. */
const TICK_MS = 500

interface ZooKeeperOptions {
  readonly folder: string
  readonly port: number
  readonly java: string
  readonly jars: string
  readonly readyDeadlineMs: number
}

/** Releases before 3.3 keep in ZooKeeper what newer ones agree on among themselves. */
export function needsZooKeeper(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 3 || (major === 3 && minor < 3)
}

/** A single ZooKeeper, for the tests of old releases. */
export class ZooKeeper {
  #process: ChildProcess | null = null

  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  /** Resolves when it takes connections. */
  async start({ folder, port, java, jars, readyDeadlineMs }: ZooKeeperOptions): Promise<void> {
    const data = join(folder, 'zookeeper')
    mkdirSync(data, { recursive: true })
    const settings = join(folder, 'zookeeper.properties')
    writeFileSync(settings, toProperties(zooKeeperSettings(data, port)))
    const log = openSync(join(folder, 'zookeeper.log'), 'w')
    const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain'
    const child = spawn(java, [`-Xmx${HEAP_MEGABYTES}m`, ...javaOptions, '-cp', join(jars, '*'), main, settings], {
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    const onEnd = () => {
      if (this.#process === child) this.#process = null
    }
    child.once('error', onEnd)
    child.once('exit', onEnd)
    this.#process = child
    await until('ZooKeeper to answer', readyDeadlineMs, () => this.#process === null || takesConnections(port))
    if (this.#process === null) throw new Error(`ZooKeeper ended while it started; its log is in ${folder}`)
  }

  /** Nothing of it is wanted afterwards, so it need not leave in order. */
  async stop(): Promise<void> {
    if (this.pid !== null) kill(this.pid, 'SIGKILL')
    await until('ZooKeeper to end', END_DEADLINE_MS, () => this.#process === null)
  }
}

/** The settings of a broker that is a controller, too, turned into those of one that leaves that to ZooKeeper. */
export function withZooKeeper(settings: Readonly<Record<string, string>>, port: number): Record<string, string> {
  const kept = Object.entries(settings)
    .filter(([name]) => name !== 'process.roles' && !name.startsWith('controller.'))
    .map(([name, value]) => [name === 'node.id' ? 'broker.id' : name, value.replace(/,CONTROLLER:[^,]*/, '')])
  const session = { 'zookeeper.connect': `${HOST}:${port}`, 'zookeeper.session.timeout.ms': '4000' }
  return { ...Object.fromEntries(kept), ...session }
}

function zooKeeperSettings(dataFolder: string, port: number): Record<string, string> {
  return {
    dataDir: dataFolder,
    clientPort: String(port),
    clientPortAddress: HOST,
    tickTime: String(TICK_MS),
    maxClientCnxns: '0',
    'admin.enableServer': 'false',
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: HOST, port }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
