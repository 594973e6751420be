import type { Problem } from '#lib/contract/common.ts'
import type { GroupType } from '#lib/contract/group-states.ts'
import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import type { GroupDescription } from '#lib/kafka/admin/groups.ts'
import type { ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import type { TopicCommits } from './group-commits.ts'
import type { MemberClaims } from './group-positions.ts'

/** All that the brokers reported of a group. Never changed; the next round makes another. */
export interface KnownGroup {
  readonly id: string
  readonly type: GroupType
  readonly state: string | null
  readonly protocolType: string
  readonly coordinator: MetadataBroker
  /** null: not described yet, or it may not be. */
  readonly description: GroupDescription | null
  readonly describedAtMs: number
  /** Stays the same object for as long as the members have the same partitions. */
  readonly claims: readonly MemberClaims[]
  readonly commits: readonly TopicCommits[]
  /** What the commits were made from. */
  readonly reply: GroupOffsets | ShareGroupOffsets | null
  /** Of the first round that was about the same partitions as this one. */
  readonly shape: readonly TopicCommits[]
  /** Why the commits are not known, or no longer. */
  readonly commitError: number
  /** Since when it has been seen without members; null: it has some, or never had any while we looked. */
  readonly emptySinceMs: number | null
  readonly problems: readonly Problem[]
  /** It was not listed the last time; a group whose coordinator moves is nowhere for a moment. */
  readonly isMissing: boolean
}

export interface KnownGroups {
  /** When they were asked for their commits; null: not yet. */
  readonly requestedAtMs: number | null
  /** By id. */
  readonly groups: readonly KnownGroup[]
}

/** As it would be known if all had happened so much later, or earlier where that is negative. */
export function shiftGroup(group: KnownGroup, byMs: number): KnownGroup {
  const { describedAtMs, emptySinceMs } = group
  return {
    ...group,
    describedAtMs: describedAtMs + byMs,
    emptySinceMs: emptySinceMs === null ? null : emptySinceMs + byMs,
  }
}

export function shiftGroups({ requestedAtMs, groups }: KnownGroups, byMs: number): KnownGroups {
  return {
    requestedAtMs: requestedAtMs === null ? null : requestedAtMs + byMs,
    groups: groups.map((group) => shiftGroup(group, byMs)),
  }
}
