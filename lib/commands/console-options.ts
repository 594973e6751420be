import { type CommandClient, isSince } from './client.ts'

interface ConsoleOptions {
  readonly file: string
  /** For the reader or writer of lines. */
  readonly format: string
  /** For the client itself. */
  readonly client: string
}

/** Kafka 4.2 renamed the options of both scripts, and warns of the former names. */
export function consoleOptions(script: 'consumer' | 'producer', client: CommandClient): ConsoleOptions {
  if (!isSince(client, 4, 2))
    return { file: `--${script}.config`, format: '--property', client: `--${script}-property` }
  const format = script === 'consumer' ? '--formatter-property' : '--reader-property'
  return { file: '--command-config', format, client: '--command-property' }
}
