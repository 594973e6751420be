import { AppError } from '#lib/contract/errors.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { scanBudget } from './budget.ts'
import { keyPart, type Match, valuePart } from './match.ts'
import type { PartitionFacts } from './plan.ts'
import { prepareScan } from './prepare.ts'
import type { ScanQuery } from './query.ts'
import { WHOLE_LIMITS, writeRow } from './row.ts'
import { Scan } from './scan.ts'
import type { MessageRequest } from './scan-messages.ts'

const MOST_TIME_MS = 10_000

interface ReadingOptions {
  readonly memoryBytes: () => number
  /** Is given what can be stopped. */
  readonly onScan: (scan: Scan) => void
}

/** One record as JSON, or the bytes of its key or value. Throws where there is none, and says which there are. */
export async function readMessage(
  connections: ConnectionSet,
  request: MessageRequest,
  { memoryBytes, onScan }: ReadingOptions,
): Promise<Buffer> {
  const { topic, partition, offset, keyFormat, valueFormat, rawPart } = request
  const query: ScanQuery = {
    from: 'offset',
    offset: `${partition}:${offset}`,
    partitions: [partition],
    case: 'match',
    keySearch: 'all',
    control: true,
    isolation: 'uncommitted',
    keyFormat,
    valueFormat,
  }
  const prepared = await prepareScan(connections, topic, query, undefined).catch((error) => {
    throw asNotFound(error)
  })
  const [facts] = prepared.facts
  if (!facts || offset < facts.startOffset || offset >= facts.endOffset) throw outside(partition, offset, facts)
  let found: Match | null = null
  const failures: string[] = []
  const scan = new Scan({
    prepared: { ...prepared, plan: { ...prepared.plan, ranges: [{ id: partition, low: offset, high: offset + 1 }] } },
    connections,
    limit: 1,
    budget: scanBudget({ timeMs: MOST_TIME_MS }),
    memoryBytes,
    isLive: false,
    isCommittedOnly: false,
    showsControl: true,
    showsUnreadable: true,
    sink: {
      row: (match) => {
        found = match
      },
      notice: ({ message }) => failures.push(message),
      room: async () => {},
      flush: () => {},
    },
  })
  onScan(scan)
  const outcome = await scan.run()
  // TypeScript does not see that the sink sets it.
  const match = found as Match | null
  if (match === null) {
    if (outcome?.reason === 'end' || outcome?.reason === 'limit') throw removed(partition, offset, facts)
    throw new AppError('unavailable', failures.at(-1) ?? `Partition ${partition} could not be read.`)
  }
  if (rawPart === null) return Buffer.from(writeRow(match, { topic, keyFormat, valueFormat, ...WHOLE_LIMITS }))
  const bytes = rawPart === 'key' ? keyPart(match) : valuePart(match)
  if (bytes === null) throw new AppError('not-found', `The record has no ${rawPart}: it is null.`, { field: 'part' })
  return bytes
}

/** In an address, a partition that does not exist is something that is not there, and no mistake of the query. */
function asNotFound(error: unknown): unknown {
  const isUnknown = error instanceof AppError && error.code === 'invalid' && error.options.field === 'partitions'
  return isUnknown ? new AppError('not-found', error.message, { cause: error }) : error
}

function outside(partition: number, offset: number, facts: PartitionFacts | undefined): AppError {
  return new AppError('not-found', `Partition ${partition} has no offset ${formatNumber(offset)}: ${holds(facts)}.`)
}

function removed(partition: number, offset: number, facts: PartitionFacts): AppError {
  const message = `There is no message at offset ${formatNumber(offset)} of partition ${partition}: compaction removed it, or the offset was never used; ${holds(facts)}.`
  return new AppError('not-found', message)
}

function holds(facts: PartitionFacts | undefined): string {
  if (!facts || facts.startOffset >= facts.endOffset) return 'it is empty'
  return `it has offsets ${formatNumber(facts.startOffset)} to ${formatNumber(facts.endOffset - 1)}`
}
