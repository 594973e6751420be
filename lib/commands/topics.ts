import { type Command, kafkaScript } from './command.ts'

export function listTopicsCommand(bootstrap: readonly string[], internal: boolean): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--list', ...(internal ? [] : ['--exclude-internal'])])
}

export function describeUnhealthyCommand(bootstrap: readonly string[]): Command {
  return kafkaScript('kafka-topics.sh', bootstrap, ['--describe', '--under-replicated-partitions'])
}
