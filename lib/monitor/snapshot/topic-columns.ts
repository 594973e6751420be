import { type Catalog, partitionRows } from './catalog.ts'
import { type ColumnsOf, floats, ints, known, makeColumns, UNKNOWN } from './columns.ts'
import type { ConfigColumns } from './config-columns.ts'
import {
  type LeadershipColumns,
  type OffsetColumns,
  REPLICA_IN_SYNC,
  replicaRows,
  type SizeColumns,
} from './partition-columns.ts'

/** Columns that lists of topics show, under the names of the contract. One row per topic; sums are of what is known. */
const listedTable = {
  replicationFactor: ints,
  underReplicated: ints,
  leaderless: ints,
  /** Partitions whose leader, as far as is known, does not answer. */
  leaderDown: ints,
  /** Partitions with fewer replicas in sync than a write with acks=all needs. */
  belowMinIsr: ints,
  messages: floats,
  sizeBytes: floats,
  replicaBytes: floats,
  producePerSecond: floats,
}

/** All columns of topics. How each follows from a topic's partitions is for TopicSummary to say. */
const topicTable = {
  ...listedTable,
  /** Partitions whose offsets the last round did not bring. */
  unanswered: ints,
  /** Partitions in which a transaction was seen. */
  transactional: ints,
  /** Replicas whose size no broker has reported. */
  unsized: ints,
  lastWritesMs: floats,
}

export type TopicColumns = ColumnsOf<typeof topicTable>
type ColumnName = keyof TopicColumns
type ListedName = keyof typeof listedTable
export type ListedFacts = Readonly<Record<ListedName, number | null>>

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
  const columns = makeColumns(topicTable, catalog.names.length)
  for (let topic = 0; topic < catalog.names.length; topic++) {
    const [from, to] = partitionRows(catalog, topic)
    const summary = new TopicSummary(minInsyncReplicas[topic] ?? UNKNOWN)
    for (let row = from; row < to; row++) summary.add(row, knowledge, downBrokers)
    for (const name of columnNames) columns[name][topic] = summary[name]
  }
  return columns
}

/** What a topic's partitions, added one after the other, make of each column. */
class TopicSummary implements Record<ColumnName, number> {
  replicationFactor = 0
  underReplicated = 0
  leaderless = 0
  leaderDown = 0
  belowMinIsr = 0
  messages = UNKNOWN
  sizeBytes = UNKNOWN
  replicaBytes = UNKNOWN
  producePerSecond = UNKNOWN
  unanswered = 0
  transactional = 0
  unsized = 0
  lastWritesMs = UNKNOWN
  readonly #minInsyncReplicas: number

  constructor(minInsyncReplicas: number) {
    this.#minInsyncReplicas = minInsyncReplicas
  }

  add(row: number, { leadership, offsets, sizes }: PartitionKnowledge, downBrokers: readonly number[]): void {
    const [firstReplica, endOfReplicas] = replicaRows(leadership, row)
    const replicas = endOfReplicas - firstReplica
    const leader = leadership.leaders[row] ?? -1
    let inSync = 0
    for (let replica = firstReplica; replica < endOfReplicas; replica++) {
      if ((leadership.replicaStates[replica] ?? 0) & REPLICA_IN_SYNC) inSync++
      const bytes = sizes.replicaSizes[replica] ?? UNKNOWN
      if (Number.isNaN(bytes)) this.unsized++
      this.replicaBytes = addKnown(this.replicaBytes, bytes)
      if (leadership.replicaBrokers[replica] === leader) this.sizeBytes = addKnown(this.sizeBytes, bytes)
    }
    this.replicationFactor = Math.max(this.replicationFactor, replicas)
    if (inSync < replicas) this.underReplicated++
    if (leader < 0) this.leaderless++
    else if (downBrokers.includes(leader)) this.leaderDown++
    else if (inSync < neededInSync(this.#minInsyncReplicas, replicas)) this.belowMinIsr++
    if (offsets.offsetErrors[row] !== 0) this.unanswered++
    if (offsets.transactional[row]) this.transactional++
    const messages = (offsets.endOffsets[row] ?? UNKNOWN) - (offsets.startOffsets[row] ?? UNKNOWN)
    this.messages = addKnown(this.messages, Math.max(0, messages))
    this.producePerSecond = addKnown(this.producePerSecond, offsets.producedPerSecond[row] ?? UNKNOWN)
    const writtenMs = offsets.lastWritesMs[row] ?? UNKNOWN
    if (writtenMs > this.lastWritesMs || Number.isNaN(this.lastWritesMs)) this.lastWritesMs = writtenMs
  }
}

// The names of an object literal are those of its type.
const columnNames = Object.keys(topicTable) as ColumnName[]
const listedNames = Object.keys(listedTable) as ListedName[]

/** What lists show of a topic; null: not known. One that the cluster does not describe has no counts. */
export function listedFacts(topics: TopicColumns, topic: number, isDescribed: boolean): ListedFacts {
  const facts = listedNames.map((name) => [name, listedFact(topics, name, topic, isDescribed)])
  // Each name has its number.
  return Object.fromEntries(facts) as ListedFacts
}

export function listedFact(topics: TopicColumns, name: ListedName, topic: number, isDescribed: boolean): number | null {
  const column = topics[name]
  return isDescribed || column instanceof Float64Array ? known(column[topic]) : null
}

export function isListed(name: string): name is ListedName {
  return name in listedTable
}

/** A write with acks=all never needs more replicas than there are. */
export function neededInSync(minInsyncReplicas: number, replicas: number): number {
  return Math.min(minInsyncReplicas, replicas)
}

/** A sum of what is known; of nothing known it is not known either. */
function addKnown(total: number, value: number): number {
  if (Number.isNaN(value)) return total
  return Number.isNaN(total) ? value : total + value
}

/** A column's sum, of what is known in it; of nothing at all it is 0. */
export function sumOf(column: ArrayLike<number>): number | null {
  if (column.length === 0) return 0
  let total = UNKNOWN
  for (let row = 0; row < column.length; row++) total = addKnown(total, column[row] ?? UNKNOWN)
  return known(total)
}
