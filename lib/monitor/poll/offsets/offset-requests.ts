import { AT_END, AT_START, type ListOffsetsInput } from '#lib/kafka/protocol/list-offsets.ts'
import { type Catalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'

export type End = keyof typeof endRequests

export const endRequests = {
  ends: { timestampMs: AT_END, isolation: 'uncommitted' },
  starts: { timestampMs: AT_START, isolation: 'uncommitted' },
  lastStableOffsets: { timestampMs: AT_END, isolation: 'committed' },
} as const satisfies Record<string, { timestampMs: number; isolation: ListOffsetsInput['isolation'] }>

export interface RequestedTopic {
  readonly name: string
  readonly ids: number[]
}

/** Which leaders are asked for what, and their last replies, for as long as the request is the same. */
export interface Question {
  readonly byLeader: ReadonlyMap<number, readonly RequestedTopic[]>
  readonly leaderless: readonly number[]
  readonly replies: Map<string, Buffer>
}

export function question(catalog: Catalog, leaders: Int32Array, rows: readonly number[]): Question {
  return { ...groupByLeader(catalog, leaders, rows), replies: new Map() }
}

/** Who is to be asked for what; rows come topic by topic. */
function groupByLeader(catalog: Catalog, leaders: Int32Array, rows: readonly number[]) {
  const byLeader = new Map<number, RequestedTopic[]>()
  const leaderless: number[] = []
  let topic = 0
  for (const row of rows) {
    while (row >= (catalog.firstPartitions[topic + 1] ?? Number.POSITIVE_INFINITY)) topic++
    const leader = leaders[row] ?? -1
    if (leader < 0) {
      leaderless.push(row)
      continue
    }
    const name = catalog.names[topic] ?? ''
    const own = byLeader.get(leader) ?? []
    byLeader.set(leader, own)
    const last = own.at(-1)
    const id = catalog.partitionIds[row] ?? 0
    if (last?.name === name) last.ids.push(id)
    else own.push({ name, ids: [id] })
  }
  return { byLeader, leaderless }
}

export function allRows({ partitionIds }: Catalog): number[] {
  return Array.from(partitionIds, (_id, row) => row)
}

/** The partitions of some topics, topic by topic. */
export function rowsOf(catalog: Catalog, topics: ReadonlySet<string>): number[] {
  const byName = rowsByName(catalog)
  const topicRows = [...topics].flatMap((name) => byName.get(name) ?? []).sort((a, b) => a - b)
  return topicRows.flatMap((topic) => {
    const [from, to] = partitionRows(catalog, topic)
    return Array.from({ length: to - from }, (_, index) => from + index)
  })
}

export function countPartitions(topics: readonly { readonly partitions: readonly unknown[] }[]): number {
  return topics.reduce((sum, { partitions }) => sum + partitions.length, 0)
}

/** Partitions are nearly always numbered without gaps, so the place is known without a search. */
export function partitionRowFinder(catalog: Catalog, name: string): (id: number) => number | null {
  const topicRow = rowsByName(catalog).get(name)
  if (topicRow === undefined) return () => null
  const [from, to] = partitionRows(catalog, topicRow)
  return (id) => {
    if (catalog.partitionIds[from + id] === id && from + id < to) return from + id
    const found = catalog.partitionIds.subarray(from, to).indexOf(id)
    return found === -1 ? null : from + found
  }
}
