import { type GroupStatus, groupStatuses } from '#lib/contract/group-states.ts'
import { groupName, statusWords } from '#lib/format/group-words.ts'
import { formatNumber } from '#lib/format/number.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import type { GroupColumns } from '#lib/monitor/snapshot/group-columns.ts'
import type { KeptEvent } from '#lib/monitor/snapshot/kept-event.ts'

/** What takes a minute to notice may have been so before the group was first seen. */
const SETTLES_MS = 120_000

type Alarm = Extract<GroupStatus, 'stopped' | 'stalled' | 'falling-behind'>

interface Seen {
  sinceMs: number
  /** undefined: nothing is known yet; null: all is well. */
  alarm: Alarm | null | undefined
}

/** Which groups were seen to stop, stall or fall behind, and to recover. */
export class GroupAlarms {
  #seen = new Map<string, Seen>()
  #before: Pick<GroupColumns, 'ids' | 'statuses'> | null = null

  observe(groups: GroupColumns, atMs: number): KeptEvent[] {
    const { ids, statuses } = groups
    if (this.#before?.ids === ids && this.#before.statuses === statuses) return []
    if (this.#before?.ids !== ids) this.#forgetAllBut(ids)
    this.#before = { ids, statuses }
    return ids.flatMap((id, row) => {
      const event = this.#observe(id, groupStatuses[statuses[row] ?? -1] ?? 'unknown', atMs)
      return event ? [describe(id, event, known(groups.totalLags[row]), atMs)] : []
    })
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const seen of this.#seen.values()) seen.sinceMs += byMs
  }

  #observe(id: string, status: GroupStatus, atMs: number): GroupStatus | null {
    const seen = this.#seen.get(id) ?? { sinceMs: atMs, alarm: undefined }
    this.#seen.set(id, seen)
    const next = nextAlarm(seen.alarm, status)
    if (next === seen.alarm) return null
    const isChange = seen.alarm !== undefined
    seen.alarm = next
    const isSettled = next === null || next === 'stopped' || atMs - seen.sinceMs >= SETTLES_MS
    return isChange && isSettled ? status : null
  }

  /** A group that is deleted and comes again is another one. */
  #forgetAllBut(ids: readonly string[]): void {
    const before = this.#seen
    this.#seen = new Map(ids.flatMap((id) => [[id, before.get(id)] as const]).filter(isSeen))
  }
}

function isSeen(entry: readonly [string, Seen | undefined]): entry is readonly [string, Seen] {
  return entry[1] !== undefined
}

/** A group that falls behind in waves has recovered only once its lag no longer changes; one that had stopped, as soon as it consumes. */
export function nextAlarm(alarm: Seen['alarm'], status: GroupStatus): Seen['alarm'] {
  switch (status) {
    case 'unknown':
      return alarm
    case 'ok':
      return null
    case 'catching-up':
      return alarm === 'falling-behind' ? alarm : null
    default:
      return status
  }
}

function describe(id: string, status: GroupStatus, lag: number | null, atMs: number): KeptEvent {
  const isBack = status === 'ok' || status === 'catching-up'
  const ofLag = lag === null || lag === 0 ? '' : `, lag ${formatNumber(lag)}`
  return {
    atMs,
    kind: isBack ? 'group-back' : `group-${status === 'falling-behind' ? 'behind' : status}`,
    text: `${groupName(id)} is ${status === 'ok' ? 'healthy again' : statusWords[status].word}${ofLag}.`,
    subject: { kind: 'group', id },
  }
}
