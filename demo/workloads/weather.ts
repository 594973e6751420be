// JSON readings of a few weather stations, about one a second, in one partition.
// The group weather-logger keeps up: its lag is nearly always 0.
import { every, json, topic, type Workload } from './workload.ts'

const CITIES = ['Toronto', 'Guangzhou', 'Fuzhou', 'Oslo', 'Seattle', 'Mumbai', 'Pittsburgh', 'Chicago'] as const

export const weather: Workload = {
  name: 'weather',
  topics: [topic('weather', 1)],
  async run({ producer, random, consume }) {
    every(1_000, () => {
      const reading = {
        city: random.pick(CITIES),
        timestamp: new Date().toISOString(),
        temperature_f: 40 + random.below(50),
      }
      return producer.send({
        topic: 'weather',
        messages: [{ key: `station-${1 + random.below(4)}`, value: json(reading) }],
      })
    })

    const logger = await consume({ groupId: 'weather-logger' })
    await logger.subscribe({ topic: 'weather', fromBeginning: true })
    await logger.run({ autoCommitInterval: 1_000, eachMessage: async () => {} })
  },
}
