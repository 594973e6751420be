import { beforeEach, expect, test, vi } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Api, decodeReply } from '#lib/kafka/protocol/api.ts'
import { eachCommit, type GroupOffsets, type ReportedOffsets, readGroupOffsets } from './group-offsets.ts'

const VERSION = 9
const DENIED = 30
const connections = new ConnectionSet({ bootstrap: [] })
const coordinators = new Map(['a', 'b'].map((id) => [id, { host: 'localhost', port: 1 }]))

/** By group, what it has committed on the one partition of a topic, or its error. */
let committed: Record<string, { readonly offset: number; readonly errorCode?: number }> = {}
beforeEach(() => {
  committed = { a: { offset: 7 }, b: { offset: 8 } }
})
vi.spyOn(BrokerConnection.prototype, 'versions').mockResolvedValue({
  errorCode: 0,
  apis: new Map([[9, { min: 0, max: VERSION }]]),
} as never)
vi.spyOn(BrokerConnection.prototype, 'send').mockImplementation(async (api: Api<never, unknown>, input: unknown) => {
  const { groups } = input as { groups: readonly { id: string }[] }
  const writer = new Writer(true).noTags().int32(0)
  writer
    .array(groups, ({ id }) => {
      const { offset, errorCode = 0 } = committed[id] ?? { offset: -1 }
      writer.string(id).array(['t'], (topic) => {
        writer.string(topic).array([0], (partition) => {
          writer.int32(partition).int64(offset).int32(-1).string('').int16(0).noTags()
        })
        writer.noTags()
      })
      writer.int16(errorCode).noTags()
    })
    .noTags()
  return decodeReply(api, writer.bytes(), VERSION)
})

async function read(reported: ReportedOffsets, ids = ['a', 'b']) {
  const { data, failures } = await readGroupOffsets(connections, coordinators, ids, reported)
  return { of: new Map(data.map((offsets) => [offsets.id, offsets])), failed: failures.map(({ scope }) => scope) }
}

function offsetsIn(offsets: GroupOffsets | undefined) {
  return offsets && [...eachCommit(offsets)].map(({ committedOffset }) => committedOffset)
}

test('a group that is reported as before gives the object of before, and one that has moved another', async () => {
  const reported: ReportedOffsets = new Map()
  const first = await read(reported)
  committed = { ...committed, b: { offset: 9 } }
  const second = await read(reported)
  expect(second.of.get('a')).toBe(first.of.get('a'))
  expect(offsetsIn(second.of.get('b'))).toEqual([9])
  expect(offsetsIn(first.of.get('b'))).toEqual([8])
})

test('a group that is denied is denied each time, and read again when it may be', async () => {
  const reported: ReportedOffsets = new Map()
  committed = { ...committed, a: { offset: 7, errorCode: DENIED } }
  expect((await read(reported)).failed).toEqual(['a'])
  expect((await read(reported)).failed).toEqual(['a'])
  committed = { ...committed, a: { offset: 7 } }
  expect(offsetsIn((await read(reported)).of.get('a'))).toEqual([7])
})

test('groups that are no longer asked for are not remembered', async () => {
  const reported: ReportedOffsets = new Map()
  await read(reported)
  await read(reported, ['b'])
  expect([...reported.keys()]).toEqual(['b'])
})
