// A group without members most of the time: the job reads all transactions there are, commits, and leaves.
// Between its runs it has no members, so that its lag only grows.
import { setTimeout as sleep } from 'node:timers/promises'
import { TRANSACTIONS } from './transactions.ts'
import { every, patiently, type Workload } from './workload.ts'

const GROUP = 'nightly-batch'
const NIGHT_MS = 4 * 60 * 60 * 1000
const QUIET_MS = 3_000

export const nightlyBatch: Workload = {
  name: 'nightly-batch',
  topics: [],
  async run({ kafka, consume }) {
    const work = async () => {
      const job = await consume({ groupId: GROUP })
      let lastMessageMs = Date.now()
      await job.subscribe({ topic: TRANSACTIONS, fromBeginning: true })
      const startedMs = Date.now()
      await job.run({
        eachMessage: async ({ message }) => {
          // What is written while the job runs is for the next night.
          if (Number(message.timestamp) < startedMs) lastMessageMs = Date.now()
        },
      })
      while (Date.now() - lastMessageMs < QUIET_MS) await sleep(200)
      await job.disconnect()
    }

    const admin = kafka.admin()
    await admin.connect()
    const [commits] = await patiently(() => admin.fetchOffsets({ groupId: GROUP, topics: [TRANSACTIONS] }))
    await admin.disconnect()
    if (!commits?.partitions.some(({ offset }) => Number(offset) >= 0)) await work()
    every(NIGHT_MS, work)
  },
}
