import { bootstrapOf, type CommandClient, settingsFile } from './client.ts'

/** The lines before the client is created, if its settings come from a file. */
export function pythonFunctions(client: CommandClient): string[] {
  if (settingsFile(client, 'librdkafka') === null) return []
  return [
    'def read_settings(path):',
    '    lines = [line.strip() for line in open(path)]',
    '    return dict(map(str.strip, line.split("=", 1)) for line in lines if "=" in line and line[0] != "#")',
    '',
  ]
}

/** The entries of its settings for brokers and login. */
export function pythonEntries(client: CommandClient): string[] {
  const file = settingsFile(client, 'librdkafka')
  return [
    ...(file === null ? [] : [`    **read_settings(${JSON.stringify(file)}),`]),
    `    "bootstrap.servers": ${JSON.stringify(bootstrapOf(client).join(','))},`,
  ]
}
