import type { Cluster } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { counted } from '#lib/format/number.ts'
import type { Snapshot } from './snapshot.ts'
import { sumOf } from './topic-columns.ts'

type GroupSums = Pick<Cluster, 'groupCount' | 'groupsByState' | 'totalLag' | 'consumePerSecond'>

const NOTHING: GroupSums = { groupCount: null, groupsByState: null, totalLag: null, consumePerSecond: null }
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
  const byState = new Map<string, number>()
  for (const state of groups.states) byState.set(state ?? UNTOLD_STATE, (byState.get(state ?? UNTOLD_STATE) ?? 0) + 1)
  return {
    groupCount,
    groupsByState: Object.fromEntries(byState),
    totalLag: groupCount === 0 ? 0 : sumOf(groups.totalLags),
    consumePerSecond: groupCount === 0 ? 0 : sumOf(groups.consumedPerSecond),
  }
}

/** What these sums leave out, and why. */
export function missingOfGroups(snapshot: Snapshot): Problem[] {
  const { groups, tiers } = snapshot
  const sums = sumGroups(snapshot)
  const about = (fields: readonly string[], code: string, message: string) =>
    fields.map((field) => ({ field, code, message }))
  if (sums.groupCount === null) {
    const { code, message } = tiers.groups.failure ?? {
      code: 'unknown',
      message: 'The groups have not been asked yet.',
    }
    return about(Object.keys(NOTHING), code, message)
  }
  const partial = groups.unknown.reduce((count, unknown) => count + (unknown > 0 ? 1 : 0), 0)
  const left = `${counted(partial, 'group has', 'groups have')} partitions whose lag is not known; they are left out.`
  return [
    ...(tiers.groups.failure ? about(['groupCount'], tiers.groups.failure.code, tiers.groups.failure.message) : []),
    ...(sums.totalLag === null ? about(['totalLag'], 'unknown', 'Of no group is known how far it has read.') : []),
    ...(sums.totalLag !== null && partial > 0 ? about(['totalLag'], 'partial', left) : []),
    ...(sums.consumePerSecond === null ? about(['consumePerSecond'], 'unknown', 'No commit has moved yet.') : []),
  ]
}
