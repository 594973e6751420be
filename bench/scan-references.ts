import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Kafka, logLevel } from 'kafkajs'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { fetchRecords } from '#lib/kafka/protocol/fetch-records.ts'
import { openBatch, readBatches } from '#lib/kafka/records/batches.ts'
import { readTopic } from '#lib/kafka/scan/topic-state.ts'
import { PARTITIONS, PLAIN } from './scan-topics.ts'

/** The time of the codec alone for a topic, in this process: without fetching, decoding or searching. */
export async function decompressAlone(bootstrap: string, name: string): Promise<number> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  const topic = await readTopic(connections, name)
  if (topic === 'none') throw new Error(`there is no ${name}`)
  let tookMs = 0
  for (let id = 0; id < PARTITIONS; id++) {
    const leader = topic.leaders.get(id)
    if (!leader) throw new Error(`partition ${id} has no leader`)
    for (let offset = 0; ; ) {
      const partitions = [{ id, offset, maxBytes: 4 * 1024 * 1024 }]
      const input = { maxWaitMs: 0, minBytes: 0, maxBytes: 8 * 1024 * 1024, isolation: 'uncommitted' as const }
      const reply = await connections
        .to(leader, 'bulk')
        .send(fetchRecords, { ...input, topics: [{ name, partitions }] }, 10_000)
      const records = reply.topics[0]?.partitions[0]?.records
      if (!records || records.length === 0) break
      const batches = [...readBatches(records)]
      const sinceMs = performance.now()
      for (const batch of batches) if (batch.fault === null) openBatch(batch)
      tookMs += performance.now() - sinceMs
      offset = batches.at(-1)?.nextOffset ?? offset + 1
    }
  }
  connections.close()
  return tookMs / 1000
}

export async function timeKcat(bootstrap: string): Promise<number> {
  const sinceMs = performance.now()
  const args = ['-C', '-b', bootstrap, '-t', PLAIN.name, '-o', 'beginning', '-e', '-q', '-f', '%p %o\\n']
  const kcat = spawn('kcat', args, { stdio: ['ignore', 'ignore', 'ignore'] })
  const [code] = await once(kcat, 'exit')
  if (code !== 0) throw new Error(`kcat ended with ${code}`)
  return (performance.now() - sinceMs) / 1000
}

export async function timeKafkajs(bootstrap: string): Promise<number> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  const consumer = kafka.consumer({ groupId: `bench-${Date.now()}`, maxBytesPerPartition: 4 * 1024 * 1024 })
  await consumer.connect()
  await consumer.subscribe({ topic: PLAIN.name, fromBeginning: true })
  let count = 0
  let sinceMs = 0
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          sinceMs ||= performance.now()
          count += batch.messages.length
          if (count >= PLAIN.records) resolve()
        },
      })
      .catch(reject)
  })
  const seconds = (performance.now() - sinceMs) / 1000
  await consumer.disconnect()
  return seconds
}
