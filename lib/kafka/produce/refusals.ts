import { toAppError } from '#lib/kafka/failure.ts'
import { explainKafkaError, kafkaErrorCode, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'

type Names = Parameters<typeof kafkaErrorCode>[0][]

const codes = (...names: Names): ReadonlySet<number> => new Set(names.map(kafkaErrorCode))

/** Nothing was written, and in a moment it may go well. */
export const RETRIABLE = codes(
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'REPLICA_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'UNKNOWN_TOPIC_ID',
  'INCONSISTENT_TOPIC_ID',
  'NOT_ENOUGH_REPLICAS',
  'KAFKA_STORAGE_ERROR',
  'CORRUPT_MESSAGE',
)

/** The leader has it, or may have it; only the one who can be distinguished from others may send it again. */
export const AMBIGUOUS = codes('REQUEST_TIMED_OUT', 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'NETWORK_EXCEPTION')

/** It is about some of the records, and the others may go without them. */
export const ABOUT_RECORDS = codes('MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP')

/** The broker has another idea of what this producer wrote. */
export const OUT_OF_STEP = codes(
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_ID_MAPPING',
)

export const ALREADY_WRITTEN = kafkaErrorCode('DUPLICATE_SEQUENCE_NUMBER')

const sentences: Record<string, string> = {
  MESSAGE_TOO_LARGE:
    'The message is larger than the topic or the brokers allow. Send less, compress it, or raise max.message.bytes in the configuration of the topic.',
  RECORD_LIST_TOO_LARGE:
    'The batch is larger than a segment of this topic may be: see segment.bytes in its configuration.',
  NOT_ENOUGH_REPLICAS:
    'Not written: fewer replicas are in sync than min.insync.replicas of this topic requires. Start the brokers that are down, or send with acks=1.',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    'The leader wrote the message, but then fewer replicas were in sync than min.insync.replicas requires. The message is lost if the leader fails now.',
  TOPIC_AUTHORIZATION_FAILED: 'The account in use may not write to this topic. It needs the Write permission (ACL).',
  CLUSTER_AUTHORIZATION_FAILED: 'The account in use may not write on this cluster.',
  UNKNOWN_TOPIC_OR_PARTITION: 'The broker no longer knows this topic or partition. Was the topic deleted?',
  UNKNOWN_TOPIC_ID: 'The topic was deleted, or deleted and re-created, during the request. Send the message again.',
  LEADER_NOT_AVAILABLE: 'Not written: the partition is offline. Try again once its brokers are up.',
  NOT_LEADER_OR_FOLLOWER: 'Not written: the leader of this partition kept moving. Try again.',
  REQUEST_TIMED_OUT: 'The replicas did not acknowledge the message in time.',
  INVALID_TIMESTAMP:
    'The timestamp is too far from the clock of the broker: see message.timestamp.before.max.ms and message.timestamp.after.max.ms in the configuration of the topic.',
  INVALID_RECORD: 'The broker rejected this record. In a compacted topic every record needs a key.',
  UNSUPPORTED_COMPRESSION_TYPE: 'The topic or the broker does not support this compression. Choose another one.',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'The broker lost the state of this producer. Try again.',
}

/** What became of a record and what to do. `detail` is the broker's own sentence. */
export function explainRefusal(errorCode: number, detail: string | null = null): string {
  const sentence = sentences[kafkaErrorName(errorCode)] ?? explainKafkaError(errorCode).message
  return detail ? `${sentence} The broker says: ${detail}` : sentence
}

export function explainSilence(error: unknown): string {
  return toAppError(error)?.message ?? 'The broker could not be reached.'
}

export const TOO_LATE = 'Not sent: the messages before it took too long. Try again.'
export const MAY_BE_WRITTEN = 'The message may have been written nevertheless: check before you send it again.'
