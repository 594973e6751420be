import { type Catalog, partitionRows, rowsByName } from './catalog.ts'

export interface AskedTopic {
  readonly name: string
  readonly ids: number[]
}

/** Who is to be asked for what; rows come topic by topic. */
export function groupByLeader(catalog: Catalog, leaders: Int32Array, rows: readonly number[]) {
  const byLeader = new Map<number, AskedTopic[]>()
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
