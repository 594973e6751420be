import type { NewRecord, TypedPayload } from '#lib/contract/produce.ts'
import { asHereDocument, type Command, commandOf } from './command.ts'
import { acksSettings, base64Of, type Production, Remarks, textOf } from './produce-parts.ts'
import { pythonEntries, pythonFunctions } from './python-client.ts'

/** A program for confluent-kafka, which supports everything but round robin. */
export function pythonProducer(production: Production): Command {
  const { client, topic, records, acks, compression, partitioner } = production
  const remarks = new Remarks('#', production)
  if (partitioner === 'roundrobin') remarks.add('it does not go round: each goes where chance puts it')
  const settings = [
    ['acks', acksSettings[acks]],
    ...(acks === 'all' ? [['enable.idempotence', 'true']] : []),
    ...(compression === 'none' ? [] : [['compression.type', compression]]),
    ['partitioner', partitioner === 'key' ? 'murmur2_random' : 'random'],
  ].map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`)
  const sendings = records.map(
    (record) => `producer.produce(${argumentsOf(topic, record).join(', ')}, on_delivery=report)`,
  )
  const body = sendings.join('\n')
  const program = [
    ...(body.includes('b64decode') ? ['from base64 import b64decode'] : []),
    'from confluent_kafka import Producer',
    '',
    ...pythonFunctions(client),
    'producer = Producer({',
    ...pythonEntries(client),
    ...settings,
    '})',
    '',
    'def report(error, message):',
    '    print(error or f"partition {message.partition()} offset {message.offset()}")',
    '',
    body,
    'producer.flush()',
  ]
  return commandOf('python', client, asHereDocument('python', remarks.before(program.join('\n'))))
}

function argumentsOf(topic: string, { key = null, value, headers = [], partition, timestampMs }: NewRecord): string[] {
  const pairs = headers.map((header) => `(${literal(header.name)}, ${bytesLiteral(header.value)})`)
  return [
    literal(topic),
    `key=${bytesLiteral(key)}`,
    `value=${bytesLiteral(value)}`,
    ...(pairs.length > 0 ? [`headers=[${pairs.join(', ')}]`] : []),
    ...(partition === undefined ? [] : [`partition=${partition}`]),
    ...(timestampMs === undefined ? [] : [`timestamp=${timestampMs}`]),
  ]
}

function bytesLiteral(payload: TypedPayload | null): string {
  if (payload === null) return 'None'
  const text = textOf(payload)
  return text === null ? `b64decode("${base64Of(payload)}")` : `${literal(text)}.encode()`
}

/** Python reads the escapes of JSON. */
function literal(text: string): string {
  return JSON.stringify(text)
}
