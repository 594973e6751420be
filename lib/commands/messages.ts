import type { CommandClient } from './client.ts'
import type { Command } from './command.ts'
import { kafkajsMessages } from './message-kafkajs.ts'
import { pythonMessages } from './message-python.ts'
import type { MessageQuery } from './message-query.ts'
import { consoleConsumerMessages, kcatMessages } from './message-shell.ts'

/** The same query as commands. Tools omit what they cannot do, and say so; the programs do all of it. */
export function messageCommands(client: CommandClient, query: MessageQuery): Command[] {
  return [kcatMessages, consoleConsumerMessages, pythonMessages, kafkajsMessages].map((write) => write(client, query))
}
