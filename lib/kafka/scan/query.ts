import { AppError } from '#lib/contract/errors.ts'
import { COUNT_ONLY } from '#lib/contract/message-limits.ts'
import type { MessageExportQuery, MessageStreamQuery } from '#lib/contract/messages.ts'
import type { Direction } from './order.ts'

/** What is looked for, and from where; how much of it and in which form is asked for apart. */
export type ScanQuery = Omit<MessageExportQuery, 'format' | 'columns'>

export interface PageOptions {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly budgetRecords?: number | undefined
  readonly budgetMs?: number | undefined
}

export function splitQuery(asked: MessageStreamQuery): { query: ScanQuery; page: PageOptions } {
  const { limit, cursor, budgetRecords, budgetMs, ...query } = asked
  if (limit === COUNT_ONLY && query.from === 'live') {
    throw refusal('limit', 'A live tail has no end, so that what it brings cannot be counted.')
  }
  return { query, page: { limit, cursor, budgetRecords, budgetMs } }
}

interface ExportForm {
  readonly format: MessageExportQuery['format']
  readonly columns: string | undefined
}

export function splitExportQuery(asked: MessageExportQuery): { query: ScanQuery; form: ExportForm } {
  const { format, columns, ...query } = asked
  if (query.from === 'live') {
    throw refusal('from', 'A live tail has no end, so that it cannot be exported; follow it with …/messages?from=live.')
  }
  return { query, form: { format, columns } }
}

export function directionOf({ from }: Pick<ScanQuery, 'from'>): Direction {
  return from === 'newest' ? 'descending' : 'ascending'
}

/** Whatever decides which records are found, always in the same order. */
export function queryText(query: ScanQuery): string {
  return JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Refuses what contradicts itself, before anything is read. */
export function assertSensible(query: ScanQuery, cursor?: string): void {
  const { from, offset, time, to } = query
  if (offset !== undefined && from !== 'offset') throw refusal('offset', '`offset` goes with from=offset.')
  if (offset === undefined && from === 'offset') {
    throw refusal(
      'offset',
      'from=offset needs `offset`: a number where one partition is chosen, or such as 0:120,3:45.',
    )
  }
  if (time !== undefined && from !== 'time') throw refusal('time', '`time` goes with from=time.')
  if (time === undefined && from === 'time')
    throw refusal('time', 'from=time needs `time`, such as 2026-11-21T14:00:00Z.')
  if (from === 'live' && to !== undefined) throw refusal('to', 'A live tail has no end, so that it takes no `to`.')
  if (from === 'live' && cursor !== undefined) {
    throw refusal('cursor', 'A live tail begins now, so that it takes no `cursor`.')
  }
  if (time !== undefined && to !== undefined && Date.parse(to) <= Date.parse(time)) {
    throw refusal('to', '`to` must be later than `time`.')
  }
}

/** Which partitions are asked for, of those that there are. */
export function choosePartitions({ partitions, from, offset }: ScanQuery, existing: readonly number[]): number[] {
  const listed = from === 'offset' && offset?.includes(':') ? [...readOffsets(offset).keys()] : null
  const chosen = partitions ?? listed ?? existing
  const field = partitions ? 'partitions' : 'offset'
  const unknown = chosen.find((id) => !existing.includes(id))
  if (unknown === undefined) return [...chosen].sort((a, b) => a - b)
  const last = existing.at(-1) ?? 0
  throw refusal(field, `There is no partition ${unknown}; the topic has ${existing.length}, from 0 to ${last}.`)
}

/** Where each of the chosen partitions begins. */
export function startOffsets(offset: string, chosen: readonly number[]): ReadonlyMap<number, number> {
  if (!offset.includes(':')) {
    const [only] = chosen
    if (only === undefined || chosen.length > 1) {
      throw refusal('offset', `One offset does not say for which of ${chosen.length} partitions; write 0:${offset}.`)
    }
    return new Map([[only, safeOffset(offset)]])
  }
  const offsets = readOffsets(offset)
  for (const id of chosen) {
    if (!offsets.has(id)) throw refusal('offset', `It does not say where partition ${id} begins.`)
  }
  for (const id of offsets.keys()) {
    if (!chosen.includes(id)) throw refusal('offset', `It names partition ${id}, which is not chosen.`)
  }
  return offsets
}

function readOffsets(list: string): ReadonlyMap<number, number> {
  const offsets = new Map<number, number>()
  for (const pair of list.split(',')) {
    const [id, offset = ''] = pair.split(':')
    const partition = Number(id)
    if (offsets.has(partition)) throw refusal('offset', `Partition ${partition} is named twice.`)
    offsets.set(partition, safeOffset(offset))
  }
  return offsets
}

function safeOffset(text: string): number {
  const offset = Number(text)
  if (Number.isSafeInteger(offset)) return offset
  throw refusal('offset', 'An offset is a whole number below 2^53.')
}

function refusal(field: string, message: string): AppError {
  return new AppError('invalid', message, { field })
}
