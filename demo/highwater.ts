import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { until } from './processes.ts'

const READY_MS = 120_000

export interface HighwaterOptions {
  readonly port: number
  /** The folder for its data and logs. */
  readonly data: string
  readonly args?: readonly string[]
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Highwater as a user starts it, for tests and benchmarks. It needs a build, or makes one. */
export class Highwater {
  readonly url: string
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>
  readonly #process: ChildProcess
  #output = ''

  constructor({ port, data, args = [], environment = {} }: HighwaterOptions) {
    this.url = `http://127.0.0.1:${port}`
    const launcher = ['bin/highwater.mjs', '--port', String(port), '--data', data, ...args]
    this.#process = spawn(process.execPath, launcher, {
      // Whatever clusters of their own people have configured here.
      env: { ...process.env, HIGHWATER_CONFIG: 'none', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
    }
    this.ended = once(this.#process, 'exit').then(([code]) => code)
  }

  /** What stands on the terminal. */
  get output(): string {
    return this.#output
  }

  get pid(): number {
    const { pid } = this.#process
    if (pid === undefined) throw new Error('the launcher did not start')
    return pid
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  /** `withinMs`: longer where it may have to be built first. */
  async untilOpen(withinMs = READY_MS): Promise<void> {
    await until('the address on the screen', withinMs, () => this.hasEnded || this.#output.includes('  Open http'))
    if (!this.#output.includes(`Open ${this.url}`)) throw new Error(`It did not open:\n${this.#output}`)
  }

  async untilOnline(cluster = 'demo', brokers = 3): Promise<void> {
    await until(`${brokers} brokers online`, READY_MS, async () => {
      const { status, brokerCount } = await this.get(`/api/clusters/${cluster}`)
      return status === 'online' && brokerCount === brokers
    })
  }

  async get(path: string) {
    return (await fetch(this.url + path)).json()
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  async stop(): Promise<void> {
    if (!this.hasEnded) this.signal('SIGTERM')
    await this.ended
  }

  /** The processes it has started, and those that they have. */
  descendants(): number[] {
    return descendantsOf(this.pid)
  }
}

function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // It ended while we looked.
    }
  }
  const below = (parent: number): number[] => {
    const own = children.get(parent) ?? []
    return [...own, ...own.flatMap(below)]
  }
  return below(pid)
}
