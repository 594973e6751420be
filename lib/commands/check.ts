import { type CommandClient, isSecured } from './client.ts'
import type { Command } from './command.ts'
import { quote } from './words.ts'

/** The same check in a terminal: of this cluster alone where a flag can name it, else of all that are configured. */
export function checkCommand(client: CommandClient): Command {
  const { bootstrap, files, ssh, hostMap } = client
  const file = files.java ?? files.librdkafka
  const isDirect = ssh === null && hostMap.length === 0
  const isNamed = bootstrap.length > 0 && (file !== null || !isSecured(client))
  // A file often leaves the addresses to the command line, as Kafka's own scripts want them there.
  const flags = [...(file === null ? [] : ['--properties', file]), '--brokers', bootstrap.join(',')]
  const which = isDirect && isNamed ? flags : []
  return { tool: 'highwater', text: ['npm', 'start', '--', '--check', ...which].map(quote).join(' ') }
}
