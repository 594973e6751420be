import type { Producer } from 'kafkajs'
import { until } from '#demo/processes.ts'
import { keepingRecords } from '#demo/testing/new-topic.ts'
import { createRandom, type Random } from '#demo/workloads/random.ts'
import { WAIT, type WatchedCluster } from '#e2e/watched-cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { eachLimited } from '#lib/kafka/admin/each-limited.ts'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import { commitOffsets, deleteGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { deleteGroups } from '#lib/kafka/admin/groups.ts'
import { deleteRecords } from '#lib/kafka/admin/records.ts'
import { createPartitions, createTopics, deleteTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { RandomMembers } from './random-members.ts'

const BATCHES = 110
const MOST_PARTITIONS = 6
const MOST_PRODUCED = 40
/** Behind what a topic can have after any number of steps, and still a number that nobody has to round. */
const FAR_BEYOND = 2 ** 40
const PREPARED_AT_ONCE = 8

/** Changes groups and topics of a real cluster at random, past the monitor: it has to find out by itself. */
export class RandomGroups {
  /** How often each kind of step was done, without those that Kafka refused. */
  readonly done = new Map<string, number>()
  readonly #random: Random
  readonly #connections: ConnectionSet
  readonly #producer: Producer
  readonly #batches: readonly string[]
  readonly #members: RandomMembers
  /** Those that members read stay; the others are deleted and made again. */
  readonly #steadyTopics: readonly string[]
  readonly #passingTopics: readonly string[]
  /** About how much was ever written to each partition. */
  readonly #ends = new Map<string, number[]>()

  constructor(watched: WatchedCluster, prefix: string, seed: number) {
    this.#random = createRandom(seed, prefix)
    this.#connections = new ConnectionSet({ bootstrap: parseAddresses(watched.cluster.bootstrap) })
    this.#producer = watched.kafka.producer({ allowAutoTopicCreation: false })
    // Ids may have blanks, quotes and anything else in them.
    this.#batches = Array.from({ length: BATCHES }, (_, index) => `${prefix}-batch ${index} of "$(all)"`)
    this.#steadyTopics = [0, 1, 2].map((index) => `${prefix}-steady-${index}`)
    this.#passingTopics = [0, 1, 2].map((index) => `${prefix}-passing-${index}`)
    this.#members = new RandomMembers(watched, prefix, this.#steadyTopics, (items) => this.#pick(items))
  }

  /** Every group has committed something, and a member of each make reads. */
  async prepare(): Promise<void> {
    await this.#producer.connect()
    for (const topic of this.#topics) {
      await this.#makeTopic(topic)
      await this.#produce(topic)
    }
    await eachLimited(this.#batches, PREPARED_AT_ONCE, (group) =>
      until(`${group} to have committed`, WAIT.timeout, () => isDone(() => this.#commit(group))),
    )
    await this.#members.begin()
  }

  /** One step of a kind that is drawn. */
  async step(): Promise<void> {
    const draw = this.#random.below(100)
    const [, name, run] = this.#steps.find(([upTo]) => draw < upTo) ?? this.#steps[0]
    if (await isDone(run)) this.done.set(name, (this.done.get(name) ?? 0) + 1)
  }

  readonly #steps: readonly [Kind, ...Kind[]] = [
    [45, 'commit', () => this.#commit(this.#pick(this.#ids))],
    [65, 'produce', () => this.#produce(this.#pick(this.#topics))],
    [75, 'delete records', () => this.#deleteRecords(this.#pick(this.#topics))],
    [83, 'delete offsets', () => this.#deleteOffsets(this.#pick(this.#ids), this.#pick(this.#topics))],
    [88, 'delete group', () => this.#deleteGroup(this.#pick(this.#ids))],
    [90, 'delete and create topic', () => this.#recreateTopic(this.#pick(this.#passingTopics))],
    [92, 'add a partition', () => this.#addPartition(this.#pick(this.#topics))],
    [96, 'join', () => this.#members.join()],
    [100, 'leave', () => this.#members.leave()],
  ]

  /** The members have left, and nothing of this is there any more. */
  async close(): Promise<void> {
    await this.#members.close()
    await this.#producer.disconnect()
    await deleteGroups(this.#connections, new Map(), this.#ids)
    await deleteTopics(this.#connections, this.#topics)
    this.#connections.close()
  }

  get #topics(): readonly string[] {
    return [...this.#steadyTopics, ...this.#passingTopics]
  }

  get #ids(): readonly string[] {
    return [...this.#batches, ...this.#members.groups]
  }

  #pick<T>(items: readonly T[]): T {
    const [first, ...others] = items
    if (first === undefined) throw new Error('There is nothing to pick from')
    return this.#random.pick([first, ...others])
  }

  /** Whether the name is free is seen by asking; where a busy broker does not say, the steps find out what became of it. */
  async #makeTopic(name: string): Promise<void> {
    const partitions = 2 + this.#random.below(MOST_PARTITIONS - 2)
    const wanted = keepingRecords({ name, partitions, replicationFactor: 2 })
    await until(`the name ${name} to be free`, WAIT.timeout, () =>
      createTopics(this.#connections, [wanted]).then(
        ({ failures: [failure] }) => toAppError(failure?.error)?.code !== 'exists',
        () => true,
      ),
    )
    this.#ends.set(name, Array(partitions).fill(0))
  }

  async #recreateTopic(name: string): Promise<boolean> {
    const { failures } = await deleteTopics(this.#connections, [name])
    // It is gone already where the step before failed after this.
    if (failures[0] && toAppError(failures[0].error)?.code !== 'not-found') return false
    await this.#makeTopic(name)
    return true
  }

  async #addPartition(topic: string): Promise<boolean> {
    const ends = this.#ends.get(topic) ?? []
    if (ends.length >= MOST_PARTITIONS) return false
    await createPartitions(this.#connections, topic, ends.length + 1)
    ends.push(0)
    return true
  }

  async #produce(topic: string): Promise<boolean> {
    const ends = this.#ends.get(topic) ?? []
    const counts = ends.map(() => this.#random.below(MOST_PRODUCED))
    const messages = counts.flatMap((count, partition) =>
      Array.from({ length: count }, () => ({ partition, value: 'fish' })),
    )
    const isSent = await this.#producer.send({ topic, messages }).then(
      () => true,
      // A topic re-created, or a partition added, which the client does not know yet.
      () => false,
    )
    for (const [partition, count] of counts.entries()) if (isSent) ends[partition] = (ends[partition] ?? 0) + count
    return isSent
  }

  async #commit(group: string): Promise<boolean> {
    const name = this.#pick(this.#topics)
    const ends = this.#ends.get(name) ?? []
    const partitions = ends.flatMap((end, id) =>
      this.#random.below(4) === 0 ? [] : [{ id, offset: this.#offsetNear(end), metadata: '' }],
    )
    if (partitions.length === 0) return false
    return isWhole(await commitOffsets(this.#connections, new Map(), group, [{ name, partitions }]))
  }

  /** At the beginning, in the middle, at the end, and beyond it. */
  #offsetNear(end: number): number {
    return this.#random.pick([
      0,
      this.#random.below(end + 1),
      this.#random.below(end + 1),
      end,
      end + 1 + this.#random.below(MOST_PRODUCED),
      FAR_BEYOND + end,
    ])
  }

  async #deleteRecords(topic: string): Promise<boolean> {
    const before = (this.#ends.get(topic) ?? []).map((end, id) => ({ id, beforeOffset: this.#random.below(end + 1) }))
    return isWhole(await deleteRecords(this.#connections, topic, before))
  }

  async #deleteOffsets(group: string, name: string): Promise<boolean> {
    const partitions = (this.#ends.get(name) ?? []).map((_, id) => id)
    return isWhole(await deleteGroupOffsets(this.#connections, new Map(), group, [{ name, partitions }]))
  }

  async #deleteGroup(group: string): Promise<boolean> {
    return isWhole(await deleteGroups(this.#connections, new Map(), [group]))
  }
}

type Kind = readonly [belowOf100: number, name: string, run: () => Promise<boolean>]

/** Whether Kafka did it: it may refuse, or be too slow on a busy machine. */
function isDone(run: () => Promise<boolean>): Promise<boolean> {
  return run().catch((error) => {
    if (!toAppError(error)) throw error
    return false
  })
}

function isWhole({ failures }: FanOut<unknown>): boolean {
  return failures.length === 0
}
