import type { ProduceRequest } from '#lib/contract/produce.ts'
import type { CommandClient } from './client.ts'
import type { Command } from './command.ts'
import { consoleProducer } from './produce-console.ts'
import { kafkajsProducer } from './produce-kafkajs.ts'
import { kcatProducer } from './produce-kcat.ts'
import type { Production } from './produce-parts.ts'
import { pythonProducer } from './produce-python.ts'

export const produceTools = ['kcat', 'console', 'python', 'kafkajs'] as const
export type ProduceTool = (typeof produceTools)[number]

/** With more, the command would be longer than the page, and slow to draw. */
const WRITTEN_RECORDS = 20
const WRITTEN_LENGTH = 20_000

const makers: Record<ProduceTool, (production: Production) => Command> = {
  kcat: kcatProducer,
  console: consoleProducer,
  python: pythonProducer,
  kafkajs: kafkajsProducer,
}

/** Produces the same records by command. What a tool cannot do is named in a comment, and left out. */
export function produceCommand(
  tool: ProduceTool,
  client: CommandClient,
  topic: string,
  { records, partitioner = 'key', acks = 'all', compression = 'none' }: ProduceRequest,
): Command {
  const written = records
    .slice(0, countWritten(records))
    .map(({ key = null, headers = [], ...record }) => ({ ...record, key, headers }))
  const unwritten = records.length - written.length
  if (written.length === 0) return { tool, text: TOO_LONG }
  return makers[tool]({ client, topic, records: written, unwritten, partitioner, acks, compression })
}

const TOO_LONG = '# too long to be written into a command: keep it in a file, and have the tool read that'

function countWritten(records: ProduceRequest['records']): number {
  let length = 0
  const tooMany = records.findIndex((record, index) => {
    length += lengthOf(record)
    return index === WRITTEN_RECORDS || length > WRITTEN_LENGTH
  })
  return tooMany === -1 ? records.length : tooMany
}

function lengthOf({ key, value, headers = [] }: ProduceRequest['records'][number]): number {
  const parts = [key, value, ...headers.map((header) => header.value)]
  return parts.reduce((sum, part) => sum + (part?.data.length ?? 0), 0)
}
