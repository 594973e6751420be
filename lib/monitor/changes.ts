import { type SnapshotPart, snapshotParts } from '#lib/contract/snapshot-parts.ts'
import { sameColumns } from './columns.ts'
import type { RoundFailure } from './round-failure.ts'
import type { Snapshot } from './snapshot.ts'

interface State {
  readonly snapshot: Snapshot | null
  readonly failure: RoundFailure | null
}

/** Which lists and pages must be read again, so that an event makes a browser fetch only what changed. */
export function changedParts(before: State, after: State): SnapshotPart[] {
  if (!before.snapshot || !after.snapshot) return [...snapshotParts]
  const isSame = {
    brokers: sameItems(before.snapshot.brokers, after.snapshot.brokers),
    topics: sameTopics(before.snapshot, after.snapshot),
    cluster: sameCluster(before.snapshot, after.snapshot) && Boolean(before.failure) === Boolean(after.failure),
  }
  if (!isSame.brokers || !isSame.topics) isSame.cluster = false
  return snapshotParts.filter((part) => !isSame[part])
}

function sameTopics(a: Snapshot, b: Snapshot): boolean {
  return (
    a.catalog === b.catalog &&
    sameColumns(a.topics, b.topics) &&
    sameColumns(a.offsets, b.offsets) &&
    sameColumns(a.leadership, b.leadership) &&
    sameColumns(a.configs, b.configs) &&
    sameColumns(a.sizes, b.sizes)
  )
}

function sameCluster(a: Snapshot, b: Snapshot): boolean {
  return a.kafkaVersion === b.kafkaVersion && a.controllerId === b.controllerId && a.quorumLostAtMs === b.quorumLostAtMs
}

/** Compares lists of facts, and what is nested in them. */
function sameItems<Item extends object>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => sameFacts(item, b[index]))
}

function sameFacts<Item extends object>(a: Item, b: Item | undefined): boolean {
  if (!b) return false
  return Object.entries(a).every(([name, value]) => {
    const other: unknown = Reflect.get(b, name)
    if (value === other) return true
    return isObject(value) && isObject(other) && sameFacts(value, other)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
