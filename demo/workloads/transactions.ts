// Ten accounts, one per partition, each with an amount a second, and three groups that read them:
// balance-service exactly once (see balances.ts), slow-reporter slower than they arrive, audit-tail without ever committing.
import { setTimeout as sleep } from 'node:timers/promises'
import { every, json, topic, type Workload } from './workload.ts'

export const ACCOUNTS = 10
export const TRANSACTIONS = 'transactions'
const REPORT_MS = 140

export const transactions: Workload = {
  name: 'transactions',
  topics: [topic(TRANSACTIONS, ACCOUNTS)],
  async run({ producer, random, consume }) {
    every(1_000, () =>
      producer.send({
        topic: TRANSACTIONS,
        messages: Array.from({ length: ACCOUNTS }, (_, account) => ({
          key: `account-${account}`,
          partition: account,
          value: json({ account, amount: random.below(2_000) - 900, timestamp: new Date().toISOString() }),
        })),
      }),
    )

    const reporter = await consume({ groupId: 'slow-reporter', sessionTimeout: 30_000 })
    await reporter.subscribe({ topic: TRANSACTIONS, fromBeginning: true })
    await reporter.run({ autoCommitInterval: 2_000, eachMessage: () => sleep(REPORT_MS) })

    const audit = await consume({ groupId: 'audit-tail' })
    await audit.subscribe({ topic: TRANSACTIONS })
    await audit.run({ autoCommit: false, eachMessage: async () => {} })
  },
}
