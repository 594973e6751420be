import { type Catalog, partitionRows } from './catalog.ts'
import { known, UNKNOWN } from './columns.ts'
import type { ConfigColumns } from './config-columns.ts'
import {
  COPY_IN_SYNC,
  copyRows,
  type LeadershipColumns,
  type OffsetColumns,
  type SizeColumns,
} from './partition-columns.ts'

/** What is known of each topic as a whole: one row per topic. Sums are of what is known. */
export interface TopicColumns {
  readonly replicationFactors: Int32Array
  readonly underReplicated: Int32Array
  readonly leaderless: Int32Array
  /** Partitions that have a leader, as far as is known, which does not answer. */
  readonly leaderDown: Int32Array
  /** Partitions of which fewer copies are in sync than a write with acks=all asks for. */
  readonly belowMinIsr: Int32Array
  readonly messages: Float64Array
  /** Partitions whose offsets the last round did not bring. */
  readonly unanswered: Int32Array
  readonly sizeBytes: Float64Array
  readonly replicaBytes: Float64Array
  /** Copies of which no broker told the size. */
  readonly unsized: Int32Array
  readonly producedPerSecond: Float64Array
  readonly lastWritesMs: Float64Array
}

export interface PartitionKnowledge {
  readonly leadership: LeadershipColumns
  readonly offsets: OffsetColumns
  readonly sizes: SizeColumns
}

export function buildTopics(
  catalog: Catalog,
  knowledge: PartitionKnowledge,
  downBrokers: readonly number[],
  { minInsyncReplicas }: Pick<ConfigColumns, 'minInsyncReplicas'>,
): TopicColumns {
  const count = catalog.names.length
  const columns = {
    replicationFactors: new Int32Array(count),
    underReplicated: new Int32Array(count),
    leaderless: new Int32Array(count),
    leaderDown: new Int32Array(count),
    belowMinIsr: new Int32Array(count),
    messages: new Float64Array(count),
    unanswered: new Int32Array(count),
    sizeBytes: new Float64Array(count),
    replicaBytes: new Float64Array(count),
    unsized: new Int32Array(count),
    producedPerSecond: new Float64Array(count),
    lastWritesMs: new Float64Array(count),
  }
  for (let topic = 0; topic < count; topic++) {
    const [from, to] = partitionRows(catalog, topic)
    const summary = new TopicSummary(minInsyncReplicas[topic] ?? UNKNOWN)
    for (let row = from; row < to; row++) summary.add(row, knowledge, downBrokers)
    columns.replicationFactors[topic] = summary.replicationFactor
    columns.underReplicated[topic] = summary.underReplicated
    columns.leaderless[topic] = summary.leaderless
    columns.leaderDown[topic] = summary.leaderDown
    columns.belowMinIsr[topic] = summary.belowMinIsr
    columns.messages[topic] = summary.messages.value
    columns.unanswered[topic] = summary.unanswered
    columns.sizeBytes[topic] = summary.size.value
    columns.replicaBytes[topic] = summary.allCopies.value
    columns.unsized[topic] = summary.allCopies.missing
    columns.producedPerSecond[topic] = summary.rate.value
    columns.lastWritesMs[topic] = summary.lastWriteMs
  }
  return columns
}

class TopicSummary {
  replicationFactor = 0
  underReplicated = 0
  leaderless = 0
  leaderDown = 0
  belowMinIsr = 0
  unanswered = 0
  lastWriteMs = UNKNOWN
  readonly messages = new Sum()
  readonly rate = new Sum()
  readonly size = new Sum()
  readonly allCopies = new Sum()
  readonly #minInsyncReplicas: number

  constructor(minInsyncReplicas: number) {
    this.#minInsyncReplicas = minInsyncReplicas
  }

  add(row: number, { leadership, offsets, sizes }: PartitionKnowledge, downBrokers: readonly number[]): void {
    const [firstCopy, endOfCopies] = copyRows(leadership, row)
    const leader = leadership.leaders[row] ?? -1
    let inSync = 0
    for (let copy = firstCopy; copy < endOfCopies; copy++) {
      if ((leadership.copyStates[copy] ?? 0) & COPY_IN_SYNC) inSync++
      const bytes = sizes.copyBytes[copy] ?? UNKNOWN
      this.allCopies.add(bytes)
      if (leadership.copyBrokers[copy] === leader) this.size.add(bytes)
    }
    this.replicationFactor = Math.max(this.replicationFactor, endOfCopies - firstCopy)
    if (inSync < endOfCopies - firstCopy) this.underReplicated++
    if (leader < 0) this.leaderless++
    else if (downBrokers.includes(leader)) this.leaderDown++
    else if (inSync < neededInSync(this.#minInsyncReplicas, endOfCopies - firstCopy)) this.belowMinIsr++
    if (offsets.offsetErrors[row] !== 0) this.unanswered++
    this.messages.add(Math.max(0, (offsets.endOffsets[row] ?? UNKNOWN) - (offsets.startOffsets[row] ?? UNKNOWN)))
    this.rate.add(offsets.producedPerSecond[row] ?? UNKNOWN)
    const writtenMs = offsets.lastWritesMs[row] ?? UNKNOWN
    if (writtenMs > this.lastWriteMs || Number.isNaN(this.lastWriteMs)) this.lastWriteMs = writtenMs
  }
}

/** A write with acks=all never asks for more copies than there are. */
export function neededInSync(minInsyncReplicas: number, copies: number): number {
  return Math.min(minInsyncReplicas, copies)
}

/** Adds what is known and counts what is not; with nothing known, the sum is not known either. */
class Sum {
  missing = 0
  #added = 0
  #sum = 0

  add(value: number): void {
    if (Number.isNaN(value)) {
      this.missing++
      return
    }
    this.#added++
    this.#sum += value
  }

  get value(): number {
    return this.#added === 0 ? UNKNOWN : this.#sum
  }
}

/** A column's sum, of what is known in it; of nothing at all it is 0. */
export function sumOf(column: ArrayLike<number>): number | null {
  if (column.length === 0) return 0
  const sum = new Sum()
  for (let row = 0; row < column.length; row++) sum.add(column[row] ?? UNKNOWN)
  return known(sum.value)
}
