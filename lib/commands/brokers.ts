import { type Command, kafkaScript } from './command.ts'

export function describeQuorumCommand(bootstrap: readonly string[]): Command {
  return kafkaScript('kafka-metadata-quorum.sh', bootstrap, ['describe', '--status'])
}
