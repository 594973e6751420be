import { AppError } from '#lib/contract/errors.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { describeShareGroupOffsets, type ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import { COORDINATOR_MOVED, KAFKA_OK, KafkaError, UNKNOWN_SERVER_ERROR } from '#lib/kafka/protocol/error-codes.ts'
import { type OffsetCommitInput, offsetCommit } from '#lib/kafka/protocol/offset-commit.ts'
import { type OffsetDeleteInput, offsetDelete } from '#lib/kafka/protocol/offset-delete.ts'
import {
  type CommitColumns,
  type CommittedTopic,
  GROUPS_FROM,
  NO_COMMIT,
  NO_LEADER_EPOCH,
  type OffsetsPart,
  offsetFetch,
  offsetFetchUnlessSame,
  UNREADABLE_COMMIT,
} from '#lib/kafka/protocol/offset-fetch.ts'
import type { PartitionOutcomes } from '#lib/kafka/protocol/partition-outcomes.ts'
import { askCoordinators, type Coordinators, inBatches } from './coordinators.ts'
import { type FanOut, failAll, toFanOut } from './fan-out.ts'

const DEADLINE_MS = 10_000
const GROUPS_PER_REQUEST = 1_000

/** All that a group has committed, as rows of columns that the groups of one reply share. */
export interface GroupOffsets {
  readonly id: string
  readonly topics: readonly CommittedTopic[]
  readonly commits: CommitColumns
}

export interface Commit {
  readonly topic: string
  readonly partition: number
  /** The offset of the next record to read; null where there is an error instead. */
  readonly committedOffset: number | null
  readonly leaderEpoch: number | null
  readonly metadata: string
  readonly error: Error | null
}

export interface PartitionOutcome {
  readonly topic: string
  readonly partition: number
}

/** What was reported of groups the last time they were asked, by id. */
export type ReportedOffsets = Map<string, { readonly part: OffsetsPart; readonly offsets: GroupOffsets }>

/**
 * The commits of many groups; each group succeeds or fails by itself. Of those that are reported as they were before, the
 * object of before is given again.
 */
export function readGroupOffsets(
  connections: ConnectionSet,
  coordinators: Coordinators,
  groups: readonly string[],
  reported: ReportedOffsets = new Map(),
): Promise<FanOut<GroupOffsets>> {
  forgetOthers(reported, groups)
  return askCoordinators(connections, coordinators, groups, {
    lane: 'groups',
    batching: inBatches(GROUPS_PER_REQUEST, offsetFetch, GROUPS_FROM),
    ask: async (broker, ids) => {
      const input = { groups: ids.map((id) => ({ id, topics: null })) }
      const before = ids.map((id) => reported.get(id))
      const api = offsetFetchUnlessSame(before.map((known) => known?.part))
      const { groups: answers, parts, commits } = await broker.send(api, input, DEADLINE_MS)
      return answers.map((answer, place) => {
        const offsets = answer
          ? { id: answer.id ?? ids[0] ?? '', topics: answer.topics, commits }
          : before[place]?.offsets
        if (!offsets) throw new Error('a reply is the same as none')
        const { id } = offsets
        const [part, errorCode] = [parts[place], answer?.errorCode ?? KAFKA_OK]
        if (part && errorCode === KAFKA_OK) reported.set(id, { part, offsets })
        else reported.delete(id)
        return { id, errorCode, errorMessage: null, data: offsets }
      })
    },
  })
}

function forgetOthers(reported: ReportedOffsets, groups: readonly string[]): void {
  if (reported.size === 0) return
  const asked = new Set(groups)
  for (const id of reported.keys()) if (!asked.has(id)) reported.delete(id)
}

/** The commits of one group one by one, for those who show them; partitions without one are left out. */
export function* eachCommit({ topics, commits }: Pick<GroupOffsets, 'topics' | 'commits'>): Generator<Commit> {
  for (const { name, startRow, endRow } of topics) {
    for (let row = startRow; row < endRow; row++) {
      const offset = commits.offsets[row] ?? NO_COMMIT
      const error = commitError(commits.errorCodes[row] ?? KAFKA_OK, offset)
      if (offset === NO_COMMIT && !error) continue
      const leaderEpoch = commits.leaderEpochs[row] ?? NO_LEADER_EPOCH
      yield {
        topic: name,
        partition: commits.partitionIds[row] ?? 0,
        committedOffset: error ? null : offset,
        leaderEpoch: leaderEpoch === NO_LEADER_EPOCH ? null : leaderEpoch,
        metadata: commits.metadata.get(row) ?? '',
        error,
      }
    }
  }
}

/** Where each share-partition of many share groups starts, and how far it is behind where the broker knows. */
export function readShareGroupOffsets(
  connections: ConnectionSet,
  coordinators: Coordinators,
  groups: readonly string[],
): Promise<FanOut<ShareGroupOffsets>> {
  return askCoordinators(connections, coordinators, groups, {
    lane: 'groups',
    batching: inBatches(GROUPS_PER_REQUEST, describeShareGroupOffsets, describeShareGroupOffsets.versions.min),
    ask: async (broker, ids) => {
      const answers = await broker.send(describeShareGroupOffsets, { groups: ids }, DEADLINE_MS)
      return answers.map((data) => ({ id: data.id, errorCode: data.errorCode, errorMessage: data.errorMessage, data }))
    },
  })
}

/** Commits for a group without members, or makes one by committing; each partition succeeds or fails by itself. */
export async function commitOffsets(
  connections: ConnectionSet,
  coordinators: Coordinators,
  group: string,
  topics: OffsetCommitInput['topics'],
): Promise<FanOut<PartitionOutcome>> {
  const committed = await askCoordinators(connections, coordinators, [group], {
    ...ofOneGroup,
    ask: async (broker) => {
      const data = await broker.send(offsetCommit, { group, topics }, DEADLINE_MS)
      // There is no code for the group as a whole: what concerns it stands with every partition.
      const codes = data.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode))
      const errorCode = codes.find((code) => COORDINATOR_MOVED.has(code)) ?? KAFKA_OK
      return [{ id: group, errorCode, errorMessage: null, data }]
    },
  })
  const asked = topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ id }) => id) }))
  return byPartition(asked, committed)
}

/** Forgets commits of a group; each partition succeeds or fails by itself. */
export async function deleteGroupOffsets(
  connections: ConnectionSet,
  coordinators: Coordinators,
  group: string,
  topics: OffsetDeleteInput['topics'],
): Promise<FanOut<PartitionOutcome>> {
  const deleted = await askCoordinators(connections, coordinators, [group], {
    ...ofOneGroup,
    ask: async (broker) => {
      const { errorCode, topics: data } = await broker.send(offsetDelete, { group, topics }, DEADLINE_MS)
      return [{ id: group, errorCode, errorMessage: null, data }]
    },
  })
  return byPartition(topics, deleted)
}

const ofOneGroup = { lane: 'changes', batching: async () => ({ groupsPerRequest: 1, requestsAtOnce: 1 }) } as const

function byPartition(
  asked: OffsetDeleteInput['topics'],
  { data, failures: [failure] }: FanOut<readonly PartitionOutcomes[]>,
): FanOut<PartitionOutcome> {
  const nameOf = (topic: string, id: number) => `${topic}-${id}`
  const codes = new Map(
    data
      .flat()
      .flatMap(({ name, partitions }) => partitions.map(({ id, errorCode }) => [nameOf(name, id), errorCode] as const)),
  )
  const outcomes = asked.flatMap(({ name: topic, partitions }) =>
    partitions.map((partition) => {
      const name = nameOf(topic, partition)
      return { name, topic, partition, errorCode: codes.get(name) ?? UNKNOWN_SERVER_ERROR, errorMessage: null }
    }),
  )
  const names = outcomes.map(({ name }) => name)
  return failure ? { data: [], failures: failAll(names, failure.error) } : toFanOut(names, outcomes)
}

function commitError(errorCode: number, offset: number): Error | null {
  if (errorCode !== KAFKA_OK) return new KafkaError(errorCode)
  if (offset !== UNREADABLE_COMMIT) return null
  return new AppError('unsupported', 'The committed offset is beyond 2^53, where no partition has records.')
}
