import { expect, test } from 'vitest'
import { decodeAssignment, decodeSubscription } from '#lib/bytes/consumer-protocol.ts'
import { readBatchHeader } from '#lib/kafka/records/batch-header.ts'
import { consumerGroupDescribe } from './consumer-group-describe.ts'
import { deleteGroups } from './delete-groups.ts'
import { describeGroups } from './describe-groups.ts'
import { describeShareGroupOffsets } from './describe-share-group-offsets.ts'
import { fetchRecords } from './fetch-records.ts'
import { findCoordinator } from './find-coordinator.ts'
import { decode, everyRecording, recordings } from './fixtures/recordings.ts'
import { CLASSIC_GROUP, CONSUMER_GROUP, SHARE_GROUP } from './fixtures/requests.ts'
import { listGroups } from './list-groups.ts'
import { offsetCommit } from './offset-commit.ts'
import { offsetDelete } from './offset-delete.ts'
import { offsetFetch } from './offset-fetch.ts'
import { shareGroupDescribe } from './share-group-describe.ts'

// What real brokers answered about groups, see fixtures.test.ts. Kafka 3.9 has no share groups.

const hasShareGroups = (label: string) => !label.startsWith('3.')
const byId = (a: { readonly id: unknown }, b: { readonly id: unknown }) => String(a.id).localeCompare(String(b.id))
const uuid = expect.stringMatching(/^[\w-]{22}$/)
const assigned = { topicId: uuid, name: 'fixture' }

test.each(everyRecording('list-groups'))('ListGroups %s', (label, recording) => {
  const { errorCode, groups } = decode(listGroups, recording)
  const [state, type] = [recording.version >= 4, recording.version >= 5]
  const listed = (id: string, protocolType: string, inState: string, ofType: string) => ({
    id,
    protocolType,
    state: state ? inState : null,
    type: type ? ofType : null,
  })
  expect(errorCode).toBe(0)
  expect(groups.toSorted(byId)).toEqual([
    listed(CLASSIC_GROUP, 'consumer', 'Stable', 'classic'),
    listed('committed', '', 'Empty', 'classic'),
    listed(CONSUMER_GROUP, 'consumer', 'Stable', 'consumer'),
    ...(hasShareGroups(label) ? [listed(SHARE_GROUP, 'share', 'Stable', 'share')] : []),
  ])
})

test.each(everyRecording('list-groups-filtered'))('ListGroups %s of a state and a type', (_label, recording) => {
  expect(decode(listGroups, recording).groups.map(({ id }) => id)).toEqual(['committed'])
})

test.each(everyRecording('find-coordinator'))('FindCoordinator %s of one group', (_label, recording) => {
  expect(decode(findCoordinator, recording)).toMatchObject([
    {
      group: recording.version >= 4 ? CLASSIC_GROUP : null,
      errorCode: 0,
      coordinator: { id: 1, host: '127.0.0.1', port: expect.any(Number) },
    },
  ])
})

test.each(everyRecording('find-coordinators'))('FindCoordinator %s of several', (_label, recording) => {
  expect(decode(findCoordinator, recording).map(({ group }) => group)).toEqual([CLASSIC_GROUP, ''])
})

test.each(everyRecording('describe-groups'))('DescribeGroups %s', (_label, recording) => {
  const groups = new Map(decode(describeGroups, recording).map((group) => [group.id, group]))
  const classic = groups.get(CLASSIC_GROUP)
  expect(classic).toMatchObject({ errorCode: 0, state: 'Stable', protocolType: 'consumer' })
  expect(classic?.protocol).toBe('RoundRobinAssigner')
  const [member, ...others] = classic?.members ?? []
  expect(others).toEqual([])
  expect(member).toMatchObject({ instanceId: null, clientId: 'kafkajs', clientHost: '/127.0.0.1' })
  expect(decodeSubscription(member?.metadata ?? Buffer.alloc(0))?.topics).toEqual(['fixture'])
  expect(decodeAssignment(member?.assignment ?? Buffer.alloc(0))).toEqual([
    { topicId: null, name: 'fixture', partitions: expect.arrayContaining([0, 1]) },
  ])
  expect(groups.get('committed')).toMatchObject({ errorCode: 0, state: 'Empty', protocol: '', members: [] })
  // Version 6 is the first that says so.
  const errorCode = recording.version >= 6 ? 69 : 0
  for (const id of [CONSUMER_GROUP, 'missing']) {
    expect(groups.get(id)).toMatchObject({ errorCode, state: 'Dead', members: [] })
  }
})

test.each(everyRecording('consumer-group-describe'))('ConsumerGroupDescribe %s', (_label, recording) => {
  // Kafka 3.9 adds that it knows none of them, once it met one that it does not know.
  const [group, classic] = decode(consumerGroupDescribe, recording)
  expect(group).toMatchObject({ id: CONSUMER_GROUP, errorCode: 0, state: 'Stable', assignor: 'uniform' })
  expect(group?.assignmentEpoch).toBe(group?.groupEpoch)
  expect(group?.members).toEqual([
    {
      id: expect.any(String),
      instanceId: null,
      rackId: null,
      memberEpoch: group?.groupEpoch,
      clientId: 'console-consumer',
      clientHost: '/127.0.0.1',
      subscribedTopics: ['fixture'],
      subscribedRegex: null,
      assignment: [{ ...assigned, partitions: [0, 1] }],
      targetAssignment: [{ ...assigned, partitions: [0, 1] }],
      isClassic: recording.version >= 1 ? false : null,
    },
  ])
  expect(classic).toMatchObject({ id: CLASSIC_GROUP, errorCode: 69, members: [] })
})

test.each(everyRecording('share-group-describe'))('ShareGroupDescribe %s', (_label, recording) => {
  const [group, classic] = decode(shareGroupDescribe, recording)
  expect(group).toMatchObject({ id: SHARE_GROUP, errorCode: 0, state: 'Stable', assignor: 'simple' })
  expect(group?.members).toEqual([
    {
      id: expect.any(String),
      rackId: null,
      memberEpoch: group?.groupEpoch,
      clientId: 'console-share-consumer',
      clientHost: '/127.0.0.1',
      subscribedTopics: ['fixture'],
      assignment: [{ ...assigned, partitions: [0, 1] }],
    },
  ])
  expect(classic).toMatchObject({ id: CLASSIC_GROUP, errorCode: 69, members: [] })
})

test.each(everyRecording('describe-share-group-offsets'))('DescribeShareGroupOffsets %s', (_label, recording) => {
  const groups = new Map(decode(describeShareGroupOffsets, recording).map((group) => [group.id, group]))
  const [topic] = groups.get(SHARE_GROUP)?.topics ?? []
  // Its three records are done with, which the lag tells and the start does not yet.
  const lag = recording.version >= 1 ? 0 : null
  expect(topic).toMatchObject(assigned)
  expect(topic?.partitions.toSorted(byId)).toMatchObject([
    { id: 0, errorCode: 0, startOffset: 0, lag },
    { id: 1, errorCode: 0, startOffset: null },
  ])
  expect(groups.get('missing')).toMatchObject({ topics: [] })
})

test.each(everyRecording('offset-commit'))(
  'OffsetCommit %s: each partition has its own outcome',
  (_label, recording) => {
    const outcomes = new Map(decode(offsetCommit, recording).map(({ name, partitions }) => [name, partitions]))
    expect(outcomes.get('fixture')).toEqual([
      { id: 0, errorCode: 0 },
      { id: 1, errorCode: 0 },
    ])
    expect(outcomes.get('missing')).toEqual([{ id: 0, errorCode: 3 }])
  },
)

test.each(everyRecording('offset-fetch'))('OffsetFetch %s of all that a group committed', (_label, recording) => {
  const { groups, commits } = decode(offsetFetch, recording)
  expect(groups).toEqual([
    {
      id: recording.version >= 8 ? 'committed' : null,
      errorCode: 0,
      topics: [{ name: 'fixture', startRow: 0, endRow: 2 }],
    },
  ])
  expect(commits.metadata).toEqual(new Map([[commits.partitionIds.indexOf(0), 'by hand']]))
  expect([...commits.offsets].sort()).toEqual([2, 7])
  expect([...commits.errorCodes]).toEqual([0, 0])
})

test.each(everyRecording('offset-fetch-some'))('OffsetFetch %s of partitions by name', (_label, recording) => {
  const { commits } = decode(offsetFetch, recording)
  expect([...commits.partitionIds]).toEqual([1, 7])
  expect([...commits.offsets]).toEqual([7, -1])
})

test.each(everyRecording('offset-fetch-groups'))('OffsetFetch %s of several groups', (_label, recording) => {
  const { groups } = decode(offsetFetch, recording)
  expect(groups.map(({ id, errorCode, topics }) => [id, errorCode, topics.length])).toEqual([
    ['missing', 0, 0],
    ['committed', 0, 1],
  ])
})

test.each(everyRecording('fetch-records'))(
  'Fetch %s: the first batch whole, and errors beside it',
  (_label, recording) => {
    const topics = new Map(decode(fetchRecords, recording).topics.map(({ name, partitions }) => [name, partitions]))
    const partitions = new Map(topics.get('fixture')?.map((partition) => [partition.id, partition]))
    const header = readBatchHeader(partitions.get(0)?.records ?? Buffer.alloc(0))
    expect(header).toMatchObject({ baseOffset: 0, lastOffset: 2, compression: 'gzip', isControl: false })
    expect(header?.baseTimestampMs).toBe(header?.maxTimestampMs)
    expect(partitions.get(0)).toMatchObject({ errorCode: 0, highWatermark: 3, lastStableOffset: 3 })
    expect(partitions.get(0)?.logStartOffset).toBe(recording.version >= 5 ? 0 : null)
    expect(partitions.get(7)).toEqual({
      id: 7,
      errorCode: 3,
      highWatermark: null,
      lastStableOffset: null,
      logStartOffset: null,
      abortedTransactions: [],
      preferredReplica: null,
      currentLeader: null,
      records: Buffer.alloc(0),
    })
    expect(topics.get('missing')).toMatchObject([{ id: 0, errorCode: 3 }])
  },
)

test.each(everyRecording('offset-delete'))(
  'OffsetDelete %s: each partition has its own outcome',
  (_label, recording) => {
    const { errorCode, topics } = decode(offsetDelete, recording)
    const outcomes = new Map(topics.map(({ name, partitions }) => [name, partitions]))
    expect(errorCode).toBe(0)
    expect(outcomes.get('fixture')).toEqual([{ id: 1, errorCode: 0 }])
    expect(outcomes.get('missing')).toEqual([{ id: 0, errorCode: 3 }])
  },
)

test.each(everyRecording('offset-delete-subscribed'))('OffsetDelete %s of what a member reads', (_label, recording) => {
  expect(decode(offsetDelete, recording)).toEqual({
    errorCode: 0,
    topics: [{ name: 'fixture', partitions: [{ id: 0, errorCode: 86 }] }],
  })
})

test.each(everyRecording('delete-groups'))('DeleteGroups %s: each group has its own outcome', (label, recording) => {
  const isFirst = recordings(label.split(' ')[0] ?? '', 'delete-groups')[0]?.version === recording.version
  expect(decode(deleteGroups, recording).toSorted(byId)).toEqual([
    { id: CLASSIC_GROUP, errorCode: 68 },
    { id: 'committed', errorCode: isFirst ? 0 : 69 },
    { id: 'missing', errorCode: 69 },
  ])
})
