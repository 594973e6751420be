import type { MetadataTopic } from '#lib/kafka/protocol/metadata.ts'

/** Which topics and partitions there are. Changes seldom, so that the names cross between threads seldom. */
export interface Catalog {
  /** Sorted; a topic's place in this list is its row in every column of topics. */
  readonly names: readonly string[]
  readonly topicIds: readonly (string | null)[]
  readonly internal: Int32Array
  /** What Kafka answered instead of describing the topic; 0: nothing. */
  readonly errorCodes: Int32Array
  /** The row of each topic's first partition, and behind the last topic the number of all partitions. */
  readonly firstPartitions: Int32Array
  readonly partitionIds: Int32Array
  /** When each topic was first seen; what was learnt of its name before concerns another topic. 0: from the start. */
  readonly seenSinceMs: Float64Array
}

export const emptyCatalog: Catalog = {
  names: [],
  topicIds: [],
  internal: new Int32Array(0),
  errorCodes: new Int32Array(0),
  firstPartitions: new Int32Array(1),
  partitionIds: new Int32Array(0),
  seenSinceMs: new Float64Array(0),
}

/** Topics by name, partitions by number. */
export function sortTopics(topics: readonly MetadataTopic[]): MetadataTopic[] {
  return topics
    .map((topic) => ({ ...topic, partitions: topic.partitions.toSorted((a, b) => a.id - b.id) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The catalog of sorted topics: the one before, where nothing changed. */
export function buildCatalog(topics: readonly MetadataTopic[], before: Catalog | null, nowMs: number): Catalog {
  if (before && isSame(topics, before)) return before
  const partitionCount = topics.reduce((sum, topic) => sum + topic.partitions.length, 0)
  const catalog = {
    names: topics.map(({ name }) => name),
    topicIds: topics.map(({ topicId }) => topicId),
    internal: new Int32Array(topics.length),
    errorCodes: new Int32Array(topics.length),
    firstPartitions: new Int32Array(topics.length + 1),
    partitionIds: new Int32Array(partitionCount),
    seenSinceMs: new Float64Array(topics.length),
  }
  const rowsBefore = before && rowsByName(before)
  let row = 0
  for (const [index, topic] of topics.entries()) {
    const rowBefore = rowsBefore?.get(topic.name)
    const isKnown = before && rowBefore !== undefined && before.topicIds[rowBefore] === topic.topicId
    catalog.internal[index] = topic.internal ? 1 : 0
    catalog.errorCodes[index] = topic.errorCode
    catalog.firstPartitions[index] = row
    catalog.seenSinceMs[index] = isKnown ? (before.seenSinceMs[rowBefore] ?? 0) : before ? nowMs : 0
    for (const partition of topic.partitions) catalog.partitionIds[row++] = partition.id
  }
  catalog.firstPartitions[topics.length] = row
  return catalog
}

function isSame(topics: readonly MetadataTopic[], catalog: Catalog): boolean {
  if (topics.length !== catalog.names.length) return false
  return topics.every((topic, index) => {
    const first = catalog.firstPartitions[index] ?? 0
    return (
      topic.name === catalog.names[index] &&
      topic.topicId === catalog.topicIds[index] &&
      topic.errorCode === catalog.errorCodes[index] &&
      topic.partitions.length === (catalog.firstPartitions[index + 1] ?? 0) - first &&
      topic.partitions.every(({ id }, offset) => id === catalog.partitionIds[first + offset])
    )
  })
}

const indexes = new WeakMap<Catalog, ReadonlyMap<string, number>>()

export function rowsByName(catalog: Catalog): ReadonlyMap<string, number> {
  const made = indexes.get(catalog)
  if (made) return made
  const index = new Map(catalog.names.map((name, row) => [name, row]))
  indexes.set(catalog, index)
  return index
}

/** The rows of a topic's partitions: from the first up to, and without, the second. */
export function partitionRows({ firstPartitions }: Catalog, topicRow: number): [from: number, to: number] {
  return [firstPartitions[topicRow] ?? 0, firstPartitions[topicRow + 1] ?? 0]
}
