import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { type CommandClient, isSecured } from './client.ts'
import type { Command } from './command.ts'
import { quote } from './words.ts'

/** What a cluster is called that flags or variables name, and not a file. */
const NAMED_BY_FLAGS = 'default'

/** The same check of this cluster alone in a terminal, with the flags that name it where none knows it without. */
export function checkCommand(client: CommandClient, id: string): Command {
  const { bootstrap, files, ssh, hostMap } = client
  const file = files.java ?? files.librdkafka
  const isDirect = ssh === null && hostMap.length === 0
  const isNamed = bootstrap.length > 0 && (file !== null || !isSecured(client))
  // A file often leaves the addresses to the command line, as Kafka's own scripts want them there.
  const flags = [...(file === null ? [] : ['--properties', file]), '--brokers', bootstrap.join(',')]
  const isEmbedded = id === EMBEDDED_CLUSTER
  const canBeNamed = (isEmbedded || id === NAMED_BY_FLAGS) && isDirect && isNamed
  // Another start has an embedded cluster of its own, if any: there this one has only its addresses.
  const which = [...(isEmbedded ? [] : ['--cluster', id]), ...(canBeNamed ? flags : [])]
  return { tool: 'highwater', text: ['npm', 'start', '--', '--check', ...which].map(quote).join(' ') }
}
