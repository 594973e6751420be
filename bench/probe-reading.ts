import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BYTES_PER_MB = 1e6

interface ProbeLine {
  readonly atMs: number
  readonly threadId: number
  readonly writes: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly memory: { readonly heapUsed: number }
}

export interface ProbeReading {
  readonly loopP99Ms: number
  readonly loopMaxMs: number
  readonly requestsPerSecond: number
  /** Of all threads. */
  readonly heapMb: number
}

let file = ''

/** The environment in which a server writes the measurements of the probe. */
export function probeEnvironment(folder: string, port: number): Record<string, string> {
  file = join(folder, 'probe.ndjson')
  rmSync(file, { force: true })
  return {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'probe.mjs')}`,
    HIGHWATER_PROBE: file,
    HIGHWATER_PROBE_PORT: String(port),
  }
}

/** The measurements over a period. */
export async function watchProbe(forMs: number): Promise<ProbeReading> {
  const fromMs = Date.now()
  await sleep(forMs)
  return readProbe(fromMs)
}

/** The measurements since the given one. The main thread is 0; the others are pollers and scans. */
export function readProbe(fromMs: number): ProbeReading {
  const lines: ProbeLine[] = (existsSync(file) ? readFileSync(file, 'utf8') : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ atMs }) => atMs >= fromMs)
  const main = lines.filter(({ threadId }) => threadId === 0)
  const others = lines.filter(({ threadId }) => threadId !== 0)
  if (main.length === 0 || others.length === 0) throw new Error('the probe saw nothing of the dashboard')
  const requests = others.reduce((sum, { writes }) => sum + writes, 0)
  const newest = new Map(lines.map(({ threadId, memory }) => [threadId, memory.heapUsed]))
  return {
    loopP99Ms: Math.max(...main.map(({ p99Ms }) => p99Ms)),
    loopMaxMs: Math.max(...main.map(({ maxMs }) => maxMs)),
    requestsPerSecond: requests / ((Date.now() - fromMs) / 1000),
    heapMb: [...newest.values()].reduce((sum, used) => sum + used, 0) / BYTES_PER_MB,
  }
}
