// Measurements keyed by the experiment they belong to, over 16 partitions.
// consumer_group_1 has two members with eight partitions each; one of them restarts now and then, so that rebalances show.
import { setTimeout as sleep } from 'node:timers/promises'
import { every, json, topic, type Workload } from './workload.ts'

const EXPERIMENTS = 40
const RESTART_EVERY_MS = 120_000
const AWAY_MS = 8_000

export const experiments: Workload = {
  name: 'experiments',
  topics: [topic('experiments', 16)],
  async run({ producer, random, consume }) {
    every(500, () =>
      producer.send({
        topic: 'experiments',
        messages: Array.from({ length: 4 }, () => ({
          key: `experiment-${String(random.below(EXPERIMENTS)).padStart(2, '0')}`,
          value: json({ temperature_c: 20 + random.below(60) / 10, measured_at: new Date().toISOString() }),
        })),
      }),
    )

    const join = async (clientId: string) => {
      const member = await consume({ groupId: 'consumer_group_1' }, clientId)
      await member.subscribe({ topic: 'experiments', fromBeginning: true })
      await member.run({ autoCommitInterval: 1_000, eachMessage: async () => {} })
      return member
    }
    await join('experiments-1')
    let restless = await join('experiments-2')
    every(RESTART_EVERY_MS, async () => {
      await restless.disconnect()
      await sleep(AWAY_MS)
      restless = await join('experiments-2')
    })
  },
}
