// Reads transactions, adds them up, and writes each account's balance to a compacted topic, exactly once: the balance and
// the offset it includes are committed in one Kafka transaction. Every now and then one is aborted, and done again.
import type { Admin, Batch, Producer } from 'kafkajs'
import { ACCOUNTS, TRANSACTIONS } from './transactions.ts'
import { json, topic, type Workload } from './workload.ts'

const GROUP = 'balance-service'
const BALANCES = 'balances'
const ABORTED_SHARE = 0.05

/** What a partition's transactions come to, up to but not including an offset. */
interface Account {
  readonly nextOffset: number
  readonly balance: number
}

export const balances: Workload = {
  name: 'balances',
  topics: [
    topic(BALANCES, ACCOUNTS, {
      'cleanup.policy': 'compact',
      'segment.ms': '600000',
      'min.cleanable.dirty.ratio': '0.1',
    }),
  ],
  async run({ kafka, random, consume }) {
    const service = await consume({ groupId: GROUP })
    const admin = kafka.admin()
    const producer = kafka.producer({ transactionalId: GROUP, idempotent: true, maxInFlightRequests: 1 })
    await Promise.all([admin.connect(), producer.connect()])
    const accounts = new Map<number, Account>()
    service.on(service.events.GROUP_JOIN, () => accounts.clear())

    await service.subscribe({ topic: TRANSACTIONS, fromBeginning: true })
    await service.run({
      autoCommit: false,
      eachBatch: async ({ batch, resolveOffset }) => {
        const { partition } = batch
        try {
          const before = accounts.get(partition) ?? (await readAccount(admin, partition))
          if (random.next() < ABORTED_SHARE) await settle(producer, batch, before, 'abort')
          accounts.set(partition, await settle(producer, batch, before, 'commit'))
        } catch (error) {
          // Whether the commit arrived is not known; the next attempt reads it back.
          accounts.delete(partition)
          throw error
        }
        resolveOffset(batch.lastOffset())
      },
    })
  },
}

async function settle(
  producer: Producer,
  batch: Batch,
  before: Account,
  outcome: 'commit' | 'abort',
): Promise<Account> {
  const { partition } = batch
  let { balance } = before
  const messages = batch.messages
    .filter((message) => Number(message.offset) >= before.nextOffset)
    .map(({ key, value }) => {
      balance += Number(JSON.parse(value?.toString() ?? '{}').amount)
      return { key, partition, value: json({ account: partition, balance }) }
    })
  const after = { balance, nextOffset: Number(batch.lastOffset()) + 1 }
  // The balance travels as the metadata of the commit, so that it can never disagree with the offset.
  const commit = { partition, offset: String(after.nextOffset), metadata: String(balance) }
  const transaction = await producer.transaction()
  try {
    await transaction.send({ topic: BALANCES, messages })
    await transaction.sendOffsets({ consumerGroupId: GROUP, topics: [{ topic: TRANSACTIONS, partitions: [commit] }] })
    await transaction[outcome]()
  } catch (error) {
    if (transaction.isActive()) await transaction.abort()
    throw error
  }
  return after
}

async function readAccount(admin: Admin, partition: number): Promise<Account> {
  const [topicOffsets] = await admin.fetchOffsets({ groupId: GROUP, topics: [TRANSACTIONS] })
  const commit = topicOffsets?.partitions.find((candidate) => candidate.partition === partition)
  return { nextOffset: Math.max(0, Number(commit?.offset ?? 0)), balance: Number(commit?.metadata || 0) }
}
