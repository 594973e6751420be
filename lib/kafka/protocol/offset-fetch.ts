import type { Reader } from '#lib/bytes/reader.ts'
import type { Writer } from '#lib/bytes/writer.ts'
import type { Api } from './api.ts'
import { onlyOne } from './only-one.ts'

export interface OffsetFetchInput {
  /** Exactly one before version 8. */
  readonly groups: readonly GroupQuestion[]
}

export interface GroupQuestion {
  readonly id: string
  /** null asks for all that the group has committed. */
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[] | null
}

export interface FetchedOffsets {
  readonly groups: readonly FetchedGroup[]
  readonly commits: CommitColumns
}

/** What a reply says of one group, as it stands there. */
export interface OffsetsPart {
  readonly version: number
  readonly bytes: Buffer
}

export interface NewOffsets {
  /** null: it says the same as the part that was known. */
  readonly groups: readonly (FetchedGroup | null)[]
  readonly parts: readonly OffsetsPart[]
  /** Of the groups that are not null. */
  readonly commits: CommitColumns
}

export interface FetchedGroup {
  /** null before version 8, where the one that was asked for is answered. */
  readonly id: string | null
  readonly errorCode: number
  readonly topics: readonly CommittedTopic[]
}

export interface CommittedTopic {
  readonly name: string
  /** Its rows of the columns: from this one up to, and without, `endRow`. */
  readonly startRow: number
  readonly endRow: number
}

/** A row per partition, of all groups of a reply: a few arrays where there would be a hundred thousand objects. */
export interface CommitColumns {
  readonly partitionIds: Int32Array
  /** The offset of the next record to read, or one of the special values below. */
  readonly offsets: Float64Array
  /** NO_LEADER_EPOCH where the client did not say, and before version 5. */
  readonly leaderEpochs: Int32Array
  readonly errorCodes: Int16Array
  /** What clients wrote beside their commits, by row; most write nothing. */
  readonly metadata: ReadonlyMap<number, string>
  /** The digits of each UNREADABLE_COMMIT, by row. */
  readonly digits: ReadonlyMap<number, string>
}

export const NO_COMMIT = -1
/** A commit beyond 2^53: brokers keep any number that a client sends. */
export const UNREADABLE_COMMIT = -2
export const NO_LEADER_EPOCH = -1
const NO_WIDE_COMMIT = -1n

/** The first version that takes many groups at once. */
export const GROUPS_FROM = 8

const NO_MEMBER_EPOCH = -1
const MINIMUM_GROUP_BYTES = 5
const MINIMUM_TOPIC_BYTES = 3

/*
  OffsetFetch Request (2-7) => group_id ?[topics] require_stable(7)
  OffsetFetch Request (8-9) => [groups] require_stable
    groups => group_id ?member_id(9) member_epoch(9) ?[topics]
    group_id, member_id => STRING
    member_epoch => INT32
    topics => name [partition_indexes]
      name => STRING
      partition_indexes => INT32
    require_stable => BOOLEAN

  OffsetFetch Response (2-7) => throttle_time_ms(3+) [topics] error_code
  OffsetFetch Response (8-9) => throttle_time_ms [groups]
    groups => group_id [topics] error_code
    throttle_time_ms => INT32
    group_id => STRING
    topics => name [partitions]
      name => STRING
      partitions => partition_index committed_offset committed_leader_epoch(5+) ?metadata error_code
        partition_index, committed_leader_epoch => INT32
        committed_offset => INT64
        metadata => STRING
        error_code => INT16
    error_code => INT16
*/
/**
 * Answered by the coordinator of the groups. From version 10 on topics have ids in the place of names, and a broker then
 * keeps silent about topics that are deleted; 9 is the last that tells all.
 */
export const offsetFetch: Api<OffsetFetchInput, FetchedOffsets> = {
  key: 9,
  name: 'OffsetFetch',
  versions: { min: 2, max: 9 },
  flexibleFrom: 6,
  encode: (writer, { groups }, version) => {
    if (version < GROUPS_FROM) writeGroup(writer, onlyOne(groups), version)
    else writer.array(groups, (group) => writeGroup(writer, group, version))
    if (version >= 7) writer.boolean(false) // require stable
    writer.noTags()
  },
  decode: (reader, version) => {
    return decodeGroups(reader, version, readGroup)
  },
}

/**
 * The same for groups that are asked again and again: what the reply says of a group ends where it says, so that what
 * begins with the bytes of before is what it was. `known` holds, by the place of its group in the question, what the
 * reply before said.
 */
export function offsetFetchUnlessSame(known: readonly (OffsetsPart | undefined)[]): Api<OffsetFetchInput, NewOffsets> {
  return {
    ...offsetFetch,
    decode: (reader, version) => {
      const parts: OffsetsPart[] = []
      const decoded = decodeGroups(reader, version, (...args) => {
        const before = known[parts.length]
        const start = reader.position
        const isSame = before?.version === version && reader.skipSame(before.bytes)
        const group = isSame ? null : readGroup(...args)
        parts.push({ version, bytes: reader.readSince(start) })
        return group
      })
      return { ...decoded, parts }
    },
  }
}

function decodeGroups<Group>(
  reader: Reader,
  version: number,
  readOne: (reader: Reader, version: number, rows: CommitRows) => Group,
): { groups: Group[]; commits: CommitColumns } {
  if (version >= 3) reader.int32() // throttle time
  const rows = new CommitRows(Math.floor(reader.remaining / minimumPartitionBytes(version)))
  const groups =
    version >= GROUPS_FROM
      ? reader.array(MINIMUM_GROUP_BYTES, () => readOne(reader, version, rows))
      : [readOne(reader, version, rows)]
  reader.skipTags()
  return { groups, commits: rows.columns() }
}

function writeGroup(writer: Writer, { id, topics }: GroupQuestion, version: number): void {
  writer.string(id)
  if (version >= 9) writer.nullableString(null).int32(NO_MEMBER_EPOCH)
  writer.nullableArray(topics, ({ name, partitions }) => {
    writer
      .string(name)
      .array(partitions, (partition) => writer.int32(partition))
      .noTags()
  })
  if (version >= GROUPS_FROM) writer.noTags()
}

function readGroup(reader: Reader, version: number, rows: CommitRows): FetchedGroup {
  if (version < GROUPS_FROM) return { id: null, topics: readTopics(reader, version, rows), errorCode: reader.int16() }
  const group = { id: reader.string(), topics: readTopics(reader, version, rows), errorCode: reader.int16() }
  reader.skipTags()
  return group
}

function readTopics(reader: Reader, version: number, rows: CommitRows): CommittedTopic[] {
  return reader.array(MINIMUM_TOPIC_BYTES, () => {
    const name = reader.string()
    const startRow = rows.count
    const partitions = reader.count(minimumPartitionBytes(version))
    for (let index = 0; index < partitions; index++) rows.read(reader, version)
    reader.skipTags()
    return { name, startRow, endRow: rows.count }
  })
}

/** No version's partition is shorter, so that the bytes of a reply bound its rows. */
function minimumPartitionBytes(version: number): number {
  return version >= 5 ? 20 : 16
}

class CommitRows {
  count = 0
  readonly #partitionIds: Int32Array
  readonly #offsets: Float64Array
  readonly #leaderEpochs: Int32Array
  readonly #errorCodes: Int16Array
  readonly #metadata = new Map<number, string>()
  readonly #digits = new Map<number, string>()

  constructor(capacity: number) {
    this.#partitionIds = new Int32Array(capacity)
    this.#offsets = new Float64Array(capacity)
    this.#leaderEpochs = new Int32Array(capacity)
    this.#errorCodes = new Int16Array(capacity)
  }

  read(reader: Reader, version: number): void {
    const row = this.count++
    this.#partitionIds[row] = reader.int32()
    const offset = reader.int64OrNull()
    const wide = offset === null ? reader.lastInt64() : NO_WIDE_COMMIT
    if (wide > 0n) this.#digits.set(row, String(wide))
    this.#offsets[row] = wide > 0n ? UNREADABLE_COMMIT : Math.max(offset ?? NO_COMMIT, NO_COMMIT)
    this.#leaderEpochs[row] = version >= 5 ? reader.int32() : NO_LEADER_EPOCH
    const metadata = reader.nullableString()
    if (metadata) this.#metadata.set(row, metadata)
    this.#errorCodes[row] = reader.int16()
    reader.skipTags()
  }

  /** Copied, as they are kept for long and may be far fewer than the reply had room for. */
  columns(): CommitColumns {
    return {
      partitionIds: this.#partitionIds.slice(0, this.count),
      offsets: this.#offsets.slice(0, this.count),
      leaderEpochs: this.#leaderEpochs.slice(0, this.count),
      errorCodes: this.#errorCodes.slice(0, this.count),
      metadata: this.#metadata,
      digits: this.#digits,
    }
  }
}
