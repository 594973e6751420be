import { groupTypes } from '#lib/contract/group-states.ts'
import type { StandingColumns } from '#lib/monitor/lag/group-standing.ts'
import type { CommitColumns } from '#lib/monitor/lag/lag-columns.ts'
import { floatColumn, intColumn, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { JoinColumns, MemberJoins } from '#lib/monitor/snapshot/group-columns.ts'
import { whyNotAttributed } from './group-claims.ts'
import { topicAt } from './group-layouts.ts'
import type { PositionCatalog } from './group-positions.ts'
import type { KnownGroup } from './known-group.ts'

/** What the brokers reported of each group as a whole. */
export function factsOf(groups: readonly KnownGroup[]) {
  return {
    ids: groups.map(({ id }) => id),
    types: intColumn(groups, ({ type }) => groupTypes.indexOf(type)),
    states: groups.map(({ state }) => state),
    protocolTypes: groups.map(({ protocolType }) => protocolType),
    assignors: groups.map(({ description }) => description?.assignor ?? null),
    coordinators: intColumn(groups, ({ coordinator }) => coordinator.id),
    memberCounts: floatColumn(groups, memberCountOf),
    attributed: intColumn(groups, (group) => (whyNotAttributed(group) === null ? 1 : 0)),
    emptySinceMs: floatColumn(groups, ({ emptySinceMs }) => emptySinceMs ?? UNKNOWN),
    problems: groups.map(({ problems }) => (problems.length > 0 ? problems : null)),
  }
}

export function joinColumns(
  groups: readonly KnownGroup[],
  joinsOf: (group: string) => MemberJoins | null,
): JoinColumns {
  const own = groups.map(({ id }) => joinsOf(id))
  return {
    joins: intColumn(own, (joins) => joins?.count ?? 0),
    firstJoinsMs: floatColumn(own, (joins) => joins?.firstMs ?? UNKNOWN),
    lastJoinsMs: floatColumn(own, (joins) => joins?.lastMs ?? UNKNOWN),
  }
}

function memberCountOf({ description, state }: KnownGroup): number {
  return description?.members?.length ?? (state === 'Empty' ? 0 : UNKNOWN)
}

/** Of each group the partition that has been waiting longest, and who should be reading it. */
export function stuckOf(
  groups: readonly KnownGroup[],
  positions: PositionCatalog,
  { stuck, firstStuck }: Pick<StandingColumns, 'stuck' | 'firstStuck'>,
  { committed }: Pick<CommitColumns, 'committed'>,
) {
  const stuckTopics = new Int32Array(groups.length).fill(-1)
  const stuckPartitions = new Int32Array(groups.length).fill(-1)
  const stuckOffsets = new Float64Array(groups.length).fill(UNKNOWN)
  const stuckMembers = groups.map((group, row) => {
    const position = firstStuck[row] ?? -1
    if (position < 0) return null
    stuckTopics[row] = topicAt(positions, position)
    stuckPartitions[row] = positions.partitionIds[position] ?? -1
    stuckOffsets[row] = committed[position] ?? UNKNOWN
    return membersAt(group, positions, position)[0]?.id ?? null
  })
  return { stuck, stuckTopics, stuckPartitions, stuckOffsets, stuckMembers }
}

/** The members that say that a position is theirs. */
export function membersAt(
  { description }: KnownGroup,
  { firstClaims, claimMembers }: PositionCatalog,
  position: number,
) {
  const claims = claimMembers.subarray(firstClaims[position] ?? 0, firstClaims[position + 1] ?? 0)
  return [...claims].flatMap((place) => description?.members?.[place] ?? [])
}
