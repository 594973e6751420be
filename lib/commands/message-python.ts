import type { CommandClient } from './client.ts'
import { asHereDocument, type Command, commandOf } from './command.ts'
import type { NumberFormat } from './message-bytes.ts'
import { writeConditions } from './message-program.ts'
import { type MessageQuery, readPartitions, startOffsets } from './message-query.ts'
import { pythonEntries, pythonFunctions } from './python-client.ts'
import { comments } from './words.ts'

const structs: Record<NumberFormat, string> = { int8: 'b', int16: 'h', int32: 'i', int64: 'q', float: 'f', double: 'd' }

const text = (value: string) => JSON.stringify(value)

const python = {
  filter: 'python',
  key: {
    text: (data) => `${text(data)}.encode()`,
    hex: (digits) => `bytes.fromhex(${text(digits)})`,
    base64: (data) => `__import__("base64").b64decode(${text(data)})`,
    number: (format, data) =>
      `__import__("struct").pack(${text(`>${structs[format]}`)}, ${format === 'float' || format === 'double' ? `float(${text(data)})` : `int(${text(data)})`})`,
  },
  contains: (sought, isExact) =>
    isExact
      ? `any(${text(sought)}.encode() in part for part in parts(record))`
      : `any(${text(sought)}.lower() in part.decode(errors="replace").lower() for part in parts(record))`,
  keyIs: (bytes) => `record.key() == ${bytes}`,
  header: (name, value) =>
    value === null
      ? `any(name == ${text(name)} for name, _ in record.headers() or [])`
      : `(${text(name)}, ${text(value)}.encode()) in (record.headers() or [])`,
  before: (toMs) => `record.timestamp()[1] < ${toMs}`,
} as const satisfies Parameters<typeof writeConditions>[0]

/** A program for Python's confluent-kafka. */
export function pythonMessages(client: CommandClient, query: MessageQuery): Command {
  const { tests, missing, isFiltered } = writeConditions(python, query)
  const needsParts = query.contains !== undefined
  const lines = [
    `${comments(['pip install confluent-kafka', ...missing])}import heapq, itertools, json`,
    'from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition, OFFSET_END',
    '',
    `topic = ${text(query.topic)}`,
    ...(query.from === 'live' ? [] : [`limit = ${query.limit ?? 'None'}`]),
    ...pythonFunctions(client),
    'consumer = Consumer({',
    ...pythonEntries(client),
    '    # It is asked for, but no group is joined and nothing is committed.',
    '    "group.id": "highwater", "enable.auto.commit": False,',
    `    "isolation.level": "read_${query.isolation ?? 'committed'}",`,
    '    "auto.offset.reset": "earliest", "enable.partition.eof": True,',
    '})',
    `partitions = ${readPartitions(query) === null ? 'sorted(consumer.list_topics(topic).topics[topic].partitions)' : `[${readPartitions(query)?.join(', ')}]`}`,
    '',
    ...(needsParts ? partsFunction : []),
    ...(isFiltered ? filterFunctions(query) : []),
    'def is_wanted(record):',
    ...(isFiltered ? readVariables(query) : []),
    `    return ${tests.join(' and ') || 'True'}`,
    '',
    ...showFunction,
    ...(query.from === 'live'
      ? liveLoop
      : [...readFunction, ...(query.from === 'newest' ? newestFunction : forward(query)), ...ending]),
  ]
  return commandOf('python', client, asHereDocument('python', lines.join('\n')))
}

const partsFunction = [
  'def parts(record):',
  '    headers = [part for name, value in record.headers() or [] for part in (name.encode(), value)]',
  '    return [part for part in (record.key(), record.value(), *headers) if part is not None]',
  '',
]

function filterFunctions({ keyFormat, valueFormat }: MessageQuery): string[] {
  const isJson = [keyFormat, valueFormat].some((format) => format !== 'string')
  return [
    'MISSING = object()',
    '',
    'def at(it, *path):',
    '    for step in path:',
    '        if isinstance(it, dict) and step in it or isinstance(it, list) and type(step) is int and step < len(it):',
    '            it = it[step]',
    '        else:',
    '            return MISSING',
    '    return it',
    '',
    'def number(it):',
    '    return it if type(it) in (int, float) else float("nan")',
    '',
    'def text(it):',
    '    return it if isinstance(it, str) else ""',
    '',
    'def read(data):',
    '    try:',
    '        return data.decode()',
    '    except (AttributeError, UnicodeDecodeError):',
    '        return data',
    '',
    ...(isJson
      ? [
          'def read_json(data):',
          '    it = read(data)',
          '    try:',
          '        return json.loads(it) if isinstance(it, str) and it.strip()[:1] in ("{", "[", \'"\') else it',
          '    except ValueError:',
          '        return it',
          '',
        ]
      : []),
  ]
}

function readVariables({ keyFormat, valueFormat }: MessageQuery): string[] {
  const read = (format: string) => (format === 'string' ? 'read' : 'read_json')
  return [
    `    key, value = ${read(keyFormat)}(record.key()), ${read(valueFormat)}(record.value())`,
    '    partition, offset, headers = record.partition(), record.offset(), {}',
    '    for name, content in record.headers() or []:',
    '        headers.setdefault(name, []).append(read(content))',
  ]
}

const showFunction = [
  'def show(record):',
  '    words = [part if part is None else part.decode(errors="replace") for part in (record.key(), record.value())]',
  '    print(json.dumps({"partition": record.partition(), "offset": record.offset(),',
  '                      "timestamp": record.timestamp()[1], "key": words[0], "value": words[1]}))',
  '',
]

const readFunction = [
  'def read_between(partition, begin, end):',
  '    consumer.assign([TopicPartition(topic, partition, begin)])',
  '    while begin < end:',
  '        record = consumer.poll(1)',
  '        if record is None:',
  '            continue',
  '        if record.error():',
  '            if record.error().code() == KafkaError._PARTITION_EOF:',
  '                return',
  '            raise KafkaException(record.error())',
  '        if record.offset() >= end:',
  '            return',
  '        if is_wanted(record):',
  '            yield record',
  '',
]

/** Reads back from the end, further each time, until enough is found. */
const newestFunction = [
  'def read_partition(partition):',
  '    low, high = consumer.get_watermark_offsets(TopicPartition(topic, partition))',
  '    found, window = [], limit or high - low',
  '    while high > low and (limit is None or len(found) < limit):',
  '        begin = max(low, high - window)',
  '        found = list(read_between(partition, begin, high)) + found',
  '        high, window = begin, window * 2',
  '    return found[::-1][:limit]',
  '',
  'order = lambda record: -record.timestamp()[1]',
]

function forward(query: MessageQuery): string[] {
  const offsets = [...startOffsets(query)].map(([partition, offset]) => `${partition}: ${offset}`).join(', ')
  return [
    'def read_partition(partition):',
    '    low, high = consumer.get_watermark_offsets(TopicPartition(topic, partition))',
    ...(query.from === 'offset' ? [`    low = max(low, {${offsets}}[partition])`] : []),
    ...(query.from === 'time' && query.time !== undefined
      ? [
          `    low = consumer.offsets_for_times([TopicPartition(topic, partition, ${Date.parse(query.time)})])[0].offset`,
          '    low = high if low == OFFSET_END else low',
        ]
      : []),
    '    return list(itertools.islice(read_between(partition, low, high), limit))',
    '',
    'order = lambda record: record.timestamp()[1]',
  ]
}

/** Merged by time, without changing the order within a partition. */
const ending = [
  'records = heapq.merge(*[read_partition(partition) for partition in partitions], key=order)',
  'for record in itertools.islice(records, limit):',
  '    show(record)',
  'consumer.close()',
]

const liveLoop = [
  'consumer.assign([TopicPartition(topic, partition, OFFSET_END) for partition in partitions])',
  'while True:',
  '    record = consumer.poll(1)',
  '    if record is not None and not record.error() and is_wanted(record):',
  '        show(record)',
]
