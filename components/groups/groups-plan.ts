import { type Outcomes, succeeded } from '#components/shared/use-each.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import type { Group } from '#lib/contract/groups.ts'
import { whyNoReset } from '#lib/format/group-words.ts'
import { counted } from '#lib/format/number.ts'
import { whyActive } from './active-members.tsx'
import { rowsBefore, summarizeReset } from './reset-words.ts'

export type GroupPlans = Outcomes<OffsetResetReply>

/** Why the offsets of a group cannot be reset as things are, or null. */
export function whyLeftOut(group: Pick<Group, 'type' | 'memberCount'>): string | null {
  return whyNoReset(group.type) ?? whyActive(group)
}

/** Whether an offset would move. */
export function isMove({ rows }: OffsetResetReply): boolean {
  return rowsBefore(rows).length > 0
}

/**
 * The offsets before a reset, as `kafka-consumer-groups.sh --reset-offsets --from-file` reads those of several groups;
 * a partition that had no committed offset cannot be said in it.
 */
export function offsetsOfGroups(resets: ReadonlyMap<string, OffsetResetReply>): string {
  const lines = [...resets].flatMap(([id, { rows }]) =>
    rowsBefore(rows).flatMap(({ topic, partition, offset }) =>
      offset === null ? [] : [`${quoteCsv(id)},${topic},${partition},${offset}\n`],
    ),
  )
  return lines.join('')
}

function quoteCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a reset of several groups comes to, in a sentence. */
export function summarizeGroups(plans: GroupPlans): string {
  const moved = [...succeeded(plans).values()].filter(isMove)
  const rows = moved.flatMap((plan) => plan.rows)
  const leftOut = plans.size - succeeded(plans).size
  const parts = [
    moved.length > 0 && `${counted(moved.length, 'group')} will be reset: ${summarizeReset(rows)}`,
    moved.length === 0 && 'Nothing changes',
    leftOut > 0 && `${counted(leftOut, 'group')} cannot be reset`,
  ].filter((part) => part !== false)
  return parts.join('; ')
}
