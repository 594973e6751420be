import type { GroupType } from '#lib/contract/group-states.ts'
import { type Catalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'

/** What is known of a group's hold on partitions. */
export interface GroupClaims {
  readonly type: GroupType
  /** What the members speak among themselves; anything but `consumer` has assignments that only they can read. */
  readonly protocolType: string
  readonly committed: readonly TopicPartitions[]
  readonly members: readonly MemberClaims[]
}

export interface TopicPartitions {
  readonly topic: string
  readonly partitions: Iterable<number>
}

export interface MemberClaims {
  readonly subscribed: readonly string[]
  readonly assigned: readonly TopicPartitions[]
}

/** A topic that a group has to do with. */
export interface GroupTopic {
  readonly topic: string
  /** Its row in the catalog; -1: it is not there. */
  readonly row: number
  readonly positions: readonly Position[]
}

export interface Position {
  readonly partition: number
  /** Its row in the catalog; -1: it is not there, so that nothing can be known but what was committed. */
  readonly row: number
  readonly isCommitted: boolean
  /** The places of the members that say it is theirs. More than one: they have not heard of each other yet. */
  readonly claims: readonly number[]
}

const NO_CLAIMS: readonly number[] = []

/**
 * All partitions that a group has to do with: those of every topic that it has committed to, is assigned or has
 * subscribed to, and of what is not there any more those that it names. By topic and number.
 */
export function findPositions(group: GroupClaims, catalog: Catalog): GroupTopic[] {
  const named = new Map<string, NamedTopic>()
  const of = (topic: string): NamedTopic => {
    const found = named.get(topic)
    if (found) return found
    const fresh = { committed: new Set<number>(), claims: new Map<number, number[]>() }
    named.set(topic, fresh)
    return fresh
  }
  for (const { topic, partitions } of group.committed) {
    const { committed } = of(topic)
    for (const partition of partitions) committed.add(partition)
  }
  if (canAttribute(group)) {
    for (const [member, { subscribed, assigned }] of group.members.entries()) {
      for (const topic of subscribed) of(topic)
      for (const { topic, partitions } of assigned) {
        const { claims } = of(topic)
        for (const partition of partitions) addClaim(claims, partition, member)
      }
    }
  }
  return [...named]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, claimed]) => {
      const row = rowsByName(catalog).get(topic) ?? -1
      return { topic, row, positions: positionsOf(claimed, catalog, row) }
    })
}

/** Whether the group's members say in words that we can read which partitions are theirs. */
export function canAttribute({ type, protocolType }: Pick<GroupClaims, 'type' | 'protocolType'>): boolean {
  return type !== 'classic' || protocolType === 'consumer'
}

interface NamedTopic {
  readonly committed: Set<number>
  readonly claims: Map<number, number[]>
}

function addClaim(claims: Map<number, number[]>, partition: number, member: number): void {
  const claimed = claims.get(partition)
  if (!claimed) claims.set(partition, [member])
  else if (!claimed.includes(member)) claimed.push(member)
}

function positionsOf({ committed, claims }: NamedTopic, catalog: Catalog, topicRow: number): Position[] {
  const rows = new Map<number, number>()
  if (topicRow >= 0) {
    const [from, to] = partitionRows(catalog, topicRow)
    for (let row = from; row < to; row++) rows.set(catalog.partitionIds[row] ?? 0, row)
  }
  return [...new Set([...rows.keys(), ...committed, ...claims.keys()])]
    .sort((a, b) => a - b)
    .map((partition) => ({
      partition,
      row: rows.get(partition) ?? -1,
      isCommitted: committed.has(partition),
      claims: claims.get(partition) ?? NO_CLAIMS,
    }))
}

/** The partitions of all groups. Changes only with groups and topics, not with every commit. */
export interface PositionCatalog {
  /** By group: the row of its first topic, and behind the last group the number of all rows of topics. */
  readonly firstTopics: Int32Array
  /** By group: its first position, and behind the last group the number of all positions. */
  readonly firstOfGroups: Int32Array
  /** By topic of a group. */
  readonly topicNames: readonly string[]
  /** Rows in the catalog of topics; -1: it is not there. */
  readonly topicRows: Int32Array
  readonly firstOfTopics: Int32Array
  /** By position. */
  readonly partitionIds: Int32Array
  /** Rows in the catalog of topics; -1: it is not there. */
  readonly partitionRows: Int32Array
  /** The first claim of each position, and behind the last position the number of all claims. */
  readonly firstClaims: Int32Array
  /** By claim: the place of the member in its group. */
  readonly claimMembers: Int32Array
}

export function buildPositions(groups: readonly (readonly GroupTopic[])[]): PositionCatalog {
  const size = countPositions(groups)
  const topicNames: string[] = []
  const columns = {
    firstTopics: new Int32Array(groups.length + 1),
    firstOfGroups: new Int32Array(groups.length + 1),
    topicRows: new Int32Array(size.topics),
    firstOfTopics: new Int32Array(size.topics + 1),
    partitionIds: new Int32Array(size.positions),
    partitionRows: new Int32Array(size.positions),
    firstClaims: new Int32Array(size.positions + 1),
    claimMembers: new Int32Array(size.claims),
  }
  let position = 0
  let claim = 0
  for (const [group, topics] of groups.entries()) {
    columns.firstTopics[group] = topicNames.length
    columns.firstOfGroups[group] = position
    for (const { topic, row, positions } of topics) {
      columns.topicRows[topicNames.length] = row
      columns.firstOfTopics[topicNames.length] = position
      topicNames.push(topic)
      for (const { partition, row: partitionRow, claims } of positions) {
        columns.partitionIds[position] = partition
        columns.partitionRows[position] = partitionRow
        columns.firstClaims[position++] = claim
        for (const member of claims) columns.claimMembers[claim++] = member
      }
    }
  }
  columns.firstTopics[groups.length] = topicNames.length
  columns.firstOfGroups[groups.length] = position
  columns.firstOfTopics[topicNames.length] = position
  columns.firstClaims[position] = claim
  return { topicNames, ...columns }
}

function countPositions(groups: readonly (readonly GroupTopic[])[]): Record<'topics' | 'positions' | 'claims', number> {
  const size = { topics: 0, positions: 0, claims: 0 }
  for (const topics of groups) {
    size.topics += topics.length
    for (const { positions } of topics) {
      size.positions += positions.length
      for (const { claims } of positions) size.claims += claims.length
    }
  }
  return size
}
