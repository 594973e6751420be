import { setTimeout as sleep } from 'node:timers/promises'
import type { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import type { Demo } from '#lib/contract/demo.ts'

const DOWN_MS = 10_000
const HEALED_MS = 120_000
/** Leaders go back, and clients find them again. */
const AFTER_MS = 30_000

/** Restarts one broker after the other, stopped and killed by turns, until it is stopped. */
export class Restarts {
  count = 0
  readonly #highwater: Highwater
  readonly #spans: { readonly fromMs: number; toMs: number }[] = []
  readonly #stopping = new AbortController()
  readonly #work: Promise<void>

  constructor(highwater: Highwater, everyMs: number) {
    this.#highwater = highwater
    this.#work = this.#run(everyMs)
    // Whoever stops it gets to know.
    this.#work.catch(() => {})
  }

  /** Whether a broker was down then, or had just come back. */
  isDisturbed(atMs = Date.now()): boolean {
    return this.#spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs)
  }

  /** Resolves when all brokers run. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#work
  }

  async #run(everyMs: number): Promise<void> {
    const { signal } = this.#stopping
    for (;;) {
      await sleep(everyMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      const span = { fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY }
      this.#spans.push(span)
      await this.#restart((this.count % 3) + 1, this.count % 2 === 0 ? 'stop' : 'kill')
      span.toMs = Date.now() + AFTER_MS
      this.count++
    }
  }

  async #restart(id: number, how: 'stop' | 'kill'): Promise<void> {
    await this.#order(id, how)
    await until(`broker ${id} to be down`, HEALED_MS, async () => (await this.#stateOf(id)) === 'stopped')
    await sleep(DOWN_MS)
    await this.#order(id, 'start')
    await until('every replica to be in sync', HEALED_MS, () => isHealthy(this.#highwater))
  }

  async #order(id: number, action: string): Promise<void> {
    const response = await fetch(`${this.#highwater.url}/api/demo/brokers/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action }),
    })
    if (!response.ok) throw new Error(`broker ${id} did not ${action}: ${await response.text()}`)
  }

  async #stateOf(id: number): Promise<string | undefined> {
    const { brokers }: Demo = await this.#highwater.get('/api/demo')
    return brokers.find((broker) => broker.id === id)?.state
  }
}

export async function isHealthy(highwater: Highwater): Promise<boolean> {
  const { status, brokerCount, leaderless, underReplicated } = await highwater.get('/api/clusters/demo')
  return status === 'online' && brokerCount === 3 && leaderless === 0 && underReplicated === 0
}
