import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DemoProblem } from './problem.ts'
import { isAlive, kill, until } from './processes.ts'

interface BrokerOptions {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly java: string
  readonly jars: string
  readonly heapMegabytes: number
  /** Beside those of every JVM, which they outweigh. */
  readonly jvmOptions: readonly string[]
  readonly readyDeadlineMs: number
  readonly propertiesFile: string
  readonly dataFolder: string
  readonly logFile: string
  /** Whether the broker takes requests. */
  readonly answers: () => Promise<boolean>
  readonly onChange: () => void
}

/** A broker first moves its leaderships to others, which never completes without a quorum. */
const STOP_DEADLINE_MS = 8_000
const KILL_DEADLINE_MS = 60_000
const ANSWER_POLL_MS = 200
const CLEAN_SHUTDOWN_MARK = '.kafka_cleanshutdown'

/** The options of every JVM we start for Kafka: small, quick to start, and silent. */
export const javaOptions = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss',
]

/** One broker of a real Kafka, as a process that can be stopped, killed, frozen and started again. */
export class Broker {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly #options: BrokerOptions
  #process: ChildProcess | null = null
  #state: 'running' | 'starting' | 'stopped' = 'stopped'

  constructor(options: BrokerOptions) {
    this.#options = options
    this.id = options.id
    this.host = options.host
    this.port = options.port
  }

  get state() {
    return this.#state
  }

  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  /** Starts the process, unless it runs; resolves when the broker takes requests. */
  async start(): Promise<void> {
    if (!this.#process) this.#spawn()
    const child = this.#process
    const isGone = () => this.#process !== child
    await until(
      `broker ${this.id} to answer`,
      this.#options.readyDeadlineMs,
      () => isGone() || this.#state === 'running',
    )
    if (isGone()) throw explainEnd(this.id, readFileSync(this.#options.logFile, 'utf8'), this.#options.logFile)
  }

  /** A controlled shutdown; kills the process when that takes too long. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM', STOP_DEADLINE_MS)
  }

  /** As `stop`, when all brokers stop at once: the last ones find no quorum to say goodbye to, so the mark must do. */
  async stopWithAll(deadlineMs: number): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#signal('SIGCONT')
    this.#signal('SIGTERM')
    const mark = join(this.#options.dataFolder, CLEAN_SHUTDOWN_MARK)
    await until('clean shutdown', deadlineMs, () => this.#process !== child || existsSync(mark)).catch(() => {})
    await this.kill()
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL', KILL_DEADLINE_MS)
  }

  /** It keeps its connections and answers no request, as a machine does that swaps or whose disk hangs. */
  freeze(): void {
    this.#signal('SIGSTOP')
  }

  thaw(): void {
    this.#signal('SIGCONT')
  }

  #spawn(): void {
    const { java, jars, heapMegabytes, jvmOptions, propertiesFile, logFile } = this.#options
    const heap = ['-Xms48m', `-Xmx${heapMegabytes}m`]
    const log = openSync(logFile, 'w')
    const child = spawn(
      java,
      [...heap, ...javaOptions, ...jvmOptions, '-cp', join(jars, '*'), 'kafka.Kafka', propertiesFile],
      { stdio: ['ignore', log, log] },
    )
    closeSync(log)
    const onEnd = () => {
      if (this.#process !== child) return
      this.#process = null
      this.#change('stopped')
    }
    child.once('error', onEnd)
    child.once('exit', onEnd)
    this.#process = child
    this.#change('starting')
    void this.#noticeAnswer(child)
  }

  /** Without a quorum a broker may be starting for as long as the others are down, so there is no deadline here. */
  async #noticeAnswer(child: ChildProcess): Promise<void> {
    while (this.#process === child) {
      if (await this.#options.answers()) {
        if (this.#process === child) this.#change('running')
        return
      }
      await sleep(ANSWER_POLL_MS)
    }
  }

  async #end(signal: NodeJS.Signals, deadlineMs: number): Promise<void> {
    const child = this.#process
    if (!child) return
    // A frozen process does not hear SIGTERM.
    this.#signal('SIGCONT')
    this.#signal(signal)
    const isGone = () => this.#process !== child
    await until(`broker ${this.id} to end`, deadlineMs, isGone).catch(() => this.#signal('SIGKILL'))
    await until(`broker ${this.id} to end`, KILL_DEADLINE_MS, isGone)
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.pid !== null && isAlive(this.pid)) kill(this.pid, signal)
  }

  #change(state: 'running' | 'starting' | 'stopped'): void {
    this.#state = state
    this.#options.onChange()
  }
}

/** Why a broker ended while it started, read from its log. */
export function explainEnd(id: number, log: string, logFile: string): DemoProblem {
  if (/No space left on device/.test(log)) {
    return new DemoProblem(
      'The disk is full, so the embedded Kafka could not start. Free some space, then start again.',
    )
  }
  const taken = /Address already in use|Socket server failed to bind to \S+?:(\d+)/.exec(log)
  if (taken) {
    return new DemoProblem(
      `A port of the embedded cluster${taken[1] ? ` (${taken[1]})` : ''} is taken by another program. End that program, or start over with other ports and no data: npm start -- --fresh`,
    )
  }
  const reason = log.split('\n').findLast((line) => /(?:Exception|Error)\b/.test(line) && !line.startsWith('\tat'))
  return new DemoProblem(
    `Broker ${id} of the embedded cluster ended while it started${reason ? `: ${reason.trim().slice(0, 300)}` : ''}. Its log is ${logFile}; npm start -- --fresh begins with an empty cluster.`,
  )
}
