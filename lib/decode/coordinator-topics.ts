import { decodeAssignment, decodeSubscription } from '#lib/bytes/consumer-protocol.ts'
import { MalformedReply, Reader } from '#lib/bytes/reader.ts'
import { groupRecordTypes, type RecordType, shareRecordTypes, transactionRecordTypes } from './coordinator-records.ts'
import { type FieldValue, readFields } from './coordinator-schema.ts'
import { parseJson } from './json.ts'
import { type PayloadContext, type PayloadFormat, Unreadable } from './payload-format.ts'
import { cutText } from './text.ts'

const GROUPS_TOPIC = '__consumer_offsets'
const SHARE_TOPIC = '__share_group_state'
const TRANSACTIONS_TOPIC = '__transaction_state'
export const coordinatorTopics: ReadonlySet<string> = new Set([GROUPS_TOPIC, SHARE_TOPIC, TRANSACTIONS_TOPIC])

type RecordTypes = Readonly<Record<number, RecordType>>

/** What groups have committed and who their members are; and where share groups stand, which is in a topic of its own. */
export const offsetsFormat = coordinatorFormat(
  ({ topic }) => (topic === SHARE_TOPIC ? shareRecordTypes : groupRecordTypes),
  new Map([
    [GROUPS_TOPIC, 'Kafka keeps its groups in this topic'],
    [SHARE_TOPIC, 'Kafka keeps the state of share groups in this topic'],
  ]),
)

export const transactionsFormat = coordinatorFormat(
  () => transactionRecordTypes,
  new Map([[TRANSACTIONS_TOPIC, 'Kafka keeps its transactions in this topic']]),
)

function coordinatorFormat(
  typesOf: (context: PayloadContext) => RecordTypes,
  reasons: ReadonlyMap<string, string>,
): PayloadFormat {
  const readText = (bytes: Buffer, context: PayloadContext) => {
    const record = readRecord(bytes, context, typesOf(context))
    return record instanceof Unreadable ? record : writeJson(record)
  }
  return {
    recognise: (bytes, context) => {
      const reason = reasons.get(context.topic)
      if (reason === undefined || context.part === 'header') return null
      return readRecord(bytes, context, typesOf(context)) instanceof Unreadable ? null : reason
    },
    read: (bytes, context) => {
      const text = readText(bytes, context)
      if (text instanceof Unreadable) return text
      const shown = cutText(Buffer.from(text), context.maxTextBytes)
      return shown.truncated ? shown : { ...shown, json: text }
    },
    value: (bytes, context) => {
      const text = readText(bytes, context)
      return text instanceof Unreadable ? text : parseJson(text)
    },
    fallback: 'hex',
  }
}

type Written = Record<string, FieldValue>

function readRecord(bytes: Buffer, context: PayloadContext, types: RecordTypes): Written | Unreadable {
  try {
    if (context.part === 'key') return readKey(bytes, types)
    if (context.part === 'value' && context.key) return readValue(bytes, context.key, types)
    return new Unreadable('What it says depends on the key, and there is none')
  } catch (error) {
    if (error instanceof MalformedReply) return new Unreadable(`Not as Kafka writes it: ${error.message}`)
    throw error
  }
}

/** In the shape that Kafka's own formatters give it. */
function readKey(bytes: Buffer, types: RecordTypes): Written | Unreadable {
  const reader = new Reader(bytes, false)
  const number = reader.int16()
  const type = types[number]
  if (!type) return new Unreadable(`Records of type ${number} are not known`)
  return withoutRest(reader, { type: type.name, data: readFields(reader, type.key, 0) })
}

function readValue(bytes: Buffer, key: Buffer, types: RecordTypes): Written | Unreadable {
  const number = new Reader(key, false).int16()
  const type = types[number]
  if (!type) return new Unreadable(`Records of type ${number}, as the key says, are not known`)
  const version = new Reader(bytes, false).int16()
  const { latest, flexibleSince, fields } = type.value
  if (version < 0 || version > latest) return new Unreadable(`Version ${version} of ${type.name} is not known`)
  const reader = new Reader(bytes, version >= flexibleSince, 2)
  return withoutRest(reader, { version, data: explain(type.name, readFields(reader, fields, version)) })
}

function withoutRest(reader: Reader, record: Written): Written | Unreadable {
  return reader.remaining === 0 ? record : new Unreadable(`${reader.remaining} bytes are left at the end`)
}

const transactionStatuses = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
  'Dead',
  'PrepareEpochFence',
]

/** Puts words and names where the record has numbers and bytes that only a program reads. */
function explain(type: string, fields: Written): Written {
  const { transactionStatus, members } = fields
  if (type === 'transaction' && typeof transactionStatus === 'number') {
    return { ...fields, transactionStatus: transactionStatuses[transactionStatus] ?? transactionStatus }
  }
  if (type !== 'group-metadata' || fields.protocolType !== 'consumer' || !isList(members)) return fields
  return { ...fields, members: members.map(explainMember) }
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function explainMember(member: FieldValue): FieldValue {
  if (typeof member !== 'object' || member === null || isList(member) || Buffer.isBuffer(member)) return member
  const { subscription, assignment } = member
  const topics = Buffer.isBuffer(subscription) ? decodeSubscription(subscription)?.topics : undefined
  const assigned = Buffer.isBuffer(assignment) ? decodeAssignment(assignment) : undefined
  return {
    ...member,
    ...(topics && { subscription: { topics } }),
    ...(assigned && { assignment: assigned.map(({ name, partitions }) => ({ topic: name, partitions })) }),
  }
}

/** Exact where a number is a bigint, and base64 where nobody knows what bytes mean. */
function writeJson(value: FieldValue): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString('base64'))
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${writeJson(inner)}`)
    .join(',')}}`
}
