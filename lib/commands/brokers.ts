import { type Command, kafkaScript } from './command.ts'

type Bootstrap = readonly string[]

export function describeQuorumCommand(bootstrap: Bootstrap): Command {
  return kafkaScript('kafka-metadata-quorum.sh', bootstrap, ['describe', '--replication'])
}

export function brokerConfigsCommand(bootstrap: Bootstrap, id: number): Command {
  const entity = ['--entity-type', 'brokers', '--entity-name', String(id)]
  return kafkaScript('kafka-configs.sh', bootstrap, ['--describe', '--all', ...entity])
}

export function logDirsCommand(bootstrap: Bootstrap, id: number | null = null): Command {
  const only = id === null ? [] : ['--broker-list', String(id)]
  return kafkaScript('kafka-log-dirs.sh', bootstrap, ['--describe', ...only])
}
