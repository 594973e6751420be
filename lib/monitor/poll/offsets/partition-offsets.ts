import { KAFKA_OK, LEADER_NOT_AVAILABLE, LEADERSHIP_MOVED } from '#lib/kafka/protocol/error-codes.ts'
import type { ListedTopic } from '#lib/kafka/protocol/list-offsets.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { type Catalog, emptyCatalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type OffsetColumns, unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import { OffsetHistory } from './offset-history.ts'
import { allRows, type End, partitionRowFinder, type RequestedTopic } from './offset-requests.ts'
import { emptyOffsets, forget, grow, type KnownOffsets } from './offset-slots.ts'

/** The errors of one round of requests, by slot, for the topics as they were when it began. */
export interface OffsetRound {
  readonly catalog: Catalog
  readonly errors: Int32Array
}

/**
 * What is known of the offsets of every partition. It outlives a round that fails and a topic list that changes, as it is
 * kept by slot, and a slot belongs to one partition of one topic for good.
 */
export class PartitionOffsets {
  readonly #now: () => number
  readonly #history = new OffsetHistory()
  #known: KnownOffsets = emptyOffsets(this.#history.capacity)
  #catalog: Catalog = emptyCatalog
  #version = 0
  #slots: Int32Array = new Int32Array(0)

  constructor(now: () => number) {
    this.#now = now
  }

  /** The topics that were followed last. */
  get catalog(): Catalog {
    return this.#catalog
  }

  /** Grows with every answer, so that columns are only made of what is new. */
  get version(): number {
    return this.#version
  }

  /** What is known, by the rows of this catalog. */
  columns(catalog: Catalog): OffsetColumns {
    this.follow(catalog)
    const columns = unknownOffsets(catalog.partitionIds.length)
    for (let row = 0; row < this.#slots.length; row++) {
      const slot = this.#slots[row] ?? 0
      columns.startOffsets[row] = this.#known.starts[slot] ?? UNKNOWN
      columns.endOffsets[row] = this.#known.ends[slot] ?? UNKNOWN
      // Asked at another moment, it may be further than the end that is shown; below that one, none is open either.
      columns.lastStableOffsets[row] = Math.min(
        this.#known.lastStableOffsets[slot] ?? UNKNOWN,
        columns.endOffsets[row] ?? UNKNOWN,
      )
      columns.lastWritesMs[row] = this.#known.lastWritesMs[slot] ?? UNKNOWN
      columns.offsetErrors[row] = this.#known.errors[slot] ?? NOT_ASKED
      columns.transactional[row] = this.#known.transactional[slot] ?? 0
      columns.producedPerSecond[row] = this.#history.rate(slot)
    }
    return columns
  }

  isTransactional(row: number): boolean {
    return this.#known.transactional[this.#slots[row] ?? -1] === 1
  }

  /** Transactions were seen in these partitions: that stays so for as long as their topics live. */
  noteTransactional(catalog: Catalog, rows: readonly number[]): void {
    if (rows.length === 0 || catalog !== this.#catalog) return
    for (const row of rows) this.#known.transactional[this.#slots[row] ?? -1] = 1
    this.#version++
  }

  /** When the record at an offset was written, by the row of its partition in the catalog that was followed last. */
  writtenAtMs(row: number, offset: number): number {
    const slot = this.#slots[row] ?? -1
    return this.#history.writtenAtMs(slot, offset, this.#known.lastWritesMs[slot] ?? UNKNOWN)
  }

  /** What was written per second, of one topic or of all, at the moments that are kept. */
  written(topic: string | null): { atMs: number; perSecond: number }[] {
    if (topic === null) return this.#history.writtenPerSecond(this.#slots)
    const row = rowsByName(this.#catalog).get(topic)
    if (row === undefined) return []
    const [from, to] = partitionRows(this.#catalog, row)
    return this.#history.writtenPerSecond(this.#slots.subarray(from, to))
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#history.shiftTimes(byMs)
    this.#known.lastWritesMs = this.#known.lastWritesMs.map((atMs) => atMs + byMs)
    this.#version++
  }

  follow(catalog: Catalog): void {
    if (catalog === this.#catalog) return
    const before = new Set(this.#slots)
    this.#catalog = catalog
    this.#slots = this.#history.assign(catalog)
    this.#known = grow(this.#known, this.#history.capacity)
    for (const slot of this.#slots) before.delete(slot)
    // Slots that were given back will belong to other partitions.
    for (const slot of before) forget(this.#known, slot)
  }

  /** Nothing of it is answered yet. */
  beginRound(catalog: Catalog): OffsetRound {
    return { catalog, errors: new Int32Array(this.#history.capacity).fill(NOT_ASKED) }
  }

  /** Says whether every partition was answered without an error. */
  take(round: OffsetRound, topics: readonly ListedTopic[], which: End): boolean {
    if (round.catalog !== this.#catalog) return false
    this.#version++
    let isFlawless = true
    for (const { name, partitions } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const { id, errorCode, offset } of partitions) {
        const row = rowOf(id)
        const slot = row === null ? undefined : this.#slots[row]
        if (row === null || slot === undefined) continue
        this.note(round, row, errorCode)
        if (errorCode !== KAFKA_OK) isFlawless = false
        if (errorCode !== KAFKA_OK || offset === null) continue
        // Below the end only where a transaction is open.
        if (which === 'lastStableOffsets' && offset < (this.#known.ends[slot] ?? UNKNOWN))
          this.#known.transactional[slot] = 1
        if (which === 'ends' && (this.#known.ends[slot] ?? UNKNOWN) < offset)
          this.#known.lastWritesMs[slot] = this.#now()
        this.#known[which][slot] = offset
      }
    }
    return isFlawless
  }

  noteAll(round: OffsetRound, topics: readonly RequestedTopic[], errorCode: number): void {
    for (const { name, ids } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const id of ids) this.note(round, rowOf(id), errorCode)
    }
  }

  /** Of several questions about a partition, a failure counts more than a success. */
  note({ catalog, errors }: OffsetRound, row: number | null, errorCode: number): void {
    const slot = catalog === this.#catalog && row !== null ? this.#slots[row] : undefined
    if (slot === undefined) return
    if (errorCode !== KAFKA_OK || errors[slot] === NOT_ASKED) errors[slot] = errorCode
  }

  commit({ catalog, errors }: OffsetRound): void {
    this.#version++
    if (catalog !== this.#catalog) return
    for (const slot of this.#slots) {
      const error = errors[slot] ?? NOT_ASKED
      if (error !== NOT_ASKED) this.#known.errors[slot] = error
    }
  }

  /** Ends a series of rounds with the end offsets that were answered. */
  addMoment(atMs: number): void {
    this.#history.add(atMs, this.#answeredEnds())
    this.#version++
  }

  /** Requested only while the topic is watched; an old one beside a new end offset would seem to be an open transaction. */
  forgetLastStableOffsets(catalog: Catalog, watched: ReadonlySet<string>): void {
    for (const [topic, name] of catalog.names.entries()) {
      if (watched.has(name)) continue
      const [from, to] = partitionRows(catalog, topic)
      for (let row = from; row < to; row++) this.#known.lastStableOffsets[this.#slots[row] ?? 0] = UNKNOWN
    }
  }

  /** Partitions whose leader refused; those that have none are no reason to ask again at once. */
  movedRows(): number[] {
    return allRows(this.#catalog).filter((row) => {
      const error = this.#known.errors[this.#slots[row] ?? 0] ?? KAFKA_OK
      return error !== LEADER_NOT_AVAILABLE && LEADERSHIP_MOVED.has(error)
    })
  }

  /** The end offsets as of this round. Without a leader nothing is produced either, so there the last one still holds. */
  #answeredEnds(): Float64Array {
    const { ends, errors } = this.#known
    return ends.map((end, slot) => (errors[slot] === KAFKA_OK || errors[slot] === LEADER_NOT_AVAILABLE ? end : UNKNOWN))
  }
}
