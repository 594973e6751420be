import { setTimeout as sleep } from 'node:timers/promises'
import kafkajs, { type Consumer, type ConsumerConfig, type Kafka, type Producer } from 'kafkajs'
import type { NewTopic } from '#lib/kafka/protocol/create-topics.ts'
import type { Random } from './random.ts'

/** One small program of the demo. It runs until the process ends; what it throws ends the process, which is started again. */
export interface Workload {
  readonly name: string
  readonly topics: readonly NewTopic[]
  readonly run: (context: WorkloadContext) => Promise<void>
}

export interface WorkloadContext {
  readonly kafka: Kafka
  /** Shared by the workloads that only send. */
  readonly producer: Producer
  /** The same numbers in the same order, in every run with the same seed. */
  readonly random: Random
  /** Connects a consumer that leaves its group when the process stops. Its client id is the group's unless one is given. */
  readonly consume: (config: ConsumerConfig, clientId?: string) => Promise<Consumer>
}

export function topic(name: string, partitions: number, configs: Readonly<Record<string, string>> = {}): NewTopic {
  return { name, partitions, replicationFactor: null, configs }
}

/** Does something again and again, also after it failed: while brokers are down, a producer cannot send. */
export function every(intervalMs: number, work: (tick: number) => Promise<unknown>): void {
  let tick = 0
  const again = async () => {
    try {
      await work(tick++)
    } catch {
      // The next tick tries again; what was lost is part of the demo.
    }
    setTimeout(again, intervalMs)
  }
  setTimeout(again, intervalMs)
}

const PATIENCE = 60

/** Retries while Kafka answers with a retriable error, as the group coordinators of a new cluster do. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const isPassing = error instanceof kafkajs.KafkaJSError && error.retriable
      if (!isPassing || attempt === PATIENCE) throw error
      await sleep(500)
    }
  }
}

export function json(value: unknown): string {
  return JSON.stringify(value)
}
