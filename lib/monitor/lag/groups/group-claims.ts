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
    const untold =
      type === 'streams' ? 'Kafka tells the members of a streams group by no request that is asked here.' : NOT_TOLD
    return { code: denied?.code ?? 'unknown', message: denied?.message ?? untold }
  }
  if (!canAttribute(group)) {
    const message = `Its members speak "${visibleText(protocolType)}", and only they can read who has what.`
    return { code: 'unsupported', message }
  }
  if (members.every(({ assignment }) => assignment !== null)) return null
  return state === 'Stable' ? UNREADABLE : REBALANCING
}

const NOT_TOLD = 'The members have not been told.'
const UNREADABLE = { code: 'malformed', message: 'What it says of who has what cannot be read.' }
const REBALANCING = {
  code: 'rebalancing',
  message: 'The group rebalances: nobody knows yet who is going to have what.',
}
