import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { type CommandClient, isSecured } from './client.ts'
import type { Command } from './command.ts'
import { quote } from './words.ts'

/** The id of a cluster that is configured by flags or variables, and not in a file. */
const NAMED_BY_FLAGS = 'default'

/** The same check of this cluster alone in a terminal, with the flags that name the cluster if it is not in a file. */
export function checkCommand(client: CommandClient, id: string): Command {
  const { bootstrap, files, ssh, hostMap } = client
  const file = files.java ?? files.librdkafka
  const isDirect = ssh === null && hostMap.length === 0
  const isNamed = bootstrap.length > 0 && (file !== null || !isSecured(client))
  // A file often leaves out the addresses, because Kafka's own scripts take them from the command line.
  const flags = [...(file === null ? [] : ['--properties', file]), '--brokers', bootstrap.join(',')]
  const isEmbedded = id === EMBEDDED_CLUSTER
  const canBeNamed = (isEmbedded || id === NAMED_BY_FLAGS) && isDirect && isNamed
  // Another start has an embedded cluster of its own, if any, so the addresses are given.
  const which = [...(isEmbedded ? [] : ['--cluster', id]), ...(canBeNamed ? flags : [])]
  return { tool: 'highwater', text: ['npm', 'start', '--', '--check', ...which].map(quote).join(' ') }
}
