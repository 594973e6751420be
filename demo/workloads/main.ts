import { type Consumer, Kafka, logLevel } from 'kafkajs'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import '#lib/kafka/transport/guarded-connection.ts'
import { balances } from './balances.ts'
import { experiments } from './experiments.ts'
import { movielog } from './movielog.ts'
import { nightlyBatch } from './nightly-batch.ts'
import { createRandom } from './random.ts'
import { transactions } from './transactions.ts'
import { weather } from './weather.ts'
import type { Workload, WorkloadContext } from './workload.ts'

// All workloads in one process: `main.ts BOOTSTRAP [SEED]`. It ends with its input, or on SIGTERM; when anything goes
// wrong for good it ends too, and its supervisor starts it again.

const WORKLOADS: readonly Workload[] = [weather, movielog, transactions, balances, experiments, nightlyBatch]
const DEFAULT_SEED = 2026
const LEAVE_DEADLINE_MS = 1_000

const [bootstrap = '', seed = String(DEFAULT_SEED)] = process.argv.slice(2)
const members = new Set<Consumer>()

process.on('SIGTERM', () => void leave())
process.stdin.on('end', () => void leave())
process.stdin.on('error', () => void leave())
process.stdin.resume()

await makeTopics()
const producer = client('demo-producer').producer()
await producer.connect()
await Promise.all(
  WORKLOADS.map((workload) =>
    workload.run({
      kafka: client(workload.name),
      producer,
      random: createRandom(Number(seed), workload.name),
      consume: (config, clientId = config.groupId) => join(client(clientId), config),
    }),
  ),
)

function client(clientId: string): Kafka {
  return new Kafka({
    clientId,
    brokers: bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries: 8, maxRetryTime: 5_000 },
  })
}

async function join(kafka: Kafka, config: Parameters<WorkloadContext['consume']>[0]): Promise<Consumer> {
  const member = kafka.consumer({ sessionTimeout: 10_000, heartbeatInterval: 2_000, maxWaitTimeInMs: 1_000, ...config })
  member.on(member.events.CRASH, ({ payload }) => {
    if (!payload.restart) process.exit(1)
  })
  await member.connect()
  members.add(member)
  member.on(member.events.DISCONNECT, () => members.delete(member))
  return member
}

async function makeTopics(): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  try {
    await createTopics(
      connections,
      WORKLOADS.flatMap((workload) => workload.topics),
    )
  } finally {
    connections.close()
  }
}

/** Members that say goodbye leave no group waiting for them. */
async function leave(): Promise<void> {
  setTimeout(() => process.exit(0), LEAVE_DEADLINE_MS)
  await Promise.allSettled([...members].map((member) => member.disconnect()))
  process.exit(0)
}
