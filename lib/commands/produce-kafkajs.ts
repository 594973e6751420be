import type { NewRecord, TypedPayload } from '#lib/contract/produce.ts'
import { asHereDocument, type Command, commandOf } from './command.ts'
import { kafkajsEntries, kafkajsFunctions } from './kafkajs-client.ts'
import { base64Of, type Production, Remarks, textOf } from './produce-parts.ts'

const acksNumbers = { all: -1, leader: 1, none: 0 } as const

/** A program that uses Java's partitioner. */
export function kafkajsProducer(production: Production): Command {
  const { client, topic, records, acks, compression, partitioner } = production
  const remarks = new Remarks('//', production)
  if (partitioner === 'roundrobin') remarks.add('kafkajs does not go round where there are keys: each goes by its key')
  if (compression !== 'none' && compression !== 'gzip') {
    remarks.add(`kafkajs needs another package for ${compression}: sent as it is`)
  }
  const messages = records.map((record) => `    ${messageOf(record, remarks)},`)
  const program = [
    "const { Kafka, CompressionTypes, Partitioners } = require('kafkajs')",
    '',
    ...kafkajsFunctions(client),
    `const kafka = new Kafka({ ${kafkajsEntries(client).join(', ')} })`,
    'const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner })',
    '',
    'async function send() {',
    '  await producer.connect()',
    '  const result = await producer.send({',
    `    topic: ${JSON.stringify(topic)},`,
    `    acks: ${acksNumbers[acks]},`,
    ...(compression === 'gzip' ? ['    compression: CompressionTypes.GZIP,'] : []),
    '    messages: [',
    ...messages.map((line) => `  ${line}`),
    '    ],',
    '  })',
    '  console.log(result)',
    '  await producer.disconnect()',
    '}',
    '',
    'send()',
  ]
  return commandOf('kafkajs', client, asHereDocument('javascript', remarks.before(program.join('\n'))))
}

function messageOf({ key = null, value, headers = [], partition, timestampMs }: NewRecord, remarks: Remarks): string {
  const byName = new Map<string, string[]>()
  for (const header of headers) {
    if (header.value === null) remarks.add(`kafkajs cannot send a header that is null: “${header.name}” is left out`)
    else byName.set(header.name, [...(byName.get(header.name) ?? []), literal(header.value)])
  }
  const pairs = Array.from(byName, ([name, values]) => {
    return `[${JSON.stringify(name)}]: ${values.length === 1 ? values[0] : `[${values.join(', ')}]`}`
  })
  const fields = [
    `key: ${key === null ? 'null' : literal(key)}`,
    `value: ${value === null ? 'null' : literal(value)}`,
    ...(pairs.length > 0 ? [`headers: { ${pairs.join(', ')} }`] : []),
    ...(partition === undefined ? [] : [`partition: ${partition}`]),
    ...(timestampMs === undefined ? [] : [`timestamp: '${timestampMs}'`]),
  ]
  return `{ ${fields.join(', ')} }`
}

function literal(payload: TypedPayload): string {
  const text = textOf(payload)
  return text === null ? `Buffer.from('${base64Of(payload)}', 'base64')` : JSON.stringify(text)
}
