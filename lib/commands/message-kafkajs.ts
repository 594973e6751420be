import type { CommandClient } from './client.ts'
import { asHereDocument, type Command, commandOf } from './command.ts'
import { kafkajsEntries, kafkajsFunctions } from './kafkajs-client.ts'
import type { NumberFormat } from './message-bytes.ts'
import { writeConditions } from './message-program.ts'
import { type MessageQuery, readPartitions, startOffsets } from './message-query.ts'
import { oneLine } from './words.ts'

const text = (value: string) => JSON.stringify(value)

const writers: Record<NumberFormat, (data: string) => string> = {
  int8: (data) => `Buffer.from(Int8Array.of(${Number(data)}))`,
  int16: (data) => `(() => { const b = Buffer.alloc(2); b.writeInt16BE(${Number(data)}); return b })()`,
  int32: (data) => `(() => { const b = Buffer.alloc(4); b.writeInt32BE(${Number(data)}); return b })()`,
  int64: (data) => `(() => { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(${text(data)})); return b })()`,
  float: (data) => `(() => { const b = Buffer.alloc(4); b.writeFloatBE(${Number(data)}); return b })()`,
  double: (data) => `(() => { const b = Buffer.alloc(8); b.writeDoubleBE(${Number(data)}); return b })()`,
}

const javascript = {
  filter: 'javascript',
  key: {
    text: (data) => `Buffer.from(${text(data)})`,
    hex: (digits) => `Buffer.from(${text(digits)}, "hex")`,
    base64: (data) => `Buffer.from(${text(data)}, "base64")`,
    number: (format, data) => writers[format](data),
  },
  contains: (sought, isExact) =>
    isExact
      ? `parts(record).some((part) => part.includes(${text(sought)}))`
      : `parts(record).some((part) => part.toString().toLowerCase().includes(${text(sought)}.toLowerCase()))`,
  keyIs: (bytes) => `record.key?.equals(${bytes}) === true`,
  header: (name, value) =>
    value === null
      ? `headersOf(record).some(([name]) => name === ${text(name)})`
      : `headersOf(record).some(([name, value]) => name === ${text(name)} && value?.equals(Buffer.from(${text(value)})))`,
  before: (toMs) => `Number(record.timestamp) < ${toMs}`,
} as const satisfies Parameters<typeof writeConditions>[0]

/** A program for kafkajs. */
export function kafkajsMessages(client: CommandClient, query: MessageQuery): Command {
  const { tests, missing, isFiltered } = writeConditions(javascript, query)
  const usesHeaders = query.contains !== undefined || query.header !== undefined || isFiltered
  const lines = [
    '// npm install kafkajs; topics that are compressed with snappy, lz4 or zstd need a codec of their own',
    '// kafkajs reads only as a member of a group: one with a name of its own, which commits nothing and is deleted at the end',
    '// A TimeoutNegativeWarning comes from kafkajs 2.2 itself under newer versions of Node, and means nothing',
    ...missing.map((line) => `// ${oneLine(line)}`),
    "const { Kafka, logLevel } = require('kafkajs')",
    '',
    `const topic = ${text(query.topic)}`,
    ...kafkajsFunctions(client),
    `const kafka = new Kafka({ ${[...kafkajsEntries(client), 'logLevel: logLevel.ERROR'].join(', ')} })`,
    ...(query.from === 'live' ? [] : [`const limit = ${query.limit ?? 'Infinity'}`]),
    '',
    ...(usesHeaders ? headersFunction : []),
    ...(query.contains === undefined ? [] : partsFunction),
    ...(isFiltered ? filterFunctions(query) : []),
    'function isWanted(partition, record) {',
    ...(isFiltered ? readVariables(query) : []),
    `  return ${tests.join(' && ') || 'true'}`,
    '}',
    '',
    ...showFunction,
    ...mainFunction(query),
  ]
  return commandOf('kafkajs', client, asHereDocument('javascript', lines.join('\n')))
}

const headersFunction = [
  'const headersOf = (record) =>',
  '  Object.entries(record.headers ?? {}).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))',
]

const partsFunction = [
  'const parts = (record) =>',
  '  [record.key, record.value, ...headersOf(record).flatMap(([name, value]) => [Buffer.from(name), value])].filter(Boolean)',
]

function filterFunctions({ keyFormat, valueFormat }: MessageQuery): string[] {
  const isJson = [keyFormat, valueFormat].some((format) => format !== 'string')
  return [
    'const MISSING = undefined',
    "const isObject = (it) => typeof it === 'object' && it !== null && !Array.isArray(it)",
    'const isStep = (it, step) => (typeof step === "number" ? Array.isArray(it) : isObject(it)) && Object.hasOwn(it, step)',
    'const at = (it, ...path) => path.reduce((inner, step) => (isStep(inner, step) ? inner[step] : MISSING), it)',
    "const number = (it) => (typeof it === 'number' ? it : NaN)",
    "const text = (it) => (typeof it === 'string' ? it : '')",
    "const { isUtf8 } = require('buffer')",
    'const read = (data) => (data && isUtf8(data) ? data.toString() : data)',
    ...(isJson
      ? [
          'const readJson = (data) => {',
          '  const it = read(data)',
          '  if (typeof it !== "string" || !/^\\s*[{["]/.test(it)) return it',
          '  try { return JSON.parse(it) } catch { return it }',
          '}',
        ]
      : []),
    '',
  ]
}

function readVariables({ keyFormat, valueFormat }: MessageQuery): string[] {
  const read = (format: string) => (format === 'string' ? 'read' : 'readJson')
  return [
    `  const [key, value] = [${read(keyFormat)}(record.key), ${read(valueFormat)}(record.value)]`,
    '  const [offset, headers] = [Number(record.offset), Object.create(null)]',
    '  for (const [name, content] of headersOf(record)) (headers[name] ??= []).push(read(content))',
  ]
}

const showFunction = [
  'function show({ partition, record }) {',
  '  const [key, value] = [record.key, record.value].map((part) => part?.toString() ?? null)',
  '  const [offset, timestamp] = [Number(record.offset), Number(record.timestamp)]',
  '  console.log(JSON.stringify({ partition, offset, timestamp, key, value }))',
  '}',
  '',
]

function mainFunction(query: MessageQuery): string[] {
  const isLive = query.from === 'live'
  return [
    ...(isLive ? [] : mergeFunction),
    'async function main() {',
    '  const admin = kafka.admin()',
    '  await admin.connect()',
    ...startLines(query),
    `  const partitions = starts.filter(({ partition }) => ${writeMeant(query)}).sort((a, b) => a.partition - b.partition)`,
    `  const options = { allowAutoTopicCreation: false, maxWaitTimeInMs: 500, readUncommitted: ${query.isolation === 'uncommitted'} }`,
    '  const groupId = "highwater-" + crypto.randomUUID()',
    '  const consumer = kafka.consumer({ groupId, ...options })',
    ...leaveFunction,
    '  await consumer.connect()',
    '  await consumer.subscribe({ topic, fromBeginning: true })',
    ...(isLive ? liveLines : collectLines(query)),
    '}',
    '',
    'main()',
  ]
}

/** Kafka keeps a group without members for a week. */
const leaveFunction = [
  '  const leave = async () => {',
  '    await consumer.disconnect()',
  '    await admin.deleteGroups([groupId]).catch(({ message }) => console.error(groupId, "stays:", message))',
  '    await admin.disconnect()',
  '  }',
  "  process.once('SIGINT', () => leave().finally(() => process.exit(130)))",
]

function writeMeant(query: MessageQuery): string {
  const partitions = readPartitions(query)
  return partitions === null ? 'true' : `${JSON.stringify(partitions)}.includes(partition)`
}

/** The start offset of each partition, and its current end. */
function startLines(query: MessageQuery): string[] {
  const ends = '  const ends = await admin.fetchTopicOffsets(topic)'
  switch (query.from) {
    case 'live':
      return [ends, '  const starts = ends.map(({ partition, high }) => ({ partition, start: Number(high) }))']
    case 'offset': {
      const offsets = JSON.stringify(Object.fromEntries(startOffsets(query)))
      return [ends, startsOf(`Math.max(low, ${offsets}[partition] ?? low)`)]
    }
    case 'time':
      return [
        ends,
        `  const times = await admin.fetchTopicOffsetsByTimestamp(topic, ${Date.parse(query.time ?? '')})`,
        startsOf('Number(times.find((time) => time.partition === partition).offset)'),
      ]
    default:
      return [ends, startsOf('Number(low)')]
  }
}

function startsOf(start: string): string {
  return `  const starts = ends.map(({ partition, low, high }) => ({ partition, start: ${start}, end: Number(high), found: [] }))`
}

/** Merged by time, without changing the order within a partition. */
const mergeFunction = [
  'function merge(lists, isBefore) {',
  '  const merged = []',
  '  for (;;) {',
  '    const left = lists.filter((list) => list.length > 0)',
  '    if (left.length === 0) return merged',
  '    merged.push(left.reduce((best, list) => (isBefore(list[0].record, best[0].record) ? list : best)).shift())',
  '  }',
  '}',
  '',
]

const seekLines = [
  '  for (const { partition, start } of partitions) consumer.seek({ topic, partition, offset: String(start) })',
]

const liveLines = [
  '  await consumer.run({',
  '    autoCommit: false,',
  '    eachMessage: async ({ partition, message: record }) => {',
  '      const meant = partitions.find((one) => one.partition === partition)',
  '      if (meant && Number(record.offset) >= meant.start && isWanted(partition, record)) show({ partition, record })',
  '    },',
  '  })',
  ...seekLines,
]

function collectLines(query: MessageQuery): string[] {
  const isNewest = query.from === 'newest'
  return [
    '  const open = new Set(partitions.filter(({ start, end }) => start < end))',
    '  let lastMs = Infinity',
    "  consumer.on('consumer.group_join', () => (lastMs = Date.now()))",
    '  await consumer.run({',
    '    autoCommit: false,',
    '    eachMessage: async ({ partition, message: record }) => {',
    '      const log = partitions.find((one) => one.partition === partition)',
    '      const offset = Number(record.offset)',
    '      if (!open.has(log) || offset < log.start) return',
    '      lastMs = Date.now()',
    '      if (offset < log.end && isWanted(partition, record)) log.found.push({ partition, record })',
    ...(isNewest
      ? ['      if (log.found.length > limit) log.found.shift()', '      if (offset >= log.end - 1) open.delete(log)']
      : ['      if (offset >= log.end - 1 || log.found.length >= limit) open.delete(log)']),
    '    },',
    '  })',
    ...seekLines,
    '  // The last offset may be a control record, which no consumer receives: then the end is reached when nothing more arrives.',
    '  while (open.size > 0 && !(Date.now() - lastMs > 5_000)) await new Promise((resolve) => setTimeout(resolve, 100))',
    ...(isNewest
      ? [
          '  const lists = partitions.map(({ found }) => found.reverse())',
          '  merge(lists, (a, b) => Number(a.timestamp) > Number(b.timestamp)).slice(0, limit).forEach(show)',
        ]
      : [
          '  const lists = partitions.map(({ found }) => found)',
          '  merge(lists, (a, b) => Number(a.timestamp) < Number(b.timestamp)).slice(0, limit).forEach(show)',
        ]),
    '  await leave()',
  ]
}
