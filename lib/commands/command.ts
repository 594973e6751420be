import {
  bootstrapOf,
  type CommandClient,
  type Family,
  needsNewerKcat,
  OLD_KCAT,
  remarksOf,
  settingsFile,
  usesTls,
} from './client.ts'
import { comments, escapePrograms, quote } from './words.ts'

/** A command that a person can paste into a shell to see the same by hand. */
export interface Command {
  /** The family of the tool: Kafka's own scripts, kcat, … */
  readonly tool: string
  readonly text: string
}

const families: Readonly<Record<string, Family>> = { kafka: 'java', kcat: 'librdkafka', python: 'librdkafka' }

const ESCAPES = "$'…' writes what cannot be seen as escapes: for bash, zsh or ksh"

/** The options that reach one cluster with one tool. */
function toolRemarks(tool: string, client: CommandClient): string[] {
  return tool === 'kcat' && needsNewerKcat(client) ? [OLD_KCAT] : []
}

/** A complete text, with remarks above that have to be known before it works. */
export function commandOf(tool: 'kafka' | 'kcat' | 'python' | 'kafkajs', client: CommandClient, text: string): Command {
  const remarks = [
    ...remarksOf(client, families[tool] ?? 'kafkajs'),
    ...toolRemarks(tool, client),
    ...(text.includes("$'") ? [ESCAPES] : []),
  ]
  return { tool, text: comments(remarks) + text }
}

export function kafkaScript(script: string, client: CommandClient, args: readonly string[]): Command {
  return commandOf('kafka', client, scriptText(script, client, args))
}

/** Part of a command; `fileOption`: the script's option for the file with the client's settings. */
export function scriptText(
  script: string,
  client: CommandClient,
  args: readonly string[],
  fileOption = '--command-config',
): string {
  const file = settingsFile(client, 'java')
  const reach = ['--bootstrap-server', bootstrapOf(client).join(','), ...(file === null ? [] : [fileOption, file])]
  return [script, ...reach, ...args].map(quote).join(' ')
}

export function kcat(client: CommandClient, args: readonly string[]): Command {
  return commandOf('kcat', client, kcatText(client, args))
}

export function kcatText(client: CommandClient, args: readonly string[]): string {
  const file = settingsFile(client, 'librdkafka')
  const reach = [...(file === null ? [] : ['-F', file]), ...beyondFile(client), '-b', bootstrapOf(client).join(',')]
  return ['kcat', ...reach, ...args].map(quote).join(' ')
}

/** kcat ignores this one setting of its file, and librdkafka verifies names by default since version 2. */
export function beyondFile(client: CommandClient): string[] {
  const isLeftUnchecked = usesTls(client) && client.checksChain && !client.checksName
  return isLeftUnchecked ? ['-X', 'ssl.endpoint.identification.algorithm=none'] : []
}

const interpreters = { python: 'python3 -', javascript: 'node -' } as const

/** A program in a here document. Strings in it have no line breaks, so none of its lines can end the document. */
export function asHereDocument(language: keyof typeof interpreters, program: string): string {
  return `${interpreters[language]} <<'END'\n${escapePrograms[language](program)}\nEND`
}

/** Printable lines in a here document, with an end marker that is none of them. */
export function linesAsHereDocument(command: string, lines: readonly string[]): string {
  let end = 'END'
  while (lines.includes(end)) end += '_'
  return [`${command} <<'${end}'`, ...lines, end].join('\n')
}
