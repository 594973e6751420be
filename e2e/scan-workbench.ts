import { CompressionTypes, type Kafka } from 'kafkajs'
import type { KafkaCluster } from '#demo/cluster.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ScanPool } from '#lib/kafka/scan/scan-pool.ts'
import { kafkaClient, type ReaderOptions } from '#lib/kafka/scan/testing/broker-scans.ts'

export const T0 = Date.UTC(2026, 10, 20)
/** So many at most, as what is written is read again as well. */
const MOST_WRITTEN = 300

type Random = (below: number) => number

/** A generator of numbers that is the same in every run. */
export function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

/** Real brokers, the threads that scan them, and topics to scan. */
export class ScanWorkbench {
  readonly cluster: KafkaCluster
  readonly connections: ConnectionSet
  readonly kafka: Kafka
  readonly bugs: unknown[] = []
  readonly pool = new ScanPool((error) => this.bugs.push(error))

  constructor(cluster: KafkaCluster) {
    this.cluster = cluster
    this.connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
    this.kafka = kafkaClient(cluster.bootstrap)
  }

  static async open(): Promise<ScanWorkbench> {
    return new ScanWorkbench(await testCluster())
  }

  /** Throws what went wrong in a thread that nobody else has heard of. */
  close(): void {
    this.pool.close()
    this.connections.close()
    if (this.bugs.length > 0) throw new AggregateError(this.bugs)
  }

  reader(topic: string): ReaderOptions {
    return { pool: this.pool, access: { bootstrap: parseAddresses(this.cluster.bootstrap) }, topic }
  }

  async makeTopic(name: string, partitions: number, configs: Record<string, string> = {}): Promise<ReaderOptions> {
    await makeTopic(this.cluster, { name, partitions, replicationFactor: 1, configs })
    return this.reader(name)
  }

  /** Many to some partitions, none to others, and times that are not in order. */
  async writeUneven(topic: string, partitions: number, random: Random): Promise<void> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false })
    await producer.connect()
    for (let round = 0; round < 6; round++) {
      const messages = Array.from({ length: 40 + random(200) }, (_, index) => ({
        partition: random(3) === 0 ? 0 : random(Math.ceil((partitions * 3) / 4)),
        key: `key-${random(50)}`,
        value: JSON.stringify({ round, index, city: ['Toronto', 'Paris', 'Lagos'][random(3)], degrees: random(100) }),
        timestamp: String(T0 + round * 60_000 + random(90_000)),
        headers: { round: String(round) },
      }))
      const compression = round % 2 === 0 ? CompressionTypes.None : CompressionTypes.GZIP
      await producer.send({ topic, messages, compression })
    }
    await producer.disconnect()
  }

  /** Records are written on for as long as this is not stopped. */
  keepWriting(topic: string, partitions: number): () => Promise<void> {
    let isStopped = false
    const work = (async () => {
      const producer = this.kafka.producer({ allowAutoTopicCreation: false })
      await producer.connect()
      for (let turn = 0; !isStopped && turn < MOST_WRITTEN; turn++) {
        await producer.send({ topic, messages: [{ partition: turn % partitions, value: `later ${turn}` }] })
      }
      await producer.disconnect()
    })()
    return async () => {
      isStopped = true
      await work
    }
  }
}
