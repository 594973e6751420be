import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { KafkaCluster } from './cluster.ts'
import type { KafkaTool } from './tools.ts'
import { Undertaker } from './undertaker.ts'
import { createRandom } from './workloads/random.ts'
import { json, topic } from './workloads/workload.ts'

// What visitors of a shop click on, in bursts, by Kafka's own console programs, as they speak what kafkajs does not: one
// codec after the other, a group of the protocol of KIP-848, and a share group.

const TOPIC = 'clicks'
const PARTITIONS = 6
const CODECS = ['gzip', 'snappy', 'lz4', 'zstd'] as const
const TURN_MS = 180_000
const BURST_EVERY_MS = 4_000
const BURST_AT_MOST = 120
/** So that they do not take the processor from the brokers and the dashboard while these start. */
const FIRST_AFTER_MS = 10_000
const APART_MS = 3_000
const RESTART_AFTER_MS = 15_000
const STOP_DEADLINE_MS = 3_000
const JAVA_MEMORY = ['-Xms16m', '-Xmx64m']
const SEED = 2026
const PAGES = ['/', '/search', '/cart', '/film/ran', '/film/playtime', '/film/solaris'] as const

export interface Clicks {
  /** Resolves when all programs have ended. */
  stop(): Promise<void>
}

/** Begins a moment later, and goes on until it is stopped. */
export function startClicks(cluster: KafkaCluster, firstAfterMs = FIRST_AFTER_MS): Clicks {
  const programs = new Programs(cluster)
  const random = createRandom(SEED, TOPIC)
  let turn = 0
  const line = () => {
    const visitor = `visitor-${random.below(500)}`
    return `${visitor}\t${json({ visitor, page: random.pick(PAGES), at: new Date().toISOString() })}\n`
  }
  const write = () => {
    const codec = CODECS[turn++ % CODECS.length] ?? 'gzip'
    const keyed = ['--property', 'parse.key=true']
    const producer = programs.start('kafka-console-producer.sh', ['--compression-codec', codec, ...keyed])
    const burst = () => {
      const lines = Array.from({ length: 1 + random.below(BURST_AT_MOST) }, line)
      if (producer.stdin?.writable) producer.stdin.write(lines.join(''))
    }
    burst()
    const bursts = setInterval(burst, BURST_EVERY_MS)
    const end = setTimeout(() => producer.stdin?.end(), TURN_MS)
    producer.once('exit', () => {
      clearInterval(bursts)
      clearTimeout(end)
    })
    return producer
  }
  const modern = ['--consumer-property', 'group.protocol=consumer', '--group', 'clickstream']
  programs.later(firstAfterMs, async () => {
    await makeTopic(cluster)
    programs.keep(write)
    programs.later(APART_MS, () => programs.keep(() => programs.start('kafka-console-consumer.sh', modern)))
    const sampler = ['--group', 'click-sampler']
    programs.later(2 * APART_MS, () => programs.keep(() => programs.start('kafka-console-share-consumer.sh', sampler)))
  })
  return programs
}

async function makeTopic(cluster: KafkaCluster): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  try {
    await createTopics(connections, [topic(TOPIC, PARTITIONS)])
  } finally {
    connections.close()
  }
}

/** Kafka's programs on the topic, each with as little memory as will do, which end when we do. */
class Programs implements Clicks {
  readonly #cluster: KafkaCluster
  readonly #running = new Set<ChildProcess>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #undertaker = new Undertaker()
  #isStopped = false

  constructor(cluster: KafkaCluster) {
    this.#cluster = cluster
  }

  start(tool: KafkaTool, args: readonly string[]): ChildProcess {
    const [java, ...own] = this.#cluster.toolCommand(tool)
    const where = ['--bootstrap-server', this.#cluster.bootstrap, '--topic', TOPIC]
    const child = spawn(java, [...JAVA_MEMORY, ...own, ...where, ...args], { stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin?.on('error', () => {})
    child.on('error', () => {})
    child.once('exit', () => {
      this.#running.delete(child)
      this.#undertaker.watch(this.#pids())
    })
    this.#running.add(child)
    this.#undertaker.watch(this.#pids())
    return child
  }

  /** Starts a program, and another in its place when it ends. */
  keep(begin: () => ChildProcess): void {
    if (this.#isStopped) return
    const startedMs = Date.now()
    begin().once('exit', () => {
      // One that ended in its own time is followed at once.
      const hasRun = Date.now() - startedMs >= TURN_MS
      this.later(hasRun ? 0 : RESTART_AFTER_MS, () => this.keep(begin))
    })
  }

  /** What fails is tried again later. */
  later(afterMs: number, work: () => unknown): void {
    if (this.#isStopped) return
    const timer = setTimeout(async () => {
      this.#timers.delete(timer)
      try {
        await work()
      } catch {
        this.later(RESTART_AFTER_MS, work)
      }
    }, afterMs)
    this.#timers.add(timer)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    const ended = [...this.#running].map(async (child) => {
      const last = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      clearTimeout(last)
    })
    await Promise.allSettled(ended)
    this.#undertaker.dismiss()
  }

  #pids(): number[] {
    return [...this.#running].flatMap(({ pid }) => pid ?? [])
  }
}
