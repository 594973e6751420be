// Text lines of a film site's log: requests, ratings and recommendations, in five topics at different rates.
// The group movie-recommender pauses now and then: its lag rises, and drains when it goes on.
import { every, topic, type Workload } from './workload.ts'

const LINES_PER_SECOND = { movielog1: 1, movielog2: 2, movielog3: 4, movielog4: 6, movielog5: 10 }
const TOPICS = Object.keys(LINES_PER_SECOND)
const FILMS = ['the+third+man+1949', 'ran+1985', 'metropolis+1927', 'solaris+1972', 'playtime+1967'] as const
const PAUSED_FOR_S = 75
const WAVE_S = 180

export const movielog: Workload = {
  name: 'movielog',
  topics: TOPICS.map((name) => topic(name, 2)),
  async run({ producer, random, consume }) {
    const line = () => {
      const start = `${new Date().toISOString()},${10_000 + random.below(90_000)}`
      const kind = random.next()
      if (kind < 0.1) return `${start},GET /rate/${random.pick(FILMS)}=${1 + random.below(5)}`
      if (kind < 0.2) return `${start},recommendation request result: ${random.pick(FILMS)}, ${random.below(200)} ms`
      return `${start},GET /data/m/${random.pick(FILMS)}/${random.below(120)}.mpg`
    }
    every(1_000, () =>
      producer.sendBatch({
        topicMessages: Object.entries(LINES_PER_SECOND).map(([name, count]) => ({
          topic: name,
          messages: Array.from({ length: count }, () => ({ value: line() })),
        })),
      }),
    )

    const recommender = await consume({ groupId: 'movie-recommender' })
    await recommender.subscribe({ topics: TOPICS, fromBeginning: true })
    await recommender.run({ autoCommitInterval: 1_000, eachMessage: async () => {} })
    const everything = TOPICS.map((name) => ({ topic: name }))
    every(1_000, async (second) => {
      if (second % WAVE_S === 0) recommender.pause(everything)
      if (second % WAVE_S === PAUSED_FOR_S) recommender.resume(everything)
    })
  },
}
