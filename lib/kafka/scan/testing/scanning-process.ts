import { readdirSync, readFileSync } from 'node:fs'
import { messageStreamQuery } from '#lib/contract/messages.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { splitQuery } from '#lib/kafka/scan/query.ts'
import { SCAN_LIMITS, ScanPool } from '#lib/kafka/scan/scan-pool.ts'

// A process that does nothing but scan, by real threads, so that all of its memory and threads are those of scans. It is
// told what to scan by messages, and tells what that took.

export interface ScanOrder {
  readonly bootstrap: readonly Address[]
  readonly topic: string
  /** As in the address of the route that streams messages. */
  readonly query: Readonly<Record<string, string>>
  readonly scans: number
  readonly atOnce: number
}

export interface ScanFigures {
  /** While it scanned. */
  readonly peakMb: number
  readonly residentMb: number
  readonly threads: number
}

const IDLE_MS = 1_000
const SAMPLE_EVERY_MS = 20
const BYTES_PER_MB = 1_000_000
const never = new AbortController().signal

const onBug = (error: unknown) => {
  throw error
}
const pool = new ScanPool(onBug, { ...SCAN_LIMITS, idleMs: IDLE_MS })
pool.warm()

// What is rejected ends this process, and with it the test.
process.on('message', async (order: ScanOrder) => process.send?.(await run(order)))
process.on('disconnect', () => process.exit(0))

async function run(order: ScanOrder): Promise<ScanFigures> {
  let peakMb = 0
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb())
  }, SAMPLE_EVERY_MS)
  for (let done = 0; done < order.scans; done += order.atOnce) {
    await Promise.all(Array.from({ length: order.atOnce }, () => scan(order)))
  }
  clearInterval(sampling)
  globalThis.gc?.()
  return { peakMb, residentMb: residentMb(), threads: readdirSync('/proc/self/task').length }
}

async function scan({ bootstrap, topic, query: asked }: ScanOrder): Promise<void> {
  const { query, page } = splitQuery(messageStreamQuery.parse(asked))
  const stream = await pool.open({ kind: 'stream', access: { bootstrap }, topic, query, page }, never)
  let text = ''
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) text += Buffer.from(chunk)
  // One that the machine left no time for has used its memory as well.
  if (!/"type":"done","reason":"(end|limit|budget)"/.test(text))
    throw new Error(`a scan broke off: ${text.slice(-500)}`)
}

function residentMb(): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return (Number(kib) * 1_024) / BYTES_PER_MB
}
