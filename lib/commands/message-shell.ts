import type { MessageFormat } from '#lib/contract/message-formats.ts'
import type { CommandClient } from './client.ts'
import { type Command, commandOf, kcatText, scriptText } from './command.ts'
import { consoleOptions } from './console-options.ts'
import { type MessageQuery, readPartitions, startOffsets } from './message-query.ts'
import { comments, quote } from './words.ts'

/** Partition, offset, timestamp, key and value, separated by tabs. */
const KCAT_LINE = '%p\\t%o\\t%T\\t%k\\t%s\\n'
/** The letters of Python's struct, which kcat adopted. */
const kcatFormats: Partial<Record<MessageFormat, string>> = { int8: 'b', int16: 'h', int32: 'i', int64: 'q' }

export function kcatMessages(client: CommandClient, asked: MessageQuery): Command {
  const query = withoutUselessLimit(asked)
  const partitions = readPartitions(query)
  const commands = (partitions ?? [null]).map((partition) => kcatText(client, kcatArguments(query, partition)))
  const lines = [
    ...(query.from === 'newest' && query.limit !== undefined && partitions?.length !== 1
      ? [`kcat takes the newest ${query.limit} of each partition, and shows the oldest of them first`]
      : []),
    ...(query.from !== 'newest' && query.from !== 'live' && query.limit !== undefined && partitions?.length !== 1
      ? [countRemark(query.limit, partitions)]
      : []),
    ...missingConditions('kcat', asked),
    ...missingFormats('kcat', query, kcatFormats),
  ]
  return commandOf('kcat', client, comments(lines) + commands.join('\n'))
}

/** The page merges partitions by timestamp before it counts. */
function countRemark(limit: number, partitions: readonly number[] | null): string {
  return partitions === null
    ? `kcat ends after ${limit} of all partitions, in the order in which they arrive: the page has the first ${limit} by timestamp`
    : `kcat counts to ${limit} for each partition on its own`
}

function kcatArguments(query: MessageQuery, partition: number | null): string[] {
  const { topic, from, to, limit, isolation, keyFormat, valueFormat } = query
  const count = limit === undefined || from === 'newest' ? [] : ['-c', String(limit)]
  return [
    ...['-C', '-t', topic, ...(partition === null ? [] : ['-p', String(partition)])],
    ...['-o', kcatStart(query, partition), ...(to === undefined ? [] : ['-o', `e@${Date.parse(to)}`])],
    ...count,
    ...(from === 'live' ? [] : ['-e']),
    ...['-q', '-X', `isolation.level=read_${isolation ?? 'committed'}`],
    ...(kcatFormats[keyFormat] ? ['-s', `key=${kcatFormats[keyFormat]}`] : []),
    ...(kcatFormats[valueFormat] ? ['-s', `value=${kcatFormats[valueFormat]}`] : []),
    ...['-f', KCAT_LINE],
  ]
}

function kcatStart(query: MessageQuery, partition: number | null): string {
  switch (query.from) {
    case 'newest':
      return query.limit === undefined ? 'beginning' : `-${query.limit}`
    case 'oldest':
      return 'beginning'
    case 'live':
      return 'end'
    case 'offset':
      return String(startOffsets(query).get(partition ?? 0) ?? 'beginning')
    case 'time':
      return query.time === undefined ? 'beginning' : `s@${Date.parse(query.time)}`
    default:
      return query.from satisfies never
  }
}

const SERIALIZERS = 'org.apache.kafka.common.serialization'
const deserializers: Partial<Record<MessageFormat, string>> = {
  int16: `${SERIALIZERS}.ShortDeserializer`,
  int32: `${SERIALIZERS}.IntegerDeserializer`,
  int64: `${SERIALIZERS}.LongDeserializer`,
  float: `${SERIALIZERS}.FloatDeserializer`,
  double: `${SERIALIZERS}.DoubleDeserializer`,
}
/** After this time without a record, the script assumes that there are no more. */
const IDLE_MS = 10_000

export function consoleConsumerMessages(client: CommandClient, asked: MessageQuery): Command {
  const query = withoutUselessLimit(asked)
  const partitions = readPartitions(query)
  const options = consoleOptions('consumer', client)
  const commands = (partitions ?? [null]).map((partition) =>
    scriptText('kafka-console-consumer.sh', client, consumerArguments(query, partition, options.format), options.file),
  )
  const { from, to, limit } = query
  const isFromTheEnd = from === 'newest' && limit !== undefined
  const lines = [
    ...(partitions === null ? ['the script joins a group of its own for as long as it runs'] : []),
    ...(isFromTheEnd ? [`it cannot go back ${limit} from the end: this reads from the beginning`] : []),
    ...(from === 'time' ? ['it cannot begin at a time: this reads from the beginning'] : []),
    ...(to === undefined ? [] : [`it cannot end at a time: this reads beyond ${to}`]),
    ...(limit !== undefined && !isFromTheEnd && from !== 'time' && commands.length > 1
      ? [`it counts to ${limit} for each partition on its own`]
      : []),
    ...missingConditions('kafka-console-consumer.sh', asked),
    ...missingFormats('kafka-console-consumer.sh', query, deserializers),
  ]
  return commandOf('kafka', client, comments(lines) + commands.join('\n'))
}

function consumerArguments(query: MessageQuery, partition: number | null, formatOption: string): string[] {
  const { topic, from, limit, isolation, keyFormat, valueFormat } = query
  // Without the lower bound, a limit would count the wrong records.
  const isCounted = limit !== undefined && from !== 'newest' && from !== 'time'
  const properties = [
    ...['partition', 'offset', 'timestamp', 'key'].map((part) => `print.${part}=true`),
    ...(deserializers[keyFormat] ? [`key.deserializer=${deserializers[keyFormat]}`] : []),
    ...(deserializers[valueFormat] ? [`value.deserializer=${deserializers[valueFormat]}`] : []),
  ]
  return [
    // Unlike --include, this takes the name literally.
    ...['--topic', topic],
    ...consumerStart(query, partition),
    ...(isCounted ? ['--max-messages', String(limit)] : []),
    ...(from === 'live' ? [] : ['--timeout-ms', String(IDLE_MS)]),
    ...['--isolation-level', `read_${isolation ?? 'committed'}`],
    ...properties.flatMap((property) => [formatOption, property]),
  ]
}

function consumerStart(query: MessageQuery, partition: number | null): string[] {
  const isLive = query.from === 'live'
  if (partition === null) return isLive ? [] : ['--from-beginning']
  const offset = startOffsets(query).get(partition)
  return ['--partition', String(partition), '--offset', isLive ? 'latest' : String(offset ?? 'earliest')]
}

/**
 * A limit counts records that are read, not those that match: the first 50 of all may contain none of the first 50
 * matches.
 */
function withoutUselessLimit(query: MessageQuery): MessageQuery {
  return unsupportedConditions(query).length > 0 ? { ...query, limit: undefined } : query
}

/** Neither tool can filter by content. */
/** Quoted, as an interactive zsh takes a comment for a command, and expands what stands in it. */
function unsupportedConditions({ contains, key, header, filter }: MessageQuery): string[] {
  return Object.entries({ contains, key, header, filter }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${quote(value)}`],
  )
}

function missingConditions(tool: string, query: MessageQuery): string[] {
  const { from, limit, control } = query
  const conditions = unsupportedConditions(query)
  const reach = from === 'live' ? 'until it is stopped' : 'to the end'
  return [
    ...conditions.map((condition) => `${tool} cannot filter by: ${condition}`),
    ...(conditions.length > 0 && limit !== undefined
      ? [`so the limit of ${limit} is left out too, as it would count all messages: this reads ${reach}`]
      : []),
    ...(control ? ['consumers do not receive control records'] : []),
  ]
}

const asBytes: ReadonlySet<MessageFormat> = new Set(['auto', 'string', 'json', 'xml'])

function missingFormats(
  tool: string,
  { keyFormat, valueFormat }: MessageQuery,
  known: Partial<Record<MessageFormat, string>>,
): string[] {
  const unknown = [...new Set([keyFormat, valueFormat])].filter((format) => !asBytes.has(format) && !known[format])
  return unknown.map((format) => `${tool} does not write ${format}: the bytes come as they are`)
}
