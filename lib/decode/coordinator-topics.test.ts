import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPayload } from './payload.ts'

interface Written {
  readonly coordinator: 'group' | 'share' | 'transaction'
  readonly type: number
  readonly part: 'key' | 'value'
  readonly version: number
  readonly hex: string
  /** As Kafka's own converter writes it, every digit as it stands in the file. */
  readonly json: string
}

// Every record type in every version, written by the classes of Kafka 4.3.1.
const written = readFileSync(join(import.meta.dirname, 'fixtures', 'coordinator-records.ndjson'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Written => {
    const json = line.slice(line.indexOf('"json":') + '"json":'.length).slice(0, -1)
    return { ...JSON.parse(line), json }
  })

const topics = { group: '__consumer_offsets', share: '__share_group_state', transaction: '__transaction_state' }

function read({ coordinator, type, part, hex }: Written, bytes = Buffer.from(hex, 'hex')) {
  const key = Buffer.alloc(2)
  key.writeInt16BE(type)
  return readPayload(bytes, 'auto', { topic: topics[coordinator], part, key, maxTextBytes: 20_000 })
}

/** Digit by digit: numbers become text before they are compared. */
function fieldsOf(json: string | undefined) {
  return JSON.parse((json ?? '').replace(/(?<=[[:,])-?\d+(?=[,\]}])/g, '"$&"'))
}

test('there are records of every coordinator to read', () => {
  expect(new Set(written.map(({ coordinator }) => coordinator))).toEqual(new Set(['group', 'share', 'transaction']))
  expect(written.length).toBeGreaterThan(55)
})

test.each(written)('a $part of type $type of the $coordinator coordinator, version $version', (record) => {
  const payload = read(record)
  expect(payload.format).toBe(record.coordinator === 'transaction' ? 'transactions' : 'offsets')
  expect(payload.reason).toMatch(/^Kafka keeps/)
  const { type, version, data } = fieldsOf(payload.json)
  if (record.part === 'key') expect(type).toMatch(/^[a-z-]+$/)
  else expect(version).toBe(String(record.version))
  const theirs = fieldsOf(record.json)
  if ('transactionStatus' in theirs) theirs.transactionStatus = expect.any(String)
  expect(data).toEqual(theirs)
})

describe('what cannot be read', () => {
  const commit = written.find(({ type, part, version }) => type === 1 && part === 'value' && version === 3)
  const bytes = Buffer.from(commit?.hex ?? '', 'hex')
  const context = { topic: '__consumer_offsets', part: 'value', maxTextBytes: 1_000 } as const

  test.each([
    ['a value that is cut', bytes.subarray(0, -1), Buffer.from([0, 1]), /Not as Kafka writes it/],
    ['a value that is too long', Buffer.concat([bytes, bytes]), Buffer.from([0, 1]), /bytes are left at the end/],
    ['a version of tomorrow', Buffer.from([0, 99, 0]), Buffer.from([0, 1]), /Version 99 of offset-commit is not known/],
    ['a type of tomorrow', bytes, Buffer.from([0, 99]), /type 99, as the key says, are not known/],
    ['a value without key', bytes, null, /depends on the key/],
    ['a key that is cut', bytes, Buffer.from([1]), /Not as Kafka writes it/],
  ])('%s is shown as bytes, and why', (_what, value, key, problem) => {
    expect(readPayload(value, 'offsets', { ...context, key })).toMatchObject({
      format: 'hex',
      problem: expect.stringMatching(problem),
    })
    expect(readPayload(value, 'auto', { ...context, key }).format).not.toBe('offsets')
  })

  test('a copy in another topic is read by choosing the format', () => {
    const copy = { topic: 'copy', part: 'value', key: Buffer.from([0, 1]), maxTextBytes: 1_000 } as const
    expect(readPayload(bytes, 'auto', copy).format).not.toBe('offsets')
    expect(readPayload(bytes, 'offsets', copy)).toMatchObject({ format: 'offsets' })
  })
})

test('members of a classic group tell what they subscribed to and hold', () => {
  const text = (words: string) => Buffer.concat([Buffer.from([0, words.length]), Buffer.from(words)])
  const bytesOf = (content: Buffer) => Buffer.concat([int32(content.length), content])
  const int32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(value)
    return bytes
  }
  const topicList = Buffer.concat([Buffer.from([0, 0]), int32(1), text('orders')])
  const value = Buffer.concat([
    Buffer.from([0, 0]),
    text('consumer'),
    int32(7),
    text('range'),
    text('m1'),
    int32(1),
    ...['m1', 'client', '/host'].map(text),
    int32(10_000),
    bytesOf(Buffer.concat([topicList, int32(-1)])),
    bytesOf(Buffer.concat([topicList, int32(2), int32(0), int32(3), int32(-1)])),
  ])
  const context = { topic: '__consumer_offsets', part: 'value', key: Buffer.from([0, 2]), maxTextBytes: 1_000 } as const
  expect(JSON.parse(readPayload(value, 'auto', context).text).data.members).toMatchObject([
    { subscription: { topics: ['orders'] }, assignment: [{ topic: 'orders', partitions: [0, 3] }] },
  ])
})
