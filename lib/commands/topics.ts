import type { CommandClient } from './client.ts'
import { type Command, commandOf, kafkaScript, kcat, scriptText } from './command.ts'
import { quote } from './words.ts'

export function listTopicsCommand(client: CommandClient, internal: boolean): Command {
  return kafkaScript('kafka-topics.sh', client, ['--list', ...(internal ? [] : ['--exclude-internal'])])
}

export function describeUnhealthyCommand(client: CommandClient): Command {
  return kafkaScript('kafka-topics.sh', client, ['--describe', '--under-replicated-partitions'])
}

/** Kafka's scripts read a topic as a pattern, in which a dot matches any character. */
function asPattern(topic: string): string {
  return topic.replaceAll('.', '\\.')
}

export function describeTopicCommand(client: CommandClient, topic: string): Command {
  return kafkaScript('kafka-topics.sh', client, ['--describe', '--topic', asPattern(topic)])
}

export function listPartitionsCommand(client: CommandClient, topic: string): Command {
  return kcat(client, ['-L', '-t', topic])
}

export function topicOffsetsCommand(client: CommandClient, topic: string): Command {
  return kafkaScript('kafka-get-offsets.sh', client, ['--topic', asPattern(topic)])
}

export function topicConfigsCommand(client: CommandClient, topic: string): Command {
  const entity = ['--entity-type', 'topics', '--entity-name', topic]
  return kafkaScript('kafka-configs.sh', client, ['--describe', '--all', ...entity])
}

interface NewTopic {
  readonly name: string
  readonly partitions?: number | undefined
  readonly replicationFactor?: number | undefined
  readonly configs: Readonly<Record<string, string>>
}

export function createTopicCommand(client: CommandClient, topic: NewTopic): Command {
  const { name, partitions, replicationFactor, configs } = topic
  return kafkaScript('kafka-topics.sh', client, [
    ...['--create', '--topic', name],
    ...(partitions === undefined ? [] : ['--partitions', String(partitions)]),
    ...(replicationFactor === undefined ? [] : ['--replication-factor', String(replicationFactor)]),
    ...Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]),
  ])
}

export function deleteTopicsCommand(client: CommandClient, topics: readonly string[]): Command {
  return kafkaScript('kafka-topics.sh', client, ['--delete', '--topic', topics.map(asPattern).join('|')])
}

export function addPartitionsCommand(client: CommandClient, topic: string, count: number): Command {
  const args = ['--alter', '--topic', asPattern(topic), '--partitions', String(count)]
  return kafkaScript('kafka-topics.sh', client, args)
}

const TRANSACTIONS = 'kafka-transactions.sh'
/** With more, nobody reads them. */
const NAMED_PARTITIONS = 5

/** The script describes one partition at a time. */
export function describeProducersCommand(client: CommandClient, topic: string, partitionCount: number): Command {
  const named = Math.min(partitionCount, NAMED_PARTITIONS)
  const lines = Array.from({ length: named }, (_, partition) =>
    scriptText(TRANSACTIONS, client, ['describe-producers', '--topic', topic, '--partition', String(partition)]),
  )
  const left = partitionCount - named
  return commandOf('kafka', client, [...lines, ...(left > 0 ? [`# and ${left} more`] : [])].join('\n'))
}

export function listTransactionsCommand(client: CommandClient): Command {
  return kafkaScript(TRANSACTIONS, client, ['list'])
}

interface ConfigChange {
  readonly name: string
  /** null: reset to the default. */
  readonly value: string | null
}

export function changeConfigCommand(client: CommandClient, topic: string, change: ConfigChange): Command {
  return changeConfigsCommand(client, [topic], change)
}

/** The script changes one topic at a time. */
export function changeConfigsCommand(
  client: CommandClient,
  topics: readonly string[],
  { name, value }: ConfigChange,
): Command {
  // The script splits at commas outside of brackets.
  const change = value === null ? ['--delete-config', name] : ['--add-config', `${name}=${quoteList(value)}`]
  const lines = topics.map((topic) => {
    const entity = ['--entity-type', 'topics', '--entity-name', topic]
    return scriptText('kafka-configs.sh', client, ['--alter', ...entity, ...change])
  })
  return commandOf('kafka', client, lines.join('\n'))
}

function quoteList(value: string): string {
  return value.includes(',') ? `[${value}]` : value
}

interface Cut {
  readonly partition: number
  /** -1: up to the end offset. */
  readonly beforeOffset: number
}

/** The script reads the offsets from a file. */
export function truncateCommand(client: CommandClient, topic: string, cuts: readonly Cut[]): Command {
  const partitions = cuts.map(({ partition, beforeOffset }) => ({ topic, partition, offset: beforeOffset }))
  const json = JSON.stringify({ partitions, version: 1 })
  const script = scriptText('kafka-delete-records.sh', client, ['--offset-json-file', 'before.json'])
  return commandOf('kafka', client, `printf %s ${quote(json)} > before.json && ${script}`)
}
