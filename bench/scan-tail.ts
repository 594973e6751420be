import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import type { Highwater } from '#demo/highwater.ts'
import { events, messagesUrl } from './scan-events.ts'
import { PARTITIONS, TAILED } from './scan-topics.ts'

export const TAIL_PER_SECOND = 5_000
const TAIL_SECONDS = 20
const TAIL_EVERY_MS = 20

/** The time from producing a record until a live scan delivers it. */
export async function measureTail(highwater: Highwater, bootstrap: string) {
  const leaving = new AbortController()
  const latencies: number[] = []
  const total = TAIL_PER_SECOND * TAIL_SECONDS
  let writing: Promise<void> | null = null
  const deadline = setTimeout(() => leaving.abort(), (TAIL_SECONDS + 30) * 1_000)
  try {
    for await (const event of events(messagesUrl(highwater, TAILED.name, 'from=live'), leaving.signal)) {
      if (event.type === 'start') writing = writeSteadily(bootstrap, total)
      if (event.type === 'record') latencies.push(Date.now() - Number(event.value?.text.split(' ')[0]))
      if (latencies.length === total) leaving.abort()
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error
  }
  clearTimeout(deadline)
  await writing
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { p50Ms: at(0.5), p95Ms: at(0.95), missing: total - latencies.length }
}

async function writeSteadily(bootstrap: string, total: number): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const startMs = performance.now()
  for (let written = 0; written < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - startMs) / 1_000) * TAIL_PER_SECOND))
    const messages = Array.from({ length: due - written }, (_, index) => ({
      partition: (written + index) % PARTITIONS,
      value: `${Date.now()} ${'x'.repeat(200)}`,
    }))
    if (messages.length > 0) await producer.send({ topic: TAILED.name, messages, acks: 1 })
    written += messages.length
    await sleep(TAIL_EVERY_MS)
  }
  await producer.disconnect()
}
