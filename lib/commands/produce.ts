import type { NewRecord, ProduceRequest } from '#lib/contract/produce.ts'
import type { Command } from './command.ts'
import { consoleProducer } from './produce-console.ts'
import { kafkajsProducer } from './produce-kafkajs.ts'
import { kcatProducer } from './produce-kcat.ts'
import { pythonProducer } from './produce-python.ts'

export const produceTools = ['kcat', 'console', 'python', 'kafkajs'] as const
export type ProduceTool = (typeof produceTools)[number]

/** What is to be sent, with all that may be left out filled in. */
export interface Production {
  readonly bootstrap: readonly string[]
  readonly topic: string
  readonly records: readonly NewRecord[]
  /** How many more there are than are written out. */
  readonly unwritten: number
  readonly partitioner: 'key' | 'roundrobin'
  readonly acks: 'all' | 'leader' | 'none'
  readonly compression: NonNullable<ProduceRequest['compression']>
}

/** With more, the command would be longer than the page. */
const WRITTEN_RECORDS = 20

const makers: Record<ProduceTool, (production: Production) => Command> = {
  kcat: kcatProducer,
  console: consoleProducer,
  python: pythonProducer,
  kafkajs: kafkajsProducer,
}

/** Sends the same by hand. What a tool cannot express is named in a comment, and left out. */
export function produceCommand(
  tool: ProduceTool,
  bootstrap: readonly string[],
  topic: string,
  { records, partitioner = 'key', acks = 'all', compression = 'none' }: ProduceRequest,
): Command {
  const written = records
    .slice(0, WRITTEN_RECORDS)
    .map(({ key = null, headers = [], ...record }) => ({ ...record, key, headers }))
  const unwritten = records.length - written.length
  return makers[tool]({ bootstrap, topic, records: written, unwritten, partitioner, acks, compression })
}
