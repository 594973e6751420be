import { AppError } from '#lib/contract/errors.ts'
import { compileFilter, type RecordFilter, searchedKey } from '#lib/filter/record-filter.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { partitionOfKey } from '#lib/kafka/produce/partitioner.ts'
import { type CursorOwner, decodeCursor, type Range } from './cursor.ts'
import { type Notice, type PartitionFacts, planRest, planScan, type ScanPlan } from './plan.ts'
import { assertSensible, choosePartitions, directionOf, queryText, type ScanQuery } from './query.ts'
import { readFacts, readTopic, type TopicState } from './topic-state.ts'

/** What is known before the first record is read. Whatever is wrong with the query has been refused by then. */
export interface PreparedScan {
  readonly topic: TopicState
  /** When the ends were asked for. */
  readonly asOfMs: number
  readonly owner: CursorOwner
  readonly facts: readonly PartitionFacts[]
  readonly stableEnds: ReadonlyMap<number, number>
  readonly plan: ScanPlan
  readonly filter: RecordFilter | null
  readonly notices: readonly Notice[]
  /** Why partitions did not say where they begin and end: nothing of these is read. */
  readonly failures: ReadonlyMap<number, Error>
  /** What a cursor says of them, which stays as it was. */
  readonly failed: readonly Range[]
  /** The cursor belongs to a topic that was deleted since. */
  readonly isGone: boolean
}

export async function prepareScan(
  connections: ConnectionSet,
  name: string,
  query: ScanQuery,
  cursor: string | undefined,
): Promise<PreparedScan> {
  assertSensible(query, cursor)
  const key = searchedKey(query)
  const filter = filterOf(name, query)
  const topic = await readTopic(connections, name)
  if (topic === 'none') throw new AppError('not-found', `There is no topic "${name}".`)
  const owner: CursorOwner = {
    clusterId: topic.clusterId,
    topic: name,
    topicId: topic.topicId,
    direction: directionOf(query),
    query: queryText(query),
  }
  const rest = cursor === undefined ? null : decodeCursor(owner, cursor)
  const place = rest === null ? placeOf(query, key, topic) : null
  const chosen = rest === 'gone' ? [] : (rest?.map(({ id }) => id) ?? place?.chosen ?? [])
  const asOfMs = Date.now()
  const offsets = await readFacts(connections, name, chosen, {
    atTimeMs: query.time === undefined || rest !== null ? null : Date.parse(query.time),
    atToMs: query.to === undefined || rest !== null ? null : Date.parse(query.to),
  })
  const isCommittedOnly = query.isolation === 'committed'
  const facts = offsets.facts.map((partition) =>
    isCommittedOnly ? { ...partition, endOffset: offsets.stableEnds.get(partition.id) ?? 0 } : partition,
  )
  const [firstError] = offsets.failures.values()
  if (facts.length === 0 && firstError) throw firstError
  const known = new Set(facts.map(({ id }) => id))
  const left = rest === 'gone' ? [] : rest
  const plan =
    left === null
      ? planScan(query, facts)
      : planRest(
          query,
          facts,
          left.filter(({ id }) => known.has(id)),
        )
  return {
    topic,
    asOfMs,
    owner,
    facts,
    stableEnds: offsets.stableEnds,
    plan,
    filter,
    notices: [...failureNotices(offsets.failures), ...(place?.notice ? [place.notice] : []), ...plan.notices],
    failures: offsets.failures,
    failed: left?.filter(({ id }) => !known.has(id)) ?? [],
    isGone: rest === 'gone',
  }
}

function filterOf(topic: string, query: ScanQuery): RecordFilter | null {
  const { contains, header, filter, key } = query
  const isAsked = [contains, header, filter, key].some((condition) => condition !== undefined)
  return isAsked ? compileFilter({ ...query, topic }) : null
}

/** Where a key is, if whoever wrote it places keys as Java's producer does; unless partitions are named. */
function placeOf(query: ScanQuery, key: Buffer | null, { partitionIds }: TopicState) {
  const chosen = choosePartitions(query, partitionIds)
  const isNarrowed = key !== null && query.keySearch === 'partition' && query.partitions === undefined
  if (!isNarrowed || chosen.length < 2 || query.from === 'offset') return { chosen, notice: null }
  const partition = partitionOfKey(key, partitionIds.length)
  const message = `Only partition ${partition} is searched, to which the key hashes (murmur2). The key may be elsewhere if its producer used another partitioner or if partitions were added.`
  return { chosen: [partition], notice: { partition, code: 'key-partition', message } }
}

function failureNotices(failures: ReadonlyMap<number, Error>): Notice[] {
  return [...failures].map(([partition, error]) => failureNotice(partition, error))
}

export function failureNotice(partition: number, error: Error): Notice {
  const { code, message } = partitionFailure(partition, error)
  return { partition, code, message }
}

/** Throws what is no failure of Kafka. */
export function partitionFailure(partition: number, error: Error): AppError {
  const known = toAppError(error)
  if (!known) throw error
  return new AppError(known.code, `Partition ${partition} could not be read: ${known.message}`, { cause: error })
}
