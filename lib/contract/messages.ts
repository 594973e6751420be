import { z } from 'zod'
import { countSchema, flag, timeSchema, wholeNumber, wideNumberSchema } from './common.ts'
import { compressions, messageFormats } from './message-formats.ts'
import { COUNT_ONLY, DEFAULT_ROWS, MAX_ROWS, messageStarts } from './message-limits.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const MAX_SCANNED_RECORDS = 20_000_000
export const MAX_SCAN_MS = 120_000
/** A query is part of a URL, and URLs have a limited length. */
const MAX_CONDITION_LENGTH = 2_000
const MAX_CURSOR_LENGTH = 8_000

const readFormats = messageFormats.filter((format) => format !== 'auto')

export const payloadSchema = z
  .object({
    format: z.enum(readFormats).describe('What it was read as'),
    text: z.string(),
    json: z.json().optional().describe('The value itself where it is JSON; every digit stands as it was written'),
    truncated: z.literal(true).optional().describe('The text is only the beginning'),
    problem: z.string().optional().describe('Why it could not be read as asked'),
    reason: z.string().optional().describe('Why it was taken for this format, where none was chosen'),
  })
  .describe('A key, value or header value')
export type Payload = z.infer<typeof payloadSchema>

export const messageHeaderSchema = z.object({ name: z.string(), value: payloadSchema.nullable() })

export const messageSchema = z.object({
  partition: countSchema,
  offset: countSchema,
  timestampMs: wideNumberSchema.nullable(),
  timestamp: z.string().nullable().describe('ISO 8601; null also where no calendar can hold the time'),
  timestampType: z.enum(['create', 'append']).describe("Whose clock: the producer's or the broker's"),
  key: payloadSchema.nullable(),
  value: payloadSchema.nullable(),
  headers: z.array(messageHeaderSchema),
  headerCount: countSchema.describe('All of them; a stream shows the first few'),
  keyBytes: countSchema.nullable().describe('null: there is no key'),
  valueBytes: countSchema.nullable().describe('null: there is no value'),
  headersBytes: countSchema,
  codec: z.enum([...compressions, 'unknown']),
  transactional: z.boolean(),
  aborted: z.boolean().describe('Its transaction was aborted: consumers with read_committed skip it'),
  control: z.boolean().describe('A control record, such as the end of a transaction; no consumer receives it'),
  controlType: z.enum(['commit', 'abort', 'other']).optional().describe('The type of the control record'),
  leaderEpoch: z.int().nullable(),
  producerId: z.number().nullable(),
  producerEpoch: z.int().nullable(),
  sequence: z.int().nullable(),
  problem: z.string().optional().describe('Why the record as a whole could not be read, or is uncertain'),
})
export type Message = z.infer<typeof messageSchema>

const scanPartitionSchema = z.object({
  id: countSchema,
  offset: countSchema,
  endOffset: countSchema.nullable(),
  matched: countSchema.optional().describe('With limit=0: the records that match in this partition'),
})

export const stopReasons = ['limit', 'end', 'budget', 'error', 'deleted', 'expired'] as const
export type StopReason = (typeof stopReasons)[number]

export const scanEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    asOf: timeSchema.describe('What is written later is not read, unless it is a live tail'),
    partitions: z.array(z.object({ id: countSchema, startOffset: countSchema, endOffset: countSchema })),
  }),
  messageSchema.extend({ type: z.literal('record') }),
  z.object({
    type: z.literal('progress'),
    scanned: countSchema,
    matched: countSchema,
    bytes: countSchema,
    elapsedMs: countSchema,
    dropped: countSchema.optional().describe('Live only: rows that the reader was too slow for'),
    cursor: z
      .string()
      .optional()
      .describe('Continues here for a reader that leaves now; some rows before it may be new'),
    partitions: z.array(scanPartitionSchema),
  }),
  z.object({
    type: z.literal('problem'),
    partition: countSchema.optional(),
    code: z
      .string()
      .describe(
        '`key-partition`: only this partition is searched for the key, and `keySearch=all` searches the others; ' +
          '`expired` and `truncated`: records were removed below or above while they were read; and others',
      ),
    message: z.string(),
  }),
  z.object({
    type: z.literal('done'),
    reason: z.enum(stopReasons),
    budget: z.enum(['records', 'bytes', 'time']).optional(),
    scanned: countSchema,
    matched: countSchema,
    aborted: countSchema.describe('Records of aborted transactions that were left out'),
    cursor: z.string().nullable().describe('Continues exactly here; null: nothing is left in this direction'),
    elapsedMs: countSchema,
  }),
])
export type ScanEvent = z.infer<typeof scanEventSchema>

const partitionList = z
  .string()
  .regex(/^\d{1,7}(,\d{1,7})*$/, 'must be numbers of partitions, such as 0,3')
  .transform((text) => [...new Set(text.split(',').map(Number))].sort((a, b) => a - b))

/** `5` for the one selected partition, or `0:5,3:12`. */
const offsetList = z
  .string()
  .regex(/^(\d{1,16}|\d{1,7}:\d{1,16}(,\d{1,7}:\d{1,16})*)$/, 'must be an offset, or PARTITION:OFFSET with commas')

export const messageConditions = {
  partitions: partitionList.optional().describe('Left out: all'),
  to: timeSchema.optional().describe('Only what is older'),
  contains: z.string().min(1).max(MAX_CONDITION_LENGTH).optional().describe('Text in key, value or headers'),
  case: z
    .enum(['match', 'ignore'])
    .default('match')
    .describe(
      'Of the letters of `contains`. ignore: a letter also finds its upper and lower case, where each is one character ' +
        'and both or neither are ASCII (a and A, ä and Ä, ǆ and Ǆ); not ß and SS, İ and i, the title case ǅ for ǆ, or ' +
        'accents that are characters of their own',
    ),
  key: z.string().max(MAX_CONDITION_LENGTH).optional().describe('Exactly this key, written as `keyFormat` says'),
  keySearch: z
    .enum(['partition', 'all'])
    .default('partition')
    .describe(
      "partition: only the partition where Java's producer puts the key, which a problem with the code `key-partition` " +
        'names; whoever wrote the key may have chosen another. A scan does not go on from there to the others by itself: ' +
        'the page of the messages asks again with `all` where nothing was found, and so should other clients',
    ),
  header: z.string().min(1).max(MAX_CONDITION_LENGTH).optional().describe('`name`, or `name=value`'),
  control: flag.default(false).describe('true shows control records'),
  filter: z.string().min(1).max(MAX_CONDITION_LENGTH).optional().describe('CEL'),
  isolation: z.enum(['committed', 'uncommitted']).default('committed'),
  keyFormat: z.enum(messageFormats).default('auto'),
  valueFormat: z.enum(messageFormats).default('auto'),
}

const messageQuery = z.strictObject({
  from: z.enum(messageStarts).default('newest'),
  offset: offsetList.optional(),
  time: timeSchema.optional(),
  ...messageConditions,
})

export const messageStreamQuery = messageQuery.extend({
  limit: wholeNumber(COUNT_ONLY, MAX_ROWS)
    .default(DEFAULT_ROWS)
    .describe('0 counts what matches, by partition too, and shows no record. Exact where `done` says `end`'),
  cursor: z.string().min(1).max(MAX_CURSOR_LENGTH).optional().describe('Of a stream of the same query'),
  budgetRecords: wholeNumber(1, MAX_SCANNED_RECORDS).optional(),
  budgetMs: wholeNumber(1, MAX_SCAN_MS).optional(),
})
export type MessageStreamQuery = z.infer<typeof messageStreamQuery>

export const streamMessages = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/messages',
  summary: 'The records of a topic as a stream of events, one a line; no group is needed, and nothing is committed',
  params: topicParams,
  query: messageStreamQuery,
  reply: { status: 200, type: 'application/x-ndjson', schema: scanEventSchema },
})

export const messageExportQuery = messageQuery.extend({
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
  columns: z.string().min(1).max(MAX_CONDITION_LENGTH).optional().describe('Of the CSV, with commas'),
})
export type MessageExportQuery = z.infer<typeof messageExportQuery>

export const exportMessages = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/export',
  summary: 'The same query as a file, without a limit; the connection breaks rather than end short',
  params: topicParams,
  query: messageExportQuery,
  reply: { status: 200, type: 'application/octet-stream', schema: z.string() },
})

export const messageParams = topicParams.extend({
  partition: wholeNumber(0, 10_000_000),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER),
})

export const getMessage = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/messages/:partition/:offset',
  summary: 'One record, whole; `part` with `as=raw` downloads the bytes of its key or value',
  params: messageParams,
  query: z.strictObject({
    keyFormat: messageConditions.keyFormat,
    valueFormat: messageConditions.valueFormat,
    part: z.enum(['key', 'value']).optional(),
    as: z.literal('raw').optional(),
  }),
  reply: json(messageSchema),
})
