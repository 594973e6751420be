import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { javaOptions } from './broker.ts'
import { toProperties } from './broker-settings.ts'
import { kill, until } from './processes.ts'

const HEAP_MEGABYTES = 96
const READY_DEADLINE_MS = 60_000
/** The first release that can do without. */
const FIRST_WITHOUT = [3, 3]

export function needsZookeeper(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [firstMajor = 0, firstMinor = 0] = FIRST_WITHOUT
  return major < firstMajor || (major === firstMajor && minor < firstMinor)
}

interface Place {
  readonly java: string
  readonly jars: string
  readonly folder: string
  readonly host: string
  readonly port: number
}

/** Where an old Kafka keeps what brokers agree on. Its jars come with Kafka's own. */
export class Zookeeper {
  #process: ChildProcess | null = null

  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  /** Resolves when it takes connections. */
  async start({ java, jars, folder, host, port }: Place): Promise<void> {
    const propertiesFile = join(folder, 'zookeeper.properties')
    const settings = {
      dataDir: join(folder, 'zookeeper'),
      clientPortAddress: host,
      clientPort: String(port),
      maxClientCnxns: '0',
      'admin.enableServer': 'false',
    }
    writeFileSync(propertiesFile, toProperties(settings))
    const log = openSync(join(folder, 'zookeeper.log'), 'w')
    const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain'
    const args = [`-Xmx${HEAP_MEGABYTES}m`, ...javaOptions, '-cp', join(jars, '*'), main, propertiesFile]
    this.#process = spawn(java, args, { stdio: ['ignore', log, log] })
    closeSync(log)
    await until('ZooKeeper to answer', READY_DEADLINE_MS, () => accepts(host, port))
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || child.exitCode !== null) return
    const exit = once(child, 'exit')
    kill(child.pid, 'SIGKILL')
    await exit
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
