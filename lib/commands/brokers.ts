import type { CommandClient } from './client.ts'
import { type Command, kafkaScript } from './command.ts'

export function describeQuorumCommand(client: CommandClient): Command {
  return kafkaScript('kafka-metadata-quorum.sh', client, ['describe', '--replication'])
}

export function describeFeaturesCommand(client: CommandClient): Command {
  return kafkaScript('kafka-features.sh', client, ['describe'])
}

export function brokerConfigsCommand(client: CommandClient, id: number): Command {
  const entity = ['--entity-type', 'brokers', '--entity-name', String(id)]
  return kafkaScript('kafka-configs.sh', client, ['--describe', '--all', ...entity])
}

export function logDirsCommand(client: CommandClient, id: number | null = null): Command {
  const only = id === null ? [] : ['--broker-list', String(id)]
  return kafkaScript('kafka-log-dirs.sh', client, ['--describe', ...only])
}
