import type { GroupMember } from '#lib/kafka/admin/groups.ts'
import type { MemberClaims } from './group-positions.ts'

const NONE: readonly string[] = []

/** Which partitions the members say are theirs; in the order of the members. */
export function claimsOf(members: readonly GroupMember[]): MemberClaims[] {
  return members.map(({ id, subscribedTopics, assignment }) => ({
    id,
    subscribed: subscribedTopics ?? NONE,
    assigned: (assignment ?? []).map(({ name, partitions }) => ({ topic: name, partitions })),
  }))
}

export function sameClaims(a: readonly MemberClaims[], b: readonly MemberClaims[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b)
}
