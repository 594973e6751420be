import { type Member, startKcat, startPythonConsumer } from '#demo/member.ts'
import { hasNewGroups } from '#demo/test-cluster.ts'
import type { WatchedCluster } from '#e2e/watched-cluster.ts'

const MOST_MEMBERS = 8

/** Clients of different makes; each of their groups reads the same topics all the time, as not every make bears more. */
const makes = ['kafkajs', 'kcat', 'python', ...(hasNewGroups ? (['kip-848'] as const) : [])] as const
type Make = 'kafkajs' | 'kcat' | 'python' | 'kip-848'

interface ReadingGroup {
  readonly id: string
  readonly make: Make
  readonly topics: readonly string[]
}

type Pick = <T>(items: readonly T[]) => T

/** Members that join and leave their groups: two groups of each make. */
export class RandomMembers {
  readonly #watched: WatchedCluster
  readonly #groups: readonly ReadingGroup[]
  readonly #pick: Pick
  #members: readonly Member[] = []

  constructor(watched: WatchedCluster, prefix: string, topics: readonly string[], pick: Pick) {
    this.#watched = watched
    this.#pick = pick
    this.#groups = makes.flatMap((make) =>
      [0, 1].map((index) => ({ id: `${prefix}-${make} ${index}`, make, topics: topics.slice(index, index + 2) })),
    )
  }

  get groups(): readonly string[] {
    return this.#groups.map(({ id }) => id)
  }

  /** One of each make. */
  async begin(): Promise<void> {
    await Promise.all(this.#groups.filter((_, index) => index % 2 === 0).map((group) => this.#join(group)))
  }

  async join(): Promise<boolean> {
    if (this.#members.length >= MOST_MEMBERS) return false
    await this.#join(this.#pick(this.#groups))
    return true
  }

  async leave(): Promise<boolean> {
    if (this.#members.length === 0) return false
    const leaving = this.#pick(this.#members)
    this.#members = this.#members.filter((member) => member !== leaving)
    await leaving.stop()
    return true
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.stop()))
  }

  async #join(group: ReadingGroup): Promise<void> {
    const member = await this.#start(group)
    this.#members = [...this.#members, member]
  }

  async #start({ id, make, topics }: ReadingGroup): Promise<Member> {
    const { cluster } = this.#watched
    switch (make) {
      case 'kafkajs':
        return this.#startKafkajs(id, topics)
      case 'kcat':
        return startKcat(cluster, ['-G', id, '-X', 'auto.offset.reset=earliest', ...topics])
      case 'python':
        return startPythonConsumer(cluster, { group: id, protocol: 'classic', topics })
      case 'kip-848':
        return startPythonConsumer(cluster, { group: id, protocol: 'consumer', topics })
      default:
        return make satisfies never
    }
  }

  async #startKafkajs(groupId: string, topics: readonly string[]): Promise<Member> {
    const consumer = this.#watched.kafka.consumer({ groupId, sessionTimeout: 6_000, heartbeatInterval: 1_000 })
    await consumer.connect()
    await consumer.subscribe({ topics: [...topics], fromBeginning: true })
    await consumer.run({ autoCommitInterval: 500, eachMessage: async () => {} })
    return { stop: () => consumer.disconnect() }
  }
}
