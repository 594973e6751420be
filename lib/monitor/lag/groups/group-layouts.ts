import { groupTopicKey } from '#lib/monitor/lag/history/commit-history.ts'
import type { Block } from '#lib/monitor/lag/history/slots.ts'
import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import type { TopicCommits } from './group-commits.ts'
import { buildPositions, findPositions, type GroupTopic, type PositionCatalog } from './group-positions.ts'
import type { KnownGroup } from './known-group.ts'

/** The positions of one group, and which of them each of its commits is about, in the order of the commits. */
interface Layout {
  readonly type: string
  readonly protocolType: string
  readonly claims: KnownGroup['claims']
  readonly shape: KnownGroup['shape']
  readonly topics: readonly GroupTopic[]
  readonly places: Int32Array
}

export interface GroupLayout {
  readonly positions: PositionCatalog
  /** By group. */
  readonly places: readonly Int32Array[]
}

/** Keeps the positions of all groups; they are found again only where members or commits are about other partitions. */
export class GroupLayouts {
  #catalog: Catalog | null = null
  #groups: readonly KnownGroup[] = []
  #layouts: readonly Layout[] = []
  #layout: GroupLayout = { positions: buildPositions([]), places: [] }

  /** The same object for as long as nothing has changed. */
  follow(groups: readonly KnownGroup[], catalog: Catalog): GroupLayout {
    const isSame = this.#catalog === catalog && this.#areLaidOut(groups)
    if (!isSame) this.#layOutAll(groups, catalog)
    this.#groups = groups
    return this.#layout
  }

  #areLaidOut(groups: readonly KnownGroup[]): boolean {
    if (groups.length !== this.#groups.length) return false
    return groups.every((group, row) => {
      const [before, layout] = [this.#groups[row], this.#layouts[row]]
      return group === before || (group.id === before?.id && layout !== undefined && isOf(layout, group))
    })
  }

  #layOutAll(groups: readonly KnownGroup[], catalog: Catalog): void {
    const before = new Map<string, Layout>()
    if (this.#catalog === catalog) {
      for (const [row, layout] of this.#layouts.entries()) before.set(this.#groups[row]?.id ?? '', layout)
    }
    this.#layouts = groups.map((group) => {
      const known = before.get(group.id)
      return known && isOf(known, group) ? known : layOut(group, catalog)
    })
    this.#catalog = catalog
    this.#layout = {
      positions: buildPositions(this.#layouts.map(({ topics }) => topics)),
      places: this.#layouts.map(({ places }) => places),
    }
  }
}

function isOf(layout: Layout, { type, protocolType, claims, shape }: KnownGroup): boolean {
  return (
    layout.claims === claims && layout.shape === shape && layout.type === type && layout.protocolType === protocolType
  )
}

function layOut(group: KnownGroup, catalog: Catalog): Layout {
  const { type, protocolType, claims, shape } = group
  const topics = findPositions({ type, protocolType, committed: shape, members: claims }, catalog)
  return { type, protocolType, claims, shape, topics, places: placesOf(shape, topics) }
}

function placesOf(shape: readonly TopicCommits[], topics: readonly GroupTopic[]): Int32Array {
  const first = new Map<string, { readonly at: number; readonly ids: readonly number[] }>()
  let at = 0
  for (const { topic, positions } of topics) {
    first.set(topic, { at, ids: positions.map(({ partition }) => partition) })
    at += positions.length
  }
  const places = new Int32Array(shape.reduce((count, { partitions }) => count + partitions.length, 0))
  let commit = 0
  for (const { topic, partitions } of shape) {
    const own = first.get(topic)
    for (const id of partitions) {
      // Nearly always numbered without gaps.
      const place = own?.ids[id] === id ? id : (own?.ids.indexOf(id) ?? -1)
      places[commit++] = own && place >= 0 ? own.at + place : -1
    }
  }
  return places
}

/** The topics of all groups with the numbers of their partitions, under names that outlive all lists in which they stand. */
export function positionBlocks(
  { firstTopics, firstOfTopics, topicNames, topicRows, partitionIds }: PositionCatalog,
  { topicIds }: Catalog,
  groups: readonly KnownGroup[],
): Block[] {
  return groups.flatMap(({ id }, row) => {
    const from = firstTopics[row] ?? 0
    return topicNames.slice(from, firstTopics[row + 1] ?? from).map((name, index) => {
      const topic = from + index
      return {
        key: groupTopicKey(id, topicIds[topicRows[topic] ?? -1] ?? null, name),
        ids: partitionIds.subarray(firstOfTopics[topic] ?? 0, firstOfTopics[topic + 1] ?? 0),
      }
    })
  })
}

/** The row of the topic that a position belongs to. */
export function topicAt({ firstOfTopics }: PositionCatalog, position: number): number {
  let low = 0
  let high = firstOfTopics.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((firstOfTopics[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
