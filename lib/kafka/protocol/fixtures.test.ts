import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { MalformedReply, Reader } from '#lib/bytes/reader.ts'
import { alterConfigs } from './alter-configs.ts'
import { type Api, chooseVersion, decodeReply, encodeRequest } from './api.ts'
import { type ApiVersions, apiVersions } from './api-versions.ts'
import { createPartitions } from './create-partitions.ts'
import { type CreatedTopic, createTopics } from './create-topics.ts'
import { deleteRecords } from './delete-records.ts'
import { deleteTopics } from './delete-topics.ts'
import { type ClusterDescription, describeCluster } from './describe-cluster.ts'
import { describeConfigs } from './describe-configs.ts'
import { describeLogDirs } from './describe-log-dirs.ts'
import { describeQuorum, type Quorum } from './describe-quorum.ts'
import { KafkaError } from './error-codes.ts'
import { decode, everyRecording, recordings } from './fixtures/recordings.ts'
import { recordedRequests } from './fixtures/requests.ts'
import { incrementalAlterConfigs } from './incremental-alter-configs.ts'
import { listOffsets } from './list-offsets.ts'
import { type Metadata, metadata } from './metadata.ts'

// What real brokers answered, in every version that they and we speak. Recorded by demo/testing/record-fixtures.ts.

describe.each(recordedRequests)('$name', ({ name, api, input }) => {
  test.each(everyRecording(name))(
    '%s is asked with the bytes that the broker accepted',
    (_label, { request, version }) => {
      expect(encodeRequest(api as Api<unknown, unknown>, input, version).toString('hex')).toBe(request)
    },
  )

  test.each(everyRecording(name))('%s is read to its last byte', (_label, { reply, version }) => {
    const reader = new Reader(Buffer.from(reply, 'hex'), version >= api.flexibleFrom)
    if (api.key !== apiVersions.key) reader.skipTags()
    api.decode(reader, version)
    expect(reader.remaining).toBe(0)
  })

  test('a reply that was cut off or altered is refused or read, and never anything else', () => {
    const all = everyRecording(name).map(([, recording]) => recording)
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.nat(),
        fc.nat(),
        fc.nat({ max: 255 }),
        ({ reply, version }, cut, at, byte) => {
          const bytes = Buffer.from(reply, 'hex')
          bytes[at % bytes.length] = byte
          const damaged = bytes.subarray(0, 1 + (cut % bytes.length))
          try {
            decodeReply(api, damaged, version)
          } catch (error) {
            expect(error instanceof MalformedReply || error instanceof KafkaError).toBe(true)
          }
        },
      ),
      { numRuns: propertyRuns(50) },
    )
  })
})

test.each(everyRecording('metadata'))('Metadata %s: a topic and one that is missing', (_label, recording) => {
  const { brokers, topics, clusterId }: Metadata = decode(metadata, recording)
  expect(brokers).toEqual([{ id: 1, host: '127.0.0.1', port: expect.any(Number), rack: null }])
  expect(clusterId).toHaveLength(22)
  const [missing, found] = [...topics].sort((a, b) => b.errorCode - a.errorCode)
  expect(missing).toMatchObject({ name: 'missing', errorCode: 3, topicId: null, partitions: [] })
  expect(found).toMatchObject({ name: 'fixture', errorCode: 0, internal: false })
  expect(found?.topicId).toEqual(recording.version >= 10 ? expect.stringMatching(/^[\w-]{22}$/) : null)
  expect([...(found?.partitions ?? [])].sort((a, b) => a.id - b.id)).toEqual(
    [0, 1].map((id) => ({
      id,
      errorCode: 0,
      leader: 1,
      leaderEpoch: recording.version >= 7 ? 0 : null,
      replicas: [1],
      isr: [1],
      offlineReplicas: [],
    })),
  )
})

test.each(everyRecording('create-topics'))('CreateTopics %s: each topic has its own outcome', (label, recording) => {
  const results: readonly CreatedTopic[] = decode(createTopics, recording)
  const byName = new Map(results.map((result) => [result.name, result]))
  expect(byName.get('not valid')).toMatchObject({ errorCode: 17, errorMessage: expect.stringContaining('invalid') })
  // The first version of each release made the topics; to the later ones they exist.
  const isFirst = recordings(label.split(' ')[0] ?? '', 'create-topics')[0]?.version === recording.version
  expect(byName.get('fixture')?.errorCode).toBe(isFirst ? 0 : 36)
  expect(byName.get('placed')?.errorCode).toBe(isFirst ? 0 : 36)
})

test.each(everyRecording('describe-cluster'))('DescribeCluster %s', (_label, recording) => {
  const { brokers }: ClusterDescription = decode(describeCluster, recording)
  expect(brokers).toEqual([{ id: 1, host: '127.0.0.1', port: expect.any(Number), rack: null, fenced: false }])
})

test.each(everyRecording('describe-quorum'))('DescribeQuorum %s', (_label, recording) => {
  const quorum: Quorum = decode(describeQuorum, recording)
  expect(quorum).toMatchObject({ leaderId: 1, leaderEpoch: expect.any(Number), observers: [] })
  expect(quorum.highWatermark).toBeGreaterThan(0)
  expect(quorum.voters).toEqual([
    { id: 1, logEndOffset: expect.any(Number), lastCaughtUpMs: recording.version >= 1 ? expect.any(Number) : null },
  ])
})

/** What the brokers of each recorded release speak and could go to. */
const releases = {
  '3.9.2': { metadata: { min: 0, max: 12 }, metadataVersion: 21, groupVersion: 0 },
  '4.3.1': { metadata: { min: 0, max: 13 }, metadataVersion: 30, groupVersion: 1 },
  '4.4.0': { metadata: { min: 0, max: 13 }, metadataVersion: 33, groupVersion: 1 },
}

test.each(Object.entries(releases))('every version of ApiVersions that Kafka %s speaks', (release, expected) => {
  for (const recording of recordings(release, 'api-versions')) {
    const { version } = recording
    const { errorCode, apis, supportedFeatures, finalizedFeatures }: ApiVersions = decode(apiVersions, recording)
    expect(errorCode).toBe(0)
    expect(apis.get(metadata.key)).toEqual(expected.metadata)
    expect(supportedFeatures.get('metadata.version')?.max).toBe(version >= 3 ? expected.metadataVersion : undefined)
    expect(finalizedFeatures?.levels.get('metadata.version')).toBe(version >= 3 ? expected.metadataVersion : undefined)
    // What begins at level 0 was left out before version 4.
    const groupVersion = version >= 4 ? { min: 0, max: expected.groupVersion } : undefined
    if (expected.groupVersion > 0) expect(supportedFeatures.get('group.version')).toEqual(groupVersion)
  }
})

test('Kafka 4.4 speaks the newest version of every request of ours', () => {
  const newest = recordings('4.4.0', 'api-versions').at(-1)
  const offered = newest ? decode(apiVersions, newest).apis : new Map()
  const behind = recordedRequests.filter(({ api }) => chooseVersion(api, offered) !== api.versions.max)
  expect(behind.map(({ name }) => name)).toEqual([])
})

test.each(everyRecording('list-offsets'))('ListOffsets %s: each partition has its own outcome', (_label, recording) => {
  const topics = new Map(decode(listOffsets, recording).map(({ name, partitions }) => [name, partitions]))
  expect([...(topics.get('fixture') ?? [])].sort((a, b) => a.id - b.id)).toEqual([
    { id: 0, errorCode: 0, offset: 0, timestampMs: null },
    { id: 1, errorCode: 0, offset: 0, timestampMs: null },
    { id: 7, errorCode: 3, offset: null, timestampMs: null },
  ])
  expect(topics.get('missing')).toMatchObject([{ id: 0, errorCode: 3, offset: null }])
})

test.each(everyRecording('list-offsets-by-time'))('ListOffsets %s: no record after that time', (_label, recording) => {
  expect(decode(listOffsets, recording)).toEqual([
    { name: 'fixture', partitions: [{ id: 0, errorCode: 0, offset: null, timestampMs: null }] },
  ])
})

test.each(everyRecording('describe-configs'))('DescribeConfigs %s', (_label, recording) => {
  const described = decode(describeConfigs, recording)
  const of = (resource: string) => described.find(({ name }) => name === resource)
  expect(of('missing')).toMatchObject({ kind: 'topic', errorCode: 3, configs: [] })
  const hasDocumentation = recording.version >= 3
  const retention = of('fixture')?.configs.find(({ name }) => name === 'retention.ms')
  expect(retention).toEqual({
    name: 'retention.ms',
    value: '60000',
    readOnly: false,
    source: 'topic',
    sensitive: false,
    synonyms: [{ name: 'retention.ms', value: '60000', source: 'topic' }],
    type: hasDocumentation ? 'long' : null,
    documentation: hasDocumentation ? expect.stringContaining('maximum time we will retain') : null,
  })
  expect(of('fixture')?.configs.find(({ name }) => name === 'cleanup.policy')).toMatchObject({
    value: 'delete',
    source: 'default',
    synonyms: [{ name: 'log.cleanup.policy', value: 'delete', source: 'default' }],
    type: hasDocumentation ? 'list' : null,
  })
  const broker = of('1')
  expect(broker?.kind).toBe('broker')
  expect(broker?.configs.find(({ name }) => name === 'ssl.keystore.password')).toMatchObject({
    value: null,
    sensitive: true,
    readOnly: false,
  })
  expect(broker?.configs.find(({ name }) => name === 'log.retention.hours')).toMatchObject({ readOnly: true })
})

test.each(everyRecording('incremental-alter-configs'))('IncrementalAlterConfigs %s', (_label, recording) => {
  expect(decode(incrementalAlterConfigs, recording)).toEqual([{ name: 'fixture', errorCode: 0, errorMessage: null }])
})

test.each(everyRecording('alter-configs'))(
  'AlterConfigs %s: a value that cannot be is refused',
  (_label, recording) => {
    expect(decode(alterConfigs, recording)).toEqual([
      { name: 'fixture', errorCode: 40, errorMessage: expect.stringContaining('retention.ms') },
    ])
  },
)

test.each(everyRecording('create-partitions'))('CreatePartitions %s', (label, recording) => {
  const outcomes = new Map(decode(createPartitions, recording).map(({ name, errorCode }) => [name, errorCode]))
  const isFirst = recordings(label.split(' ')[0] ?? '', 'create-partitions')[0]?.version === recording.version
  expect([...outcomes].sort()).toEqual([
    ['missing', 3],
    ['placed', isFirst ? 0 : 37],
  ])
})

test.each(everyRecording('delete-records'))(
  'DeleteRecords %s: each partition has its own outcome',
  (_label, recording) => {
    const [topic] = decode(deleteRecords, recording)
    expect([...(topic?.partitions ?? [])].sort((a, b) => a.id - b.id)).toEqual([
      { id: 0, errorCode: 0, startOffset: 0 },
      { id: 1, errorCode: 1, startOffset: null },
    ])
  },
)

test.each(everyRecording('describe-log-dirs'))('DescribeLogDirs %s', (_label, recording) => {
  const [dir, ...others] = decode(describeLogDirs, recording)
  expect(others).toEqual([])
  expect(dir).toMatchObject({ errorCode: 0, path: expect.stringContaining('highwater-') })
  expect(dir?.topics.find(({ name }) => name === 'fixture')?.partitions).toHaveLength(2)
  const knowsDisk = recording.version >= 4
  expect(dir?.totalBytes).toEqual(knowsDisk ? expect.any(Number) : null)
  expect(dir?.usableBytes).toEqual(knowsDisk ? expect.any(Number) : null)
})

test.each(everyRecording('delete-topics'))('DeleteTopics %s: each topic has its own outcome', (label, recording) => {
  const outcomes = new Map(decode(deleteTopics, recording).map(({ name, errorCode }) => [name, errorCode]))
  const isFirst = recordings(label.split(' ')[0] ?? '', 'delete-topics')[0]?.version === recording.version
  expect(outcomes.get('missing')).toBe(3)
  expect(outcomes.get('placed')).toBe(isFirst ? 0 : 3)
})
