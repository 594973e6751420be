import { type Field, field, listOf, optional, type RecordSchema, struct } from './coordinator-schema.ts'

// What Kafka's coordinators write, by the number that their keys begin with, up to Kafka 4.4.

export interface RecordType {
  readonly name: string
  readonly key: readonly Field[]
  readonly value: RecordSchema
}

function recordType(name: string, key: readonly Field[], value: Partial<RecordSchema> & Pick<RecordSchema, 'fields'>) {
  return { name, key, value: { latest: 0, flexibleSince: 0, ...value } }
}

const groupKey = [field('groupId', 'string')]
const memberKey = [...groupKey, field('memberId', 'string')]
const commitKey = [field('group', 'string'), field('topic', 'string'), field('partition', 'int32')]
const shareKey = [...groupKey, field('topicId', 'uuid'), field('partition', 'int32')]

const partitions = field('partitions', listOf('int32'))
const topicPartitions = struct(field('topicId', 'uuid'), partitions)
const epochs = field('assignmentEpochs', listOf('int32'), { tag: 0 })
const topicPartitionsWithEpochs = struct(field('topicId', 'uuid'), partitions, epochs)
const namedPartitions = struct(field('topicId', 'uuid'), field('topicName', 'string'), partitions)
const keyValue = struct(field('key', 'string'), field('value', 'string'))
const tasks = struct(field('subtopologyId', 'string'), partitions)
const tasksWithEpochs = struct(field('subtopologyId', 'string'), partitions, epochs)
const memberEpochs = [field('memberEpoch', 'int32'), field('previousMemberEpoch', 'int32'), field('state', 'int8')]
const assignmentEpoch = [field('assignmentEpoch', 'int32'), field('assignmentTimestamp', 'int64', { tag: 0 })]

const commit: RecordSchema = {
  latest: 4,
  flexibleSince: 4,
  fields: [
    field('offset', 'int64'),
    field('leaderEpoch', 'int32', { since: 3 }),
    field('metadata', 'string'),
    field('commitTimestamp', 'int64'),
    field('expireTimestamp', 'int64', { since: 1, until: 1 }),
    field('topicId', 'uuid', { since: 4, tag: 0 }),
  ],
}

const classicGroup: RecordSchema = {
  latest: 4,
  flexibleSince: 4,
  fields: [
    field('protocolType', 'string'),
    field('generation', 'int32'),
    field('protocol', 'string'),
    field('leader', 'string'),
    field('currentStateTimestamp', 'int64', { since: 2 }),
    field(
      'members',
      listOf(
        struct(
          field('memberId', 'string'),
          field('groupInstanceId', 'string', { since: 3 }),
          field('clientId', 'string'),
          field('clientHost', 'string'),
          field('rebalanceTimeout', 'int32', { since: 1 }),
          field('sessionTimeout', 'int32'),
          field('subscription', 'bytes'),
          field('assignment', 'bytes'),
        ),
      ),
    ),
  ],
}

const consumerMember = [
  field('instanceId', 'string'),
  field('rackId', 'string'),
  field('clientId', 'string'),
  field('clientHost', 'string'),
  field('subscribedTopicNames', listOf('string')),
  field('subscribedTopicRegex', 'string'),
  field('rebalanceTimeoutMs', 'int32'),
  field('serverAssignor', 'string'),
  field(
    'classicMemberMetadata',
    optional(
      struct(
        field('sessionTimeoutMs', 'int32'),
        field('supportedProtocols', listOf(struct(field('name', 'string'), field('metadata', 'bytes')))),
      ),
    ),
    { tag: 0 },
  ),
]

const streamsMember = [
  field('instanceId', 'string'),
  field('rackId', 'string'),
  field('clientId', 'string'),
  field('clientHost', 'string'),
  field('rebalanceTimeoutMs', 'int32'),
  field('topologyEpoch', 'int32'),
  field('processId', 'string'),
  field('userEndpoint', optional(struct(field('host', 'string'), field('port', 'uint16')))),
  field('clientTags', listOf(keyValue)),
]

const topicSettings = struct(
  field('name', 'string'),
  field('partitions', 'int32'),
  field('replicationFactor', 'int16'),
  field('topicConfigs', listOf(keyValue)),
)

const subtopology = struct(
  field('subtopologyId', 'string'),
  field('sourceTopics', listOf('string')),
  field('sourceTopicRegex', listOf('string')),
  field('stateChangelogTopics', listOf(topicSettings)),
  field('repartitionSinkTopics', listOf('string')),
  field('repartitionSourceTopics', listOf(topicSettings)),
  field(
    'copartitionGroups',
    listOf(
      struct(
        field('sourceTopics', listOf('int16')),
        field('sourceTopicRegex', listOf('int16')),
        field('repartitionSourceTopics', listOf('int16')),
      ),
    ),
  ),
)

const stateBatches = field(
  'stateBatches',
  listOf(
    struct(
      field('firstOffset', 'int64'),
      field('lastOffset', 'int64'),
      field('deliveryState', 'int8'),
      field('deliveryCount', 'int16'),
    ),
  ),
)
const deliveryComplete = field('deliveryCompleteCount', 'int32', { tag: 0 })

const streamsTasks = ['activeTasks', 'standbyTasks', 'warmupTasks']

export const groupRecordTypes: Readonly<Record<number, RecordType>> = {
  0: recordType('offset-commit', commitKey, commit),
  1: recordType('offset-commit', commitKey, commit),
  2: recordType('group-metadata', [field('group', 'string')], classicGroup),
  3: recordType('consumer-group-metadata', groupKey, {
    fields: [field('epoch', 'int32'), field('metadataHash', 'int64', { tag: 0 })],
  }),
  4: recordType('consumer-group-partition-metadata', groupKey, {
    fields: [
      field(
        'topics',
        listOf(
          struct(
            field('topicId', 'uuid'),
            field('topicName', 'string'),
            field('numPartitions', 'int32'),
            field('partitionMetadata', listOf(struct(field('partition', 'int32'), field('racks', listOf('string'))))),
          ),
        ),
      ),
    ],
  }),
  5: recordType('consumer-group-member-metadata', memberKey, { fields: consumerMember }),
  6: recordType('consumer-group-target-assignment-metadata', groupKey, { fields: assignmentEpoch }),
  7: recordType('consumer-group-target-assignment-member', memberKey, {
    fields: [field('topicPartitions', listOf(topicPartitions))],
  }),
  8: recordType('consumer-group-current-member-assignment', memberKey, {
    fields: [
      ...memberEpochs,
      field('assignedPartitions', listOf(topicPartitionsWithEpochs)),
      field('partitionsPendingRevocation', listOf(topicPartitionsWithEpochs)),
    ],
  }),
  10: recordType('share-group-member-metadata', memberKey, {
    fields: [
      field('rackId', 'string'),
      field('clientId', 'string'),
      field('clientHost', 'string'),
      field('subscribedTopicNames', listOf('string')),
    ],
  }),
  11: recordType('share-group-metadata', groupKey, {
    fields: [field('epoch', 'int32'), field('metadataHash', 'int64')],
  }),
  12: recordType('share-group-target-assignment-metadata', groupKey, { fields: assignmentEpoch }),
  13: recordType('share-group-target-assignment-member', memberKey, {
    fields: [field('topicPartitions', listOf(topicPartitions))],
  }),
  14: recordType('share-group-current-member-assignment', memberKey, {
    fields: [...memberEpochs, field('assignedPartitions', listOf(topicPartitions))],
  }),
  15: recordType('share-group-state-partition-metadata', groupKey, {
    fields: [
      field('initializingTopics', listOf(namedPartitions)),
      field('initializedTopics', listOf(namedPartitions)),
      field('deletingTopics', listOf(struct(field('topicId', 'uuid'), field('topicName', 'string')))),
    ],
  }),
  16: recordType('consumer-group-regular-expression', [...groupKey, field('regularExpression', 'string')], {
    fields: [field('topics', listOf('string')), field('version', 'int64'), field('timestamp', 'int64')],
  }),
  17: recordType('streams-group-metadata', groupKey, {
    fields: [
      field('epoch', 'int32'),
      field('metadataHash', 'int64'),
      field('validatedTopologyEpoch', 'int32', { tag: 0 }),
      field('lastAssignmentConfigs', listOf(keyValue), { tag: 1 }),
    ],
  }),
  19: recordType('streams-group-member-metadata', memberKey, { fields: streamsMember }),
  20: recordType('streams-group-target-assignment-metadata', groupKey, { fields: assignmentEpoch }),
  21: recordType('streams-group-target-assignment-member', memberKey, {
    fields: streamsTasks.map((name) => field(name, listOf(tasks))),
  }),
  22: recordType('streams-group-current-member-assignment', memberKey, {
    fields: [
      ...memberEpochs,
      ...streamsTasks.map((name) => field(name, listOf(tasksWithEpochs))),
      ...streamsTasks.map((name) => field(`${name}PendingRevocation`, listOf(tasksWithEpochs))),
    ],
  }),
  23: recordType('streams-group-topology', groupKey, {
    fields: [field('epoch', 'int32'), field('subtopologies', listOf(subtopology))],
  }),
}

export const shareRecordTypes: Readonly<Record<number, RecordType>> = {
  0: recordType('share-snapshot', shareKey, {
    fields: [
      field('snapshotEpoch', 'int32'),
      field('stateEpoch', 'int32'),
      field('leaderEpoch', 'int32'),
      field('startOffset', 'int64'),
      field('createTimestamp', 'int64'),
      field('writeTimestamp', 'int64'),
      stateBatches,
      deliveryComplete,
    ],
  }),
  1: recordType('share-update', shareKey, {
    fields: [
      field('snapshotEpoch', 'int32'),
      field('leaderEpoch', 'int32'),
      field('startOffset', 'int64'),
      stateBatches,
      deliveryComplete,
    ],
  }),
}

export const transactionRecordTypes: Readonly<Record<number, RecordType>> = {
  0: recordType('transaction', [field('transactionalId', 'string')], {
    latest: 1,
    flexibleSince: 1,
    fields: [
      field('producerId', 'int64'),
      field('previousProducerId', 'int64', { since: 1, tag: 0 }),
      field('nextProducerId', 'int64', { since: 1, tag: 1 }),
      field('clientTransactionVersion', 'int16', { since: 1, tag: 2 }),
      field('nextProducerEpoch', 'int16', { since: 1, tag: 3 }),
      field('producerEpoch', 'int16'),
      field('transactionTimeoutMs', 'int32'),
      field('transactionStatus', 'int8'),
      field('transactionPartitions', listOf(struct(field('topic', 'string'), field('partitionIds', listOf('int32'))))),
      field('transactionLastUpdateTimestampMs', 'int64'),
      field('transactionStartTimestampMs', 'int64'),
    ],
  }),
}
