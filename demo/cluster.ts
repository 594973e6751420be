import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { Broker, javaOptions } from './broker.ts'
import { brokerSettings, type ExtraListener, toProperties } from './broker-settings.ts'
import { areFormatted, formatDataFolders } from './data-folders.ts'
import { KAFKA_VERSION, resolveJars } from './jars.ts'
import { findJava } from './java.ts'
import { Ownership } from './ownership.ts'
import { rememberedPorts, temporaryPorts } from './ports.ts'
import { DemoProblem } from './problem.ts'
import { until } from './processes.ts'
import { runTool } from './tool-server/tool-connection.ts'
import { toolServerPort } from './tool-server/tool-server.ts'
import { type KafkaTool, toolClass } from './tools.ts'
import { Undertaker } from './undertaker.ts'
import { withConnections } from './with-connections.ts'
import { needsZooKeeper, withZooKeeper, ZooKeeper } from './zookeeper.ts'

export interface ClusterShape {
  /** Where data, settings and logs of the brokers live. */
  readonly folder: string
  /** Where fetched jars are kept, shared by all clusters of a version. */
  readonly jarsFolder: string
  /** Throws away what earlier runs left in the folder. */
  readonly fresh?: boolean
  readonly brokers?: number
  readonly version?: string
  readonly heapMegabytes?: number
  readonly jvmOptions?: readonly string[]
  /** For clusters that need longer to start than the usual three minutes, or longer than seconds to stop in order. */
  readonly patienceMs?: number
  /** `remembered` keeps the ports in the folder; `temporary` picks new ones, away from those that people use. */
  readonly ports?: 'remembered' | 'temporary'
  readonly listeners?: readonly ExtraListener[]
  /** Broker settings that win over ours. */
  readonly settings?: Readonly<Record<string, string>>
  /** For Kafka's storage tool when the folders are made. */
  readonly formatOptions?: readonly string[]
  readonly onStep?: ((step: string) => void) | undefined
  readonly onChange?: (() => void) | undefined
}

interface ToolResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const HOST = '127.0.0.1'
const HEAP_MEGABYTES = 192
const MINIMUM_FREE_BYTES = 300 * 1024 * 1024
const PATIENCE_MS = 180_000
const STOP_ALL_DEADLINE_MS = 4_000
const TOOL_DEADLINE_MS = 240_000

/** A real Kafka of one or more combined brokers and controllers on loopback: for the demo, the tests and the benchmarks. */
export class KafkaCluster {
  readonly #shape: ClusterShape
  readonly #undertaker = new Undertaker()
  readonly #ownership: Ownership
  readonly #stopping = new AbortController()
  readonly #zooKeeper: ZooKeeper | null
  #brokers: readonly Broker[] = []
  #ports: readonly number[] = []
  #java = ''
  #jars = ''

  constructor(shape: ClusterShape) {
    this.#shape = shape
    this.#ownership = new Ownership(shape.folder)
    this.#zooKeeper = needsZooKeeper(this.#version) ? new ZooKeeper() : null
  }

  get #version(): string {
    return this.#shape.version ?? KAFKA_VERSION
  }

  get folder(): string {
    return this.#shape.folder
  }

  get brokers(): readonly Broker[] {
    return this.#brokers
  }

  /** The addresses of the plain listener. */
  get bootstrap(): string {
    return this.#brokers.map(({ host, port }) => `${host}:${port}`).join(',')
  }

  broker(id: number): Broker {
    const broker = this.#brokers.find((candidate) => candidate.id === id)
    if (!broker) throw new Error(`There is no broker ${id}`)
    return broker
  }

  /** The port of a broker's extra listener. */
  port(brokerId: number, listener: string): number {
    const index = (this.#shape.listeners ?? []).findIndex(({ name }) => name === listener)
    const port = this.#ports[this.#portIndex(brokerId, 2 + index)]
    if (index < 0 || port === undefined) throw new Error(`Broker ${brokerId} has no listener ${listener}`)
    return port
  }

  /** Chooses ports and makes the brokers known, without starting any: from here on the addresses are settled. */
  async prepare(): Promise<void> {
    const { folder, fresh = false, brokers = 3 } = this.#shape
    mkdirSync(folder, { recursive: true })
    this.#ownership.assertUnclaimed()
    await this.#ownership.endLeftovers()
    if (fresh) rmSync(folder, { recursive: true })
    mkdirSync(folder, { recursive: true })
    this.#ownership.claim()
    const count = brokers * (2 + (this.#shape.listeners ?? []).length)
    const remembered = this.#shape.ports !== 'temporary'
    this.#ports = await (remembered ? rememberedPorts(join(folder, 'ports.json'), count) : temporaryPorts(count))
    this.#brokers = Array.from({ length: brokers }, (_, index) => this.#makeBroker(index + 1))
  }

  /** Resolves when every broker is in the cluster and takes requests. */
  async start(): Promise<void> {
    if (this.#brokers.length === 0) await this.prepare()
    const { jarsFolder, folder } = this.#shape
    const version = this.#version
    assertDiskSpace(freeBytes(folder))
    this.#java = await findJava()
    this.#jars = await resolveJars({
      version,
      folder: jarsFolder,
      signal: this.#stopping.signal,
      onProgress: (jars) => this.#step(`Fetching Kafka ${version}: ${jars} jars`),
    })
    await this.#format()
    await this.#startZooKeeper()
    if (this.#stopping.signal.aborted) return
    this.#step('Starting brokers')
    await Promise.all(this.#brokers.map((broker) => broker.start()))
    await this.untilReady()
  }

  /** Resolves when all brokers that run know each other. */
  async untilReady(): Promise<void> {
    const running = this.#brokers.filter((broker) => broker.state === 'running')
    await until('all brokers to join the cluster', this.#shape.patienceMs ?? PATIENCE_MS, async () => {
      const seen = await Promise.all(running.map((broker) => countBrokers(broker).catch(() => 0)))
      return seen.every((count) => count === running.length)
    })
  }

  /** Ends all brokers, in order where they can, within seconds. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#brokers.map((broker) => broker.stopWithAll(this.#shape.patienceMs ?? STOP_ALL_DEADLINE_MS)))
    await this.#zooKeeper?.stop()
    this.#undertaker.dismiss()
    this.#ownership.giveUp()
  }

  /** What stands behind the name of one of Kafka's scripts. */
  toolCommand(name: KafkaTool): [java: string, ...args: string[]] {
    return [this.#java, ...javaOptions, '-cp', join(this.#jars, '*'), toolClass(name, this.#version)]
  }

  /** The port of the server that runs Kafka's tools, and the class of this one. */
  async toolServer(name: KafkaTool): Promise<{ port: number; main: string }> {
    return { port: await toolServerPort(this.#java, this.#jars), main: toolClass(name, this.#version) }
  }

  /** Runs one of Kafka's own command-line programs, with the arguments as they would stand behind its script's name. */
  async tool(name: KafkaTool, args: readonly string[], stdin = ''): Promise<ToolResult> {
    const { port, main } = await this.toolServer(name)
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    const code = await runTool(port, {
      main,
      args,
      stdin,
      onStdout: (bytes) => stdout.push(bytes),
      onStderr: (bytes) => stderr.push(bytes),
      signal: AbortSignal.timeout(TOOL_DEADLINE_MS),
    })
    return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }
  }

  #makeBroker(id: number): Broker {
    const { folder, heapMegabytes = HEAP_MEGABYTES, jvmOptions = [], patienceMs = PATIENCE_MS } = this.#shape
    const port = this.#ports[this.#portIndex(id, 0)] ?? 0
    const address = { host: HOST, port }
    const cluster = this
    return new Broker({
      id,
      ...address,
      get java() {
        return cluster.#java
      },
      get jars() {
        return cluster.#jars
      },
      heapMegabytes,
      jvmOptions,
      readyDeadlineMs: patienceMs,
      propertiesFile: this.#propertiesFile(id),
      dataFolder: this.#dataFolder(id),
      logFile: join(folder, `broker-${id}.log`),
      answers: () =>
        countBrokers(address)
          .then((count) => count > 0)
          .catch(() => false),
      onChange: () => this.#brokersChanged(),
    })
  }

  /** Ports in order: the client port of each broker, then the controllers', then those of each extra listener. */
  #portIndex(brokerId: number, group: number): number {
    return group * (this.#shape.brokers ?? 3) + brokerId - 1
  }

  /** Writes each broker's settings, and makes its data folder ready. */
  async #format(): Promise<void> {
    const { brokers = 3, listeners = [], settings = {}, formatOptions = [] } = this.#shape
    const ids = Array.from({ length: brokers }, (_, index) => index + 1)
    const voters = ids.map((id) => ({ id, port: this.#ports[this.#portIndex(id, 1)] ?? 0 }))
    for (const id of ids) {
      const properties = brokerSettings({
        id,
        host: HOST,
        dataFolder: this.#dataFolder(id),
        clientPort: this.#ports[this.#portIndex(id, 0)] ?? 0,
        extraListeners: listeners.map((listener) => ({ ...listener, port: this.port(id, listener.name) })),
        voters,
        settings,
      })
      const ownProperties = this.#zooKeeper ? withZooKeeper(properties, this.#zooKeeperPort) : properties
      writeFileSync(this.#propertiesFile(id), toProperties(ownProperties))
    }
    const nodes = ids.map((id) => ({
      id,
      dataFolder: this.#dataFolder(id),
      propertiesFile: this.#propertiesFile(id),
    }))
    if (this.#zooKeeper || areFormatted(nodes)) return
    this.#step('Preparing data folders')
    await formatDataFolders(nodes, {
      java: this.#java,
      jars: this.#jars,
      signal: this.#stopping.signal,
      options: formatOptions,
    })
  }

  async #startZooKeeper(): Promise<void> {
    if (!this.#zooKeeper) return
    const { folder, patienceMs = PATIENCE_MS } = this.#shape
    const how = { folder, port: this.#zooKeeperPort, java: this.#java, jars: this.#jars, readyDeadlineMs: patienceMs }
    await this.#zooKeeper.start(how)
    this.#brokersChanged()
  }

  /** That of the first controller, of which there is none then. */
  get #zooKeeperPort(): number {
    return this.#ports[this.#portIndex(1, 1)] ?? 0
  }

  #brokersChanged(): void {
    const pids = [...this.#brokers, ...(this.#zooKeeper ? [this.#zooKeeper] : [])].flatMap(({ pid }) => pid ?? [])
    this.#undertaker.watch(pids)
    this.#ownership.remember(pids)
    this.#shape.onChange?.()
  }

  #step(step: string): void {
    this.#shape.onStep?.(step)
  }

  #dataFolder(id: number): string {
    return join(this.#shape.folder, `data-${id}`)
  }

  #propertiesFile(id: number): string {
    return join(this.#shape.folder, `broker-${id}.properties`)
  }
}

function countBrokers({ host, port }: { host: string; port: number }): Promise<number> {
  return withConnections(`${host}:${port}`, async (connections) => (await readMetadata(connections)).brokers.length)
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** A broker that runs out of disk takes its data with it, so it is not started into that. */
export function assertDiskSpace(free: number): void {
  if (free >= MINIMUM_FREE_BYTES) return
  const [needed, left] = [MINIMUM_FREE_BYTES, free].map((bytes) => Math.floor(bytes / 1024 / 1024))
  throw new DemoProblem(
    `The disk is full: the embedded Kafka needs ${needed} MiB, and ${left} MiB are free. Free some space, then start again.`,
  )
}
