import { visibleText } from '#lib/format/visible-text.ts'
import type { GroupMember } from '#lib/kafka/admin/groups.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import { canAttribute, type MemberClaims } from './group-positions.ts'
import type { KnownGroup } from './known-group.ts'

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

type ReportedGroup = Pick<KnownGroup, 'type' | 'state' | 'protocolType' | 'description' | 'problems'>

/** Why it is not known which partitions the members have; null: it is, or there are none. */
export function whyNotAttributed(group: ReportedGroup): Reason | null {
  const { type, state, protocolType, description, problems } = group
  const members = description?.members
  if (state === 'Empty' || members?.length === 0) return null
  if (!members) {
    const denied = problems.find(({ field }) => field === 'memberCount')
    const untold = type === 'streams' ? 'Members of streams groups are not supported yet.' : NOT_REPORTED
    return { code: denied?.code ?? 'unknown', message: denied?.message ?? untold }
  }
  if (!canAttribute(group)) {
    const message = `The members use the protocol "${visibleText(protocolType)}", whose assignments only they can decode.`
    return { code: 'unsupported', message }
  }
  if (members.every(({ assignment }) => assignment !== null)) return null
  return state === 'Stable' ? UNREADABLE : REBALANCING
}

const NOT_REPORTED = 'The members have not been reported yet.'
const UNREADABLE = { code: 'malformed', message: 'The reported assignment cannot be decoded.' }
const REBALANCING = {
  code: 'rebalancing',
  message: 'The group is rebalancing; the new assignment is not known yet.',
}
