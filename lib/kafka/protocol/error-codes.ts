import type { ErrorCode } from '#lib/contract/errors.ts'

/** Kafka's error names; the place in the list is the code on the wire. */
const errorNames = [
  'NONE',
  'OFFSET_OUT_OF_RANGE',
  'CORRUPT_MESSAGE',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_FETCH_SIZE',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'REQUEST_TIMED_OUT',
  'BROKER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'MESSAGE_TOO_LARGE',
  'STALE_CONTROLLER_EPOCH',
  'OFFSET_METADATA_TOO_LARGE',
  'NETWORK_EXCEPTION',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR',
  'INVALID_TOPIC_EXCEPTION',
  'RECORD_LIST_TOO_LARGE',
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'INVALID_REQUIRED_ACKS',
  'ILLEGAL_GENERATION',
  'INCONSISTENT_GROUP_PROTOCOL',
  'INVALID_GROUP_ID',
  'UNKNOWN_MEMBER_ID',
  'INVALID_SESSION_TIMEOUT',
  'REBALANCE_IN_PROGRESS',
  'INVALID_COMMIT_OFFSET_SIZE',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'INVALID_TIMESTAMP',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE',
  'UNSUPPORTED_VERSION',
  'TOPIC_ALREADY_EXISTS',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_REPLICA_ASSIGNMENT',
  'INVALID_CONFIG',
  'NOT_CONTROLLER',
  'INVALID_REQUEST',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
  'POLICY_VIOLATION',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_TXN_STATE',
  'INVALID_PRODUCER_ID_MAPPING',
  'INVALID_TRANSACTION_TIMEOUT',
  'CONCURRENT_TRANSACTIONS',
  'TRANSACTION_COORDINATOR_FENCED',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
  'SECURITY_DISABLED',
  'OPERATION_NOT_ATTEMPTED',
  'KAFKA_STORAGE_ERROR',
  'LOG_DIR_NOT_FOUND',
  'SASL_AUTHENTICATION_FAILED',
  'UNKNOWN_PRODUCER_ID',
  'REASSIGNMENT_IN_PROGRESS',
  'DELEGATION_TOKEN_AUTH_DISABLED',
  'DELEGATION_TOKEN_NOT_FOUND',
  'DELEGATION_TOKEN_OWNER_MISMATCH',
  'DELEGATION_TOKEN_REQUEST_NOT_ALLOWED',
  'DELEGATION_TOKEN_AUTHORIZATION_FAILED',
  'DELEGATION_TOKEN_EXPIRED',
  'INVALID_PRINCIPAL_TYPE',
  'NON_EMPTY_GROUP',
  'GROUP_ID_NOT_FOUND',
  'FETCH_SESSION_ID_NOT_FOUND',
  'INVALID_FETCH_SESSION_EPOCH',
  'LISTENER_NOT_FOUND',
  'TOPIC_DELETION_DISABLED',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'UNSUPPORTED_COMPRESSION_TYPE',
  'STALE_BROKER_EPOCH',
  'OFFSET_NOT_AVAILABLE',
  'MEMBER_ID_REQUIRED',
  'PREFERRED_LEADER_NOT_AVAILABLE',
  'GROUP_MAX_SIZE_REACHED',
  'FENCED_INSTANCE_ID',
  'ELIGIBLE_LEADERS_NOT_AVAILABLE',
  'ELECTION_NOT_NEEDED',
  'NO_REASSIGNMENT_IN_PROGRESS',
  'GROUP_SUBSCRIBED_TO_TOPIC',
  'INVALID_RECORD',
  'UNSTABLE_OFFSET_COMMIT',
  'THROTTLING_QUOTA_EXCEEDED',
  'PRODUCER_FENCED',
  'RESOURCE_NOT_FOUND',
  'DUPLICATE_RESOURCE',
  'UNACCEPTABLE_CREDENTIAL',
  'INCONSISTENT_VOTER_SET',
  'INVALID_UPDATE_VERSION',
  'FEATURE_UPDATE_FAILED',
  'PRINCIPAL_DESERIALIZATION_FAILURE',
  'SNAPSHOT_NOT_FOUND',
  'POSITION_OUT_OF_RANGE',
  'UNKNOWN_TOPIC_ID',
  'DUPLICATE_BROKER_REGISTRATION',
  'BROKER_ID_NOT_REGISTERED',
  'INCONSISTENT_TOPIC_ID',
  'INCONSISTENT_CLUSTER_ID',
  'TRANSACTIONAL_ID_NOT_FOUND',
  'FETCH_SESSION_TOPIC_ID_ERROR',
  'INELIGIBLE_REPLICA',
  'NEW_LEADER_ELECTED',
  'OFFSET_MOVED_TO_TIERED_STORAGE',
  'FENCED_MEMBER_EPOCH',
  'UNRELEASED_INSTANCE_ID',
  'UNSUPPORTED_ASSIGNOR',
  'STALE_MEMBER_EPOCH',
  'MISMATCHED_ENDPOINT_TYPE',
  'UNSUPPORTED_ENDPOINT_TYPE',
  'UNKNOWN_CONTROLLER_ID',
  'UNKNOWN_SUBSCRIPTION_ID',
  'TELEMETRY_TOO_LARGE',
  'INVALID_REGISTRATION',
  'TRANSACTION_ABORTABLE',
  'INVALID_RECORD_STATE',
  'SHARE_SESSION_NOT_FOUND',
  'INVALID_SHARE_SESSION_EPOCH',
  'FENCED_STATE_EPOCH',
  'INVALID_VOTER_KEY',
  'DUPLICATE_VOTER',
  'VOTER_NOT_FOUND',
  'INVALID_REGULAR_EXPRESSION',
  'REBOOTSTRAP_REQUIRED',
  'STREAMS_INVALID_TOPOLOGY',
  'STREAMS_INVALID_TOPOLOGY_EPOCH',
  'STREAMS_TOPOLOGY_FENCED',
  'SHARE_SESSION_LIMIT_REACHED',
] as const

type KafkaErrorName = (typeof errorNames)[number] | 'UNKNOWN_SERVER_ERROR'

interface Explanation {
  readonly code: ErrorCode
  readonly message: string
}

/** What the codes mean to the reader of a page. A code that is not here is shown by its name. */
const explanationsByName: Partial<Record<KafkaErrorName, Explanation>> = {
  UNKNOWN_SERVER_ERROR: { code: 'internal', message: 'The broker had an internal error; its log has the details.' },
  OFFSET_OUT_OF_RANGE: {
    code: 'invalid',
    message: 'This offset is out of range for the partition.',
  },
  UNKNOWN_TOPIC_OR_PARTITION: { code: 'not-found', message: 'The broker does not know this topic or partition.' },
  UNKNOWN_TOPIC_ID: { code: 'not-found', message: 'The topic was deleted, or deleted and re-created.' },
  LEADER_NOT_AVAILABLE: { code: 'unavailable', message: 'This partition is offline: it has no leader.' },
  NOT_LEADER_OR_FOLLOWER: { code: 'unavailable', message: 'The leader of this partition has just moved.' },
  BROKER_NOT_AVAILABLE: { code: 'unavailable', message: 'No broker is available for this at the moment.' },
  REPLICA_NOT_AVAILABLE: { code: 'unavailable', message: 'A replica of this partition is on a broker that is down.' },
  LISTENER_NOT_FOUND: { code: 'unavailable', message: 'The leader has no address on the requested listener.' },
  REQUEST_TIMED_OUT: { code: 'timeout', message: 'The broker could not finish this in time.' },
  COORDINATOR_LOAD_IN_PROGRESS: { code: 'unavailable', message: 'The coordinator is still loading.' },
  COORDINATOR_NOT_AVAILABLE: { code: 'unavailable', message: 'No coordinator is available right now.' },
  NOT_COORDINATOR: { code: 'unavailable', message: 'The coordinator has just moved to another broker.' },
  INVALID_GROUP_ID: { code: 'invalid', message: 'This is not a valid group id.' },
  GROUP_ID_NOT_FOUND: { code: 'not-found', message: 'The coordinator does not know this group.' },
  NON_EMPTY_GROUP: { code: 'conflict', message: 'The group has active members; stop them first.' },
  GROUP_SUBSCRIBED_TO_TOPIC: { code: 'conflict', message: 'A member of the group subscribes to this topic.' },
  // What a coordinator answers to a commit from outside while the group has members of its own.
  UNKNOWN_MEMBER_ID: { code: 'conflict', message: 'The group has active members, and only they may commit offsets.' },
  REBALANCE_IN_PROGRESS: { code: 'conflict', message: 'The group is rebalancing.' },
  OFFSET_METADATA_TOO_LARGE: { code: 'too-large', message: 'The metadata of the committed offset is too long.' },
  INVALID_TOPIC_EXCEPTION: { code: 'invalid', message: 'This is not a valid topic name.' },
  TOPIC_AUTHORIZATION_FAILED: {
    code: 'forbidden',
    message: 'The account lacks the permission (ACL) for this on the topic.',
  },
  GROUP_AUTHORIZATION_FAILED: {
    code: 'forbidden',
    message: 'The account lacks the permission (ACL) for this on the group.',
  },
  CLUSTER_AUTHORIZATION_FAILED: {
    code: 'forbidden',
    message: 'The account lacks the permission (ACL) for this on the cluster.',
  },
  UNSUPPORTED_VERSION: { code: 'unsupported', message: 'The broker does not support this request.' },
  TOPIC_ALREADY_EXISTS: { code: 'exists', message: 'A topic with this name already exists.' },
  INVALID_PARTITIONS: { code: 'invalid', message: 'The number of partitions is invalid.' },
  INVALID_REPLICATION_FACTOR: {
    code: 'invalid',
    message: 'The replication factor is higher than the number of brokers, or below 1.',
  },
  INVALID_REPLICA_ASSIGNMENT: { code: 'invalid', message: 'Replicas cannot be placed on these brokers.' },
  INVALID_CONFIG: { code: 'invalid', message: 'The broker does not accept the value of a config.' },
  INVALID_REQUEST: { code: 'invalid', message: 'The broker does not accept this request.' },
  NOT_CONTROLLER: { code: 'unavailable', message: 'The controller has just moved to another broker.' },
  POLICY_VIOLATION: { code: 'invalid', message: 'A policy of this cluster forbids it.' },
  KAFKA_STORAGE_ERROR: { code: 'unavailable', message: 'The disk of the broker failed.' },
  THROTTLING_QUOTA_EXCEEDED: { code: 'busy', message: 'The cluster limits how often this may be done.' },
}

const explanations = new Map<string, Explanation>(Object.entries(explanationsByName))

export const KAFKA_OK = 0
export const UNKNOWN_SERVER_ERROR = -1
export const BROKER_NOT_AVAILABLE = errorNames.indexOf('BROKER_NOT_AVAILABLE')
export const CLUSTER_AUTHORIZATION_FAILED = errorNames.indexOf('CLUSTER_AUTHORIZATION_FAILED')
export const COORDINATOR_NOT_AVAILABLE = errorNames.indexOf('COORDINATOR_NOT_AVAILABLE')
export const GROUP_ID_NOT_FOUND = errorNames.indexOf('GROUP_ID_NOT_FOUND')
export const LEADER_NOT_AVAILABLE = errorNames.indexOf('LEADER_NOT_AVAILABLE')
export const UNKNOWN_TOPIC_OR_PARTITION = errorNames.indexOf('UNKNOWN_TOPIC_OR_PARTITION')
export const UNSUPPORTED_VERSION = errorNames.indexOf('UNSUPPORTED_VERSION')

/** Answers that tell that what we know of leaders and topics is old: to be read again, silently. */
export const LEADERSHIP_MOVED: ReadonlySet<number> = new Set([
  UNKNOWN_TOPIC_OR_PARTITION,
  LEADER_NOT_AVAILABLE,
  errorNames.indexOf('NOT_LEADER_OR_FOLLOWER'),
  errorNames.indexOf('REPLICA_NOT_AVAILABLE'),
  errorNames.indexOf('FENCED_LEADER_EPOCH'),
  errorNames.indexOf('UNKNOWN_LEADER_EPOCH'),
])

/** These, and answers after which the same leader, or the next one, will do in a moment what it did not do now. */
export const WILL_PASS: ReadonlySet<number> = new Set([
  ...LEADERSHIP_MOVED,
  errorNames.indexOf('KAFKA_STORAGE_ERROR'),
  errorNames.indexOf('OFFSET_NOT_AVAILABLE'),
])

/** Errors after which the coordinator of a group has to be looked up again: it has moved, or is about to. */
export const COORDINATOR_MOVED: ReadonlySet<number> = new Set([
  errorNames.indexOf('COORDINATOR_LOAD_IN_PROGRESS'),
  COORDINATOR_NOT_AVAILABLE,
  errorNames.indexOf('NOT_COORDINATOR'),
])

export function kafkaErrorCode(name: (typeof errorNames)[number]): number {
  return errorNames.indexOf(name)
}

export function kafkaErrorName(code: number): string {
  if (code === -1) return 'UNKNOWN_SERVER_ERROR'
  return errorNames[code] ?? `error ${code}`
}

export function explainKafkaError(code: number): Explanation {
  const name = kafkaErrorName(code)
  return explanations.get(name) ?? { code: 'internal', message: `The broker responded with ${name}.` }
}

/** The broker answered, and the answer is a refusal. */
export class KafkaError extends Error {
  override name = 'KafkaError'
  readonly errorCode: number

  /** `detail` is the broker's own sentence, where it sent one. */
  constructor(errorCode: number, detail?: string | null) {
    super(detail || explainKafkaError(errorCode).message)
    this.errorCode = errorCode
  }
}
