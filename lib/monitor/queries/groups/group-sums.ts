import type { Cluster } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { counted } from '#lib/format/number.ts'
import { statusAt } from '#lib/monitor/snapshot/group-columns.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { sumOf } from '#lib/monitor/snapshot/topic-columns.ts'

type GroupSums = Pick<Cluster, 'groupCount' | 'groupsByState' | 'groupsByStatus' | 'totalLag' | 'consumePerSecond'>

const NOTHING: GroupSums = {
  groupCount: null,
  groupsByState: null,
  groupsByStatus: null,
  totalLag: null,
  consumePerSecond: null,
}
/** Kafka's own word for it. */
const UNTOLD_STATE = 'Unknown'

/** null: the groups have not been asked yet. */
export function countGroups({ groups, groupsAtMs }: Snapshot): number | null {
  return groupsAtMs === null ? null : groups.ids.length
}

/** All groups of a cluster together, as far as each is known. */
export function sumGroups(snapshot: Snapshot): GroupSums {
  const { groups } = snapshot
  const groupCount = countGroups(snapshot)
  if (groupCount === null) return NOTHING
  return {
    groupCount,
    groupsByState: countEach(groups.states.map((state) => state ?? UNTOLD_STATE)),
    groupsByStatus: countEach(groups.ids.map((_, row) => statusAt(groups, row))),
    totalLag: groupCount === 0 ? 0 : sumOf(groups.totalLags),
    consumePerSecond: groupCount === 0 ? 0 : sumOf(groups.consumedPerSecond),
  }
}

/** What these sums leave out, and why. */
export function missingOfGroups({ groups, tiers }: Snapshot, sums: GroupSums): Problem[] {
  const about = (fields: readonly string[], code: string, message: string) =>
    fields.map((field) => ({ field, code, message }))
  if (sums.groupCount === null) {
    const { code, message } = tiers.groups.failure ?? {
      code: 'unknown',
      message: 'The groups have not been read yet.',
    }
    return about(Object.keys(NOTHING), code, message)
  }
  const partial = groups.unknown.reduce((count, unknown) => count + (unknown > 0 ? 1 : 0), 0)
  const left = `${counted(partial, 'group has', 'groups have')} partitions whose lag is unknown; they are not included.`
  return [
    ...(tiers.groups.failure ? about(['groupCount'], tiers.groups.failure.code, tiers.groups.failure.message) : []),
    ...(sums.totalLag === null ? about(['totalLag'], 'unknown', "No group's position is known.") : []),
    ...(sums.totalLag !== null && partial > 0 ? about(['totalLag'], 'partial', left) : []),
    ...(sums.consumePerSecond === null
      ? about(['consumePerSecond'], 'unknown', 'No committed offset has moved yet.')
      : []),
  ]
}

function countEach(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries(counts)
}
