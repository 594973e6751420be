import { type Command, kafkaScript, kcat } from './command.ts'

type Bootstrap = readonly string[]

export function listTopicsCommand(bootstrap: Bootstrap, internal: boolean): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--list', ...(internal ? [] : ['--exclude-internal'])])
}

export function describeUnhealthyCommand(bootstrap: Bootstrap): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--describe', '--under-replicated-partitions'])
}

/** Kafka's scripts take a topic for a pattern, in which a dot stands for anything. */
function asPattern(topic: string): string {
  return topic.replaceAll('.', '\\.')
}

export function describeTopicCommand(bootstrap: Bootstrap, topic: string): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--describe', '--topic', asPattern(topic)])
}

export function listPartitionsCommand(bootstrap: Bootstrap, topic: string): Command {
  return kcat(bootstrap, ['-L', '-t', topic])
}

export function topicOffsetsCommand(bootstrap: Bootstrap, topic: string): Command {
  return kafkaScript('kafka-get-offsets.sh', bootstrap, ['--topic', asPattern(topic)])
}

export function topicConfigsCommand(bootstrap: Bootstrap, topic: string): Command {
  const entity = ['--entity-type', 'topics', '--entity-name', topic]
  return kafkaScript('kafka-configs.sh', bootstrap, ['--describe', '--all', ...entity])
}

interface NewTopic {
  readonly name: string
  readonly partitions?: number | undefined
  readonly replicationFactor?: number | undefined
  readonly configs: Readonly<Record<string, string>>
}

export function createTopicCommand(bootstrap: Bootstrap, topic: NewTopic): Command {
  const { name, partitions, replicationFactor, configs } = topic
  return kafkaScript('kafka-topics.sh', bootstrap, [
    ...['--create', '--topic', name],
    ...(partitions === undefined ? [] : ['--partitions', String(partitions)]),
    ...(replicationFactor === undefined ? [] : ['--replication-factor', String(replicationFactor)]),
    ...Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]),
  ])
}

export function deleteTopicsCommand(bootstrap: Bootstrap, topics: readonly string[]): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--delete', '--topic', topics.map(asPattern).join('|')])
}

export function addPartitionsCommand(bootstrap: Bootstrap, topic: string, count: number): Command {
  const args = ['--alter', '--topic', asPattern(topic), '--partitions', String(count)]
  return kafkaScript('kafka-topics.sh', bootstrap, args)
}

interface ConfigChange {
  readonly name: string
  /** null resets it. */
  readonly value: string | null
}

export function changeConfigCommand(bootstrap: Bootstrap, topic: string, { name, value }: ConfigChange): Command {
  // The script splits at commas outside of brackets.
  const change = value === null ? ['--delete-config', name] : ['--add-config', `${name}=${quoteList(value)}`]
  const entity = ['--entity-type', 'topics', '--entity-name', topic]
  return kafkaScript('kafka-configs.sh', bootstrap, ['--alter', ...entity, ...change])
}

function quoteList(value: string): string {
  return value.includes(',') ? `[${value}]` : value
}

interface Cut {
  readonly partition: number
  /** -1: all there is. */
  readonly beforeOffset: number
}

/** The script takes its orders from a file. */
export function truncateCommand(bootstrap: Bootstrap, topic: string, cuts: readonly Cut[]): Command {
  const partitions = cuts.map(({ partition, beforeOffset }) => ({ topic, partition, offset: beforeOffset }))
  // A topic's name has no quotes, so neither has this.
  const json = JSON.stringify({ partitions, version: 1 })
  const script = kafkaScript('kafka-delete-records.sh', bootstrap, ['--offset-json-file', 'before.json'])
  return { tool: script.tool, text: `echo '${json}' > before.json && ${script.text}` }
}
