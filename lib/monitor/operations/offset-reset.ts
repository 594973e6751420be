import { AppError } from '#lib/contract/errors.ts'
import type { OffsetReset, OffsetResetReply, OffsetTarget } from '#lib/contract/group-offsets.ts'
import { memberHost } from '#lib/format/member-names.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { eachLimited } from '#lib/kafka/admin/each-limited.ts'
import { commitOffsets, deleteGroupOffsets, eachCommit, readGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { describeGroups, type GroupMember } from '#lib/kafka/admin/groups.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { AT_END, AT_START } from '#lib/kafka/protocol/list-offsets.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { type Catalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { byPartition, byTopic, type Commit, type CommitsByName, nameOf, partitionsByTopic } from './commits.ts'
import { planRow, type ResetFacts, type ResetRow } from './offset-plan.ts'

const TOPICS_AT_ONCE = 8
const NAMED_MEMBERS = 5

export type ResetPlan = Pick<OffsetReset, 'topics' | 'to'> & { readonly group: string }

const memberHints = {
  move: 'Offsets can be reset only while the group has no active members.',
  delete: 'A group can be deleted only while it has no active members.',
}
type GroupChange = keyof typeof memberHints

/** Why the offsets of a group with members cannot be changed; null: it has none. */
export function refusalByMembers(
  members: readonly Pick<GroupMember, 'clientId' | 'clientHost'>[],
  change: GroupChange,
): AppError | null {
  if (members.length === 0) return null
  const named = members
    .slice(0, NAMED_MEMBERS)
    .map(({ clientId, clientHost }) => `${visibleText(clientId)} on ${memberHost(clientHost)}`)
  const others = members.length - named.length
  const names = others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ')
  return new AppError('conflict', `The group has active members: ${names}. Stop them first.`, {
    hint: memberHints[change],
  })
}

/** Moves the commits of a group, or only plans where to. The caller has checked the type of the group. */
export class OffsetMover {
  readonly #connections: ConnectionSet
  readonly #catalog: Catalog
  readonly #find: (group: string) => KnownGroup | null

  constructor(connections: ConnectionSet, catalog: Catalog, find: (group: string) => KnownGroup | null) {
    this.#connections = connections
    this.#catalog = catalog
    this.#find = find
  }

  async plan({ group, topics, to }: ResetPlan): Promise<ResetRow[]> {
    const [committed, given] = await Promise.all([this.#commitsOf(group), this.#given(to)])
    const scope = this.#scope(topics, to, committed, given)
    const committedAt = byPartition(committed)
    const givenAt = byPartition(given)
    const facts: ResetFacts[] = []
    await eachLimited([...scope], TOPICS_AT_ONCE, async ([topic, partitions]) => {
      const endsOf = await this.#readEnds(topic, partitions, to)
      for (const partition of partitions) {
        const name = nameOf(topic, partition)
        facts.push({
          topic,
          partition,
          committed: committedAt.get(name)?.offset ?? null,
          unreadable: committedAt.get(name)?.unreadable ?? null,
          given: givenAt.get(name)?.offset ?? null,
          ...endsOf(partition),
          ...(givenAt.get(name)?.unreadable && { error: givenAt.get(name)?.unreadable ?? null }),
        })
      }
    })
    facts.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
    return facts.map((row) => planRow(to, row))
  }

  /** Carries out a plan, and reads what came of it. */
  async apply(group: string, plan: readonly ResetRow[]): Promise<OffsetResetReply> {
    await this.requireNoMembers(group)
    const due = plan.filter(({ error, before, after }) => error === undefined && (after !== null || before !== null))
    const coordinators = this.#coordinators(group)
    const moved = due.flatMap(({ topic, partition, after }) =>
      after === null ? [] : { topic, partition: { id: partition, offset: after, metadata: '' } },
    )
    const removed = due.flatMap(({ topic, partition, after }) => (after === null ? { topic, partition } : []))
    const failures = [
      ...(moved.length > 0
        ? (await commitOffsets(this.#connections, coordinators, group, byTopic(moved))).failures
        : []),
      ...(removed.length > 0
        ? (await deleteGroupOffsets(this.#connections, coordinators, group, byTopic(removed))).failures
        : []),
    ]
    // A member may have joined since the check.
    if (due.length > 0 && failures.length === due.length) await this.requireNoMembers(group)
    const failed = new Map(failures.map(({ scope, error }) => [scope, error.message]))
    const { now, unverified } = await this.#readBack(group)
    const rows = plan.map((row) => verified(row, failed, now))
    const applied = due.length === 0 || rows.some(({ error }) => error === undefined)
    return { rows, applied, ...(unverified !== undefined && { unverified }) }
  }

  /** It is done: that it cannot be looked at right now is no failure of the change, and what stood before must not be lost. */
  async #readBack(group: string): Promise<{ now: CommitsByName | null; unverified?: string }> {
    try {
      return { now: byPartition(await this.#commitsOf(group, true)) }
    } catch (error) {
      const known = toAppError(error)
      if (!known) throw error
      return { now: null, unverified: known.message }
    }
  }

  /** Refuses while the group has members, and says who and where they are. */
  async requireNoMembers(id: string, change: GroupChange = 'move'): Promise<void> {
    const group = this.#find(id)
    if (!group) return
    const { data } = await describeGroups(this.#connections, this.#coordinators(id), [group])
    const refusal = refusalByMembers(data[0]?.members ?? [], change)
    if (refusal) throw refusal
  }

  async #commitsOf(id: string, isNew = false): Promise<Commit[]> {
    // Asking who coordinates a group that never was would make the cluster prepare for it.
    if (!isNew && !this.#find(id)) return []
    const { data, failures } = await readGroupOffsets(this.#connections, this.#coordinators(id), [id])
    if (failures[0]) throw failures[0].error
    return data.flatMap((offsets) =>
      Array.from(eachCommit(offsets), ({ topic, partition, committedOffset, error }) => ({
        topic,
        partition,
        offset: committedOffset,
        unreadable: error?.message,
      })),
    )
  }

  async #given(to: OffsetTarget): Promise<Commit[]> {
    if (to.type === 'rows') {
      return to.rows.flatMap(({ topic, partition, offset }) => (offset === null ? [] : { topic, partition, offset }))
    }
    if (to.type !== 'group') return []
    if (this.#find(to.group)) return this.#commitsOf(to.group)
    throw new AppError('not-found', `There is no group "${visibleText(to.group)}" in this cluster.`, {
      field: 'to.group',
    })
  }

  /** By topic, the partitions that are meant. */
  #scope(
    topics: ResetPlan['topics'],
    to: OffsetTarget,
    committed: readonly Commit[],
    given: readonly Commit[],
  ): Map<string, readonly number[]> {
    if (to.type === 'rows') {
      if (topics)
        throw new AppError('invalid', 'With rows, `topics` is not allowed: each row names its partition.', {
          field: 'topics',
        })
      return partitionsByTopic(to.rows)
    }
    if (topics) return new Map(topics.map(({ topic, partitions }) => [topic, this.#partitionsOf(topic, partitions)]))
    const all = partitionsByTopic(to.type === 'group' ? given : committed)
    if (all.size > 0) return all
    throw new AppError('invalid', 'The group has no committed offsets, so `topics` is required.', {
      field: 'topics',
    })
  }

  #partitionsOf(topic: string, wanted: readonly number[] | undefined): readonly number[] {
    const row = rowsByName(this.#catalog).get(topic)
    if (row === undefined) {
      throw new AppError('not-found', `There is no topic "${topic}" in this cluster.`, { field: 'topics' })
    }
    const ids = [...this.#catalog.partitionIds.subarray(...partitionRows(this.#catalog, row))]
    const unknown = wanted?.find((id) => !ids.includes(id))
    if (unknown === undefined) return [...new Set(wanted ?? ids)]
    throw new AppError('invalid', `"${topic}" has no partition ${unknown}.`, { field: 'topics' })
  }

  async #readEnds(topic: string, partitions: readonly number[], to: OffsetTarget) {
    const ask = (timestampMs: number) =>
      readTopicOffsets(
        this.#connections,
        topic,
        partitions.map((id) => ({ id, timestampMs })),
        'groups',
      )
    const timeMs = timeOf(to)
    const [starts, ends, times] = await Promise.all([
      ask(AT_START),
      ask(AT_END),
      timeMs === null ? { data: [], failures: [] } : ask(timeMs),
    ])
    const errors = [...starts.failures, ...ends.failures, ...times.failures]
    const errorOf = new Map(errors.map(({ scope, error }) => [scope, error.message]))
    const [startOf, endOf, timeAt] = [starts, ends, times].map(
      ({ data }) => new Map(data.map(({ id, offset }) => [id, offset])),
    )
    return (id: number) => ({
      startOffset: startOf?.get(id) ?? null,
      endOffset: endOf?.get(id) ?? null,
      offsetAtTime: timeAt?.get(id) ?? null,
      error: errorOf.get(nameOf(topic, id)) ?? null,
    })
  }

  #coordinators(id: string) {
    const group = this.#find(id)
    return new Map(group ? [[id, group.coordinator]] : [])
  }
}

function timeOf(to: OffsetTarget): number | null {
  if (to.type === 'timestamp') return Date.parse(to.at)
  return to.type === 'duration' ? Math.max(0, Date.now() - to.durationMs) : null
}

/** `now`: null where it could not be read back, so that only what Kafka refused is known to have failed. */
function verified(row: ResetRow, failed: ReadonlyMap<string, string>, now: CommitsByName | null): ResetRow {
  const name = nameOf(row.topic, row.partition)
  if (row.error !== undefined) return row
  const refused = failed.get(name)
  if (now === null) return refused === undefined ? row : { ...row, after: row.before, error: refused }
  const found = now.get(name)?.offset ?? null
  const error =
    refused ?? (found === row.after ? undefined : 'Kafka reports another offset than the one that was committed.')
  return error === undefined ? row : { ...row, after: found, error }
}
