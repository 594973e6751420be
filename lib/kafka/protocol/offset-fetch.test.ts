import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import { decodeReply, encodeRequest } from './api.ts'
import {
  type FetchedOffsets,
  NO_COMMIT,
  offsetFetch,
  offsetFetchUnlessSame,
  UNREADABLE_COMMIT,
} from './offset-fetch.ts'

interface Committed {
  readonly id: number
  readonly offset: number
  readonly leaderEpoch: number
  readonly metadata: string | null
  readonly errorCode: number
}

interface Group {
  readonly id: string
  readonly errorCode: number
  readonly topics: readonly { readonly name: string; readonly partitions: readonly Committed[] }[]
}

const committed = fc.record({
  id: fc.nat(),
  offset: fc.maxSafeNat(),
  leaderEpoch: fc.integer({ min: -1, max: 100 }),
  metadata: fc.constantFrom(null, '', 'by hand'),
  errorCode: fc.nat({ max: 133 }),
})
const group = fc.record({
  id: fc.string(),
  errorCode: fc.nat({ max: 133 }),
  topics: fc.array(fc.record({ name: fc.string(), partitions: fc.array(committed, { maxLength: 4 }) }), {
    maxLength: 4,
  }),
})

function writeTopics(writer: Writer, topics: Group['topics'], version: number): void {
  writer.array(topics, ({ name, partitions }) => {
    writer
      .string(name)
      .array(partitions, ({ id, offset, leaderEpoch, metadata, errorCode }) => {
        writer.int32(id).int64(offset)
        if (version >= 5) writer.int32(leaderEpoch)
        writer.nullableString(metadata).int16(errorCode).noTags()
      })
      .noTags()
  })
}

function reply(groups: readonly Group[], version: number): Buffer {
  const writer = new Writer(version >= offsetFetch.flexibleFrom).noTags()
  if (version >= 3) writer.int32(0)
  if (version >= 8) {
    writer.array(groups, ({ id, errorCode, topics }) => {
      writer.string(id)
      writeTopics(writer, topics, version)
      writer.int16(errorCode).noTags()
    })
  } else {
    for (const { errorCode, topics } of groups) {
      writeTopics(writer, topics, version)
      writer.int16(errorCode)
    }
  }
  return writer.noTags().bytes()
}

/** The columns as the objects that they stand for. */
function unfold({ groups, commits }: FetchedOffsets) {
  return groups.map(({ topics, ...rest }) => ({
    ...rest,
    topics: topics.map(({ name, startRow, endRow }) => ({
      name,
      partitions: Array.from({ length: endRow - startRow }, (_, index) => ({
        id: commits.partitionIds[startRow + index],
        offset: commits.offsets[startRow + index],
        leaderEpoch: commits.leaderEpochs[startRow + index],
        metadata: commits.metadata.get(startRow + index) ?? '',
        errorCode: commits.errorCodes[startRow + index],
      })),
    })),
  }))
}

const reported = ({ topics, ...rest }: Group, version: number) => ({
  ...rest,
  id: version >= 8 ? rest.id : null,
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((partition) => ({
      ...partition,
      leaderEpoch: version >= 5 ? partition.leaderEpoch : -1,
      metadata: partition.metadata ?? '',
    })),
  })),
})

describe('what a broker writes about commits is read back', () => {
  test('of many groups at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 9 }), fc.array(group), (version, groups) => {
        const decoded = decodeReply(offsetFetch, reply(groups, version), version)
        expect(unfold(decoded)).toEqual(groups.map((written) => reported(written, version)))
      }),
    )
  })

  test('of one group, from older brokers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), group, (version, written) => {
        expect(unfold(decodeReply(offsetFetch, reply([written], version), version))).toEqual([
          reported(written, version),
        ])
      }),
    )
  })
})

describe('what is reported as it was before is not read again', () => {
  const lists = fc.array(fc.record({ before: group, after: fc.option(group, { nil: null }) }))

  test('and what has changed beside it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 9 }), lists, (version, pairs) => {
        const before = pairs.map((pair) => pair.before)
        const after = pairs.map((pair) => pair.after ?? pair.before)
        const { parts } = decodeReply(offsetFetchUnlessSame([]), reply(before, version), version)
        const { groups, commits } = decodeReply(offsetFetchUnlessSame(parts), reply(after, version), version)
        const same = pairs.map((pair) =>
          reply([pair.before], version).equals(reply([pair.after ?? pair.before], version)),
        )
        expect(groups.map((decoded) => decoded === null)).toEqual(same)
        const changed = groups.filter((decoded) => decoded !== null)
        const expected = after.filter((_, index) => !same[index]).map((written) => reported(written, version))
        expect(unfold({ groups: changed, commits })).toEqual(expected)
      }),
    )
  })

  test('nor where a broker answers in fewer groups than before, in another order, or in another version', () => {
    const [a, b] = ['a', 'b'].map((id): Group => ({ id, errorCode: 0, topics: [] }))
    if (!a || !b) throw new Error('there are two')
    const { parts } = decodeReply(offsetFetchUnlessSame([]), reply([a, b], 9), 9)
    const idsIn = (groups: readonly Group[], version: number) =>
      decodeReply(offsetFetchUnlessSame(parts), reply(groups, version), version).groups.map((each) => each?.id ?? null)
    expect(idsIn([a, b], 9)).toEqual([null, null])
    expect(idsIn([b, a], 9)).toEqual(['b', 'a'])
    expect(idsIn([b], 9)).toEqual(['b'])
    expect(idsIn([a, b], 8)).toEqual(['a', 'b'])
  })
})

test('a commit beyond 2^53 is known by its digits, and those beside it as numbers', () => {
  const partition = { leaderEpoch: -1, metadata: null, errorCode: 0 }
  const partitions = [7, 8, -1, 9].map((offset, id) => ({ ...partition, id, offset }))
  const bytes = reply([{ id: 'g', errorCode: 0, topics: [{ name: 't', partitions }] }], 9)
  const at = bytes.indexOf(Buffer.from([0, 0, 0, 0, 0, 0, 0, 8]))
  bytes.writeBigInt64BE(2n ** 62n, at)
  bytes.writeBigInt64BE(-(2n ** 63n), bytes.indexOf(Buffer.from([0, 0, 0, 0, 0, 0, 0, 9])))
  const { commits } = decodeReply(offsetFetch, bytes, 9)
  expect([...commits.offsets]).toEqual([7, UNREADABLE_COMMIT, NO_COMMIT, NO_COMMIT])
  expect([...commits.digits]).toEqual([[1, '4611686018427387904']])
})

test('several groups are not asked of a broker that takes one', () => {
  const groups = ['a', 'b'].map((id) => ({ id, topics: null }))
  expect(() => encodeRequest(offsetFetch, { groups }, 7)).toThrow(RangeError)
})
