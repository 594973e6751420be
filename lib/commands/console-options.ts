import { type CommandClient, isSince } from './client.ts'

interface ConsoleOptions {
  readonly file: string
  /** For what reads lines or writes them. */
  readonly format: string
  /** For the client itself. */
  readonly client: string
}

/** Kafka 4.2 gave the options of both scripts other names, and warns of those before. */
export function consoleOptions(script: 'consumer' | 'producer', client: CommandClient): ConsoleOptions {
  if (!isSince(client, 4, 2))
    return { file: `--${script}.config`, format: '--property', client: `--${script}-property` }
  const format = script === 'consumer' ? '--formatter-property' : '--reader-property'
  return { file: '--command-config', format, client: '--command-property' }
}
