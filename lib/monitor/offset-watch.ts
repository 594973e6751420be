import { readOffsetsUnlessSame } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import {
  BROKER_NOT_AVAILABLE,
  KAFKA_OK,
  LEADER_NOT_AVAILABLE,
  LEADERSHIP_MOVED,
} from '#lib/kafka/protocol/error-codes.ts'
import { AT_END, AT_START, type ListedTopic, type ListOffsetsInput } from '#lib/kafka/protocol/list-offsets.ts'
import { type Catalog, emptyCatalog, partitionRows, rowsByName } from './catalog.ts'
import { UNKNOWN } from './columns.ts'
import { madeFrom } from './made-from.ts'
import { OffsetHistory } from './offset-history.ts'
import { type AskedTopic, allRows, groupByLeader, partitionRowFinder } from './offset-questions.ts'
import { NOT_ASKED, type OffsetColumns, unknownOffsets } from './partition-columns.ts'

const MAX_ATTEMPTS = 3

/** What is needed to know whom to ask. */
export interface Leadership {
  readonly catalog: Catalog
  /** By partition row; -1: nobody. */
  readonly leaders: Int32Array
  readonly addresses: ReadonlyMap<number, Address>
}

interface Ends {
  starts: Float64Array
  ends: Float64Array
  stables: Float64Array
  lastWritesMs: Float64Array
  errors: Int32Array
}

/**
 * Keeps the first and last offsets of every partition. What is known outlives a round that fails and a topic list that
 * changes, as it is kept by slot, and a slot belongs to one partition of one topic for good.
 */
export class OffsetWatch {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #history = new OffsetHistory()
  /** The question about everything is the same until topics or leaders are others. */
  readonly #wholeQuestion = madeFrom((catalog: Catalog, leaders: Int32Array) =>
    question(catalog, leaders, allRows(catalog)),
  )
  #known: Ends = emptyEnds(this.#history.capacity)
  #catalog: Catalog = emptyCatalog
  #version = 0
  #slots: Int32Array = new Int32Array(0)

  constructor(connections: ConnectionSet, now: () => number) {
    this.#connections = connections
    this.#now = now
  }

  /** One round: both ends of everything, and the last stable offset of the topics that are looked at. */
  async ask(leadership: () => Leadership, watchedTopics: ReadonlySet<string>, refresh: () => Promise<void>) {
    const askedAtMs = this.#now()
    let isWhole = true
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      if (attempt > 1) await refresh()
      const current = leadership()
      this.#follow(current.catalog)
      const { catalog, leaders } = current
      const asked =
        attempt === 1 ? this.#wholeQuestion(catalog, leaders) : question(catalog, leaders, this.#movedRows())
      await this.#askOnce(current, asked, watchedTopics)
      isWhole &&= current.catalog === this.#catalog
      if (this.#movedRows().length === 0) break
    }
    // Topics that changed meanwhile made the answers useless; the old ends once more would look as if nothing was written.
    if (isWhole) this.#history.add(askedAtMs, this.#answeredEnds())
    this.#version++
  }

  /** Grows with every answer, so that columns are only made of what is new. */
  get version(): number {
    return this.#version
  }

  /** What is known, by the rows of this catalog. */
  columns(catalog: Catalog): OffsetColumns {
    this.#follow(catalog)
    const columns = unknownOffsets(catalog.partitionIds.length)
    for (let row = 0; row < this.#slots.length; row++) {
      const slot = this.#slots[row] ?? 0
      columns.startOffsets[row] = this.#known.starts[slot] ?? UNKNOWN
      columns.endOffsets[row] = this.#known.ends[slot] ?? UNKNOWN
      columns.lastStableOffsets[row] = this.#known.stables[slot] ?? UNKNOWN
      columns.lastWritesMs[row] = this.#known.lastWritesMs[slot] ?? UNKNOWN
      columns.offsetErrors[row] = this.#known.errors[slot] ?? NOT_ASKED
      columns.producedPerSecond[row] = this.#history.rate(slot)
    }
    return columns
  }

  /** What was written per second, of one topic or of all, at the moments that are kept. */
  written(topic: string | null): { atMs: number; perSecond: number }[] {
    if (topic === null) return this.#history.writtenPerSecond(this.#slots)
    const row = rowsByName(this.#catalog).get(topic)
    if (row === undefined) return []
    const [from, to] = partitionRows(this.#catalog, row)
    return this.#history.writtenPerSecond(this.#slots.subarray(from, to))
  }

  #follow(catalog: Catalog): void {
    if (catalog === this.#catalog) return
    const before = new Set(this.#slots)
    this.#catalog = catalog
    this.#slots = this.#history.assign(catalog)
    this.#known = grow(this.#known, this.#history.capacity)
    for (const slot of this.#slots) before.delete(slot)
    // Slots that were given back will belong to other partitions.
    for (const slot of before) forget(this.#known, slot)
  }

  async #askOnce({ catalog, addresses }: Leadership, asked: Question, watched: ReadonlySet<string>) {
    const { byLeader, leaderless, replies } = asked
    const round: Round = { catalog, replies, errors: new Int32Array(this.#history.capacity).fill(NOT_ASKED) }
    for (const row of leaderless) this.#note(round, row, LEADER_NOT_AVAILABLE)
    this.#forgetStables(catalog, watched)
    const questions = [...byLeader].flatMap(([leader, topics]) => {
      const address = addresses.get(leader)
      if (!address) {
        this.#noteAll(round, topics, BROKER_NOT_AVAILABLE)
        return []
      }
      const looked = topics.filter(({ name }) => watched.has(name))
      return [
        // In this order on one connection, so that a start is never taken after its end.
        this.#askEnd(round, address, topics, 'starts'),
        this.#askEnd(round, address, topics, 'ends'),
        ...(looked.length > 0 ? [this.#askEnd(round, address, looked, 'stables')] : []),
      ]
    })
    const outcomes = await Promise.allSettled(questions)
    this.#commit(round)
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
    if (outcomes.length > 0 && failed.length === outcomes.length) throw failed[0]?.reason
  }

  /** Asked only while somebody looks; an old one beside a new end would look like an open transaction. */
  #forgetStables(catalog: Catalog, watched: ReadonlySet<string>): void {
    for (const [topic, name] of catalog.names.entries()) {
      if (watched.has(name)) continue
      const [from, to] = partitionRows(catalog, topic)
      for (let row = from; row < to; row++) this.#known.stables[this.#slots[row] ?? 0] = UNKNOWN
    }
  }

  async #askEnd(round: Round, leader: Address, topics: readonly AskedTopic[], which: End): Promise<void> {
    const { timestampMs, isolation } = endQuestions[which]
    const input = {
      isolation,
      topics: topics.map(({ name, ids }) => ({ name, partitions: ids.map((id) => ({ id, timestampMs })) })),
    }
    const key = `${leader.host} ${leader.port} ${which}`
    const before = which === 'stables' ? null : (round.replies.get(key) ?? null)
    try {
      const reply = await readOffsetsUnlessSame(this.#connections, leader, input, before)
      // Only a reply without an error is kept, so the same again says that all is well.
      if (reply === null) this.#noteAll(round, topics, KAFKA_OK)
      else if (this.#take(round, reply.output, which)) round.replies.set(key, reply.bytes)
      else round.replies.delete(key)
    } catch (error) {
      this.#noteAll(round, topics, BROKER_NOT_AVAILABLE)
      throw error
    }
  }

  /** Says whether every partition was answered without an error. */
  #take(round: Round, topics: readonly ListedTopic[], which: End): boolean {
    if (round.catalog !== this.#catalog) return false
    let isFlawless = true
    for (const { name, partitions } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const { id, errorCode, offset } of partitions) {
        const row = rowOf(id)
        const slot = row === null ? undefined : this.#slots[row]
        if (row === null || slot === undefined) continue
        this.#note(round, row, errorCode)
        if (errorCode !== KAFKA_OK) isFlawless = false
        if (errorCode !== KAFKA_OK || offset === null) continue
        if (which === 'ends' && (this.#known.ends[slot] ?? UNKNOWN) < offset)
          this.#known.lastWritesMs[slot] = this.#now()
        this.#known[which][slot] = offset
      }
    }
    return isFlawless
  }

  #noteAll(round: Round, topics: readonly AskedTopic[], errorCode: number): void {
    for (const { name, ids } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const id of ids) this.#note(round, rowOf(id), errorCode)
    }
  }

  /** Of several questions about a partition, a failure counts more than a success. */
  #note({ catalog, errors }: Round, row: number | null, errorCode: number): void {
    const slot = catalog === this.#catalog && row !== null ? this.#slots[row] : undefined
    if (slot === undefined) return
    if (errorCode !== KAFKA_OK || errors[slot] === NOT_ASKED) errors[slot] = errorCode
  }

  #commit({ catalog, errors }: Round): void {
    this.#version++
    if (catalog !== this.#catalog) return
    for (const slot of this.#slots) {
      const error = errors[slot] ?? NOT_ASKED
      if (error !== NOT_ASKED) this.#known.errors[slot] = error
    }
  }

  /** Partitions whose leader refused; those that have none are no reason to ask again at once. */
  #movedRows(): number[] {
    return allRows(this.#catalog).filter((row) => {
      const error = this.#known.errors[this.#slots[row] ?? 0] ?? KAFKA_OK
      return error !== LEADER_NOT_AVAILABLE && LEADERSHIP_MOVED.has(error)
    })
  }

  #answeredEnds(): Float64Array {
    return this.#known.ends.map((end, slot) => (this.#known.errors[slot] === KAFKA_OK ? end : UNKNOWN))
  }
}

type End = keyof typeof endQuestions

const endQuestions = {
  ends: { timestampMs: AT_END, isolation: 'uncommitted' },
  starts: { timestampMs: AT_START, isolation: 'uncommitted' },
  stables: { timestampMs: AT_END, isolation: 'committed' },
} as const satisfies Record<string, { timestampMs: number; isolation: ListOffsetsInput['isolation'] }>

/** Who is asked for what, and what they told last, as long as it is the same question. */
interface Question {
  readonly byLeader: ReadonlyMap<number, readonly AskedTopic[]>
  readonly leaderless: readonly number[]
  readonly replies: Map<string, Buffer>
}

function question(catalog: Catalog, leaders: Int32Array, rows: readonly number[]): Question {
  return { ...groupByLeader(catalog, leaders, rows), replies: new Map() }
}

/** One asking: what it was about, and what became of it, by slot. */
interface Round {
  readonly catalog: Catalog
  readonly replies: Map<string, Buffer>
  readonly errors: Int32Array
}

function emptyEnds(capacity: number): Ends {
  return {
    starts: new Float64Array(capacity).fill(UNKNOWN),
    ends: new Float64Array(capacity).fill(UNKNOWN),
    stables: new Float64Array(capacity).fill(UNKNOWN),
    lastWritesMs: new Float64Array(capacity).fill(UNKNOWN),
    errors: new Int32Array(capacity).fill(NOT_ASKED),
  }
}

function grow(ends: Ends, capacity: number): Ends {
  if (ends.ends.length >= capacity) return ends
  const grown = emptyEnds(capacity)
  grown.starts.set(ends.starts)
  grown.ends.set(ends.ends)
  grown.stables.set(ends.stables)
  grown.lastWritesMs.set(ends.lastWritesMs)
  grown.errors.set(ends.errors)
  return grown
}

function forget(ends: Ends, slot: number): void {
  for (const column of [ends.starts, ends.ends, ends.stables, ends.lastWritesMs]) column[slot] = UNKNOWN
  ends.errors[slot] = NOT_ASKED
}
