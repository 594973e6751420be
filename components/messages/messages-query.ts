import type { inferParserType } from 'nuqs'
import { DEFAULT_ROWS, MAX_ROWS } from '#lib/contract/message-limits.ts'
import { fromTimeEntry, toTimeEntry } from '#lib/format/time-entry.ts'
import type { messagesQueryParams } from './messages-search-params.ts'

/** The query as in the URL. */
export type MessagesQuery = inferParserType<typeof messagesQueryParams>

/** The query as in the API. */
export type ApiQuery = Readonly<Record<string, string>>

export interface QueryProblem {
  readonly field: keyof MessagesQuery
  readonly message: string
}

const MAX_RANGE = 10_000

/** Parses `0,3-5`; null: not a list of partitions. */
export function readPartitions(text: string): number[] | null {
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const [, from, to] = /^\s*(\d{1,7})(?:\s*-\s*(\d{1,7}))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to ?? from)]
    if (from === undefined || last < first || last - first > MAX_RANGE) return null
    for (let partition = first; partition <= last; partition++) found.add(partition)
  }
  return [...found].sort((a, b) => a - b)
}

const NUMBER = /^\d{1,16}$/
const OFFSETS = /^\d{1,7}:\d{1,16}(,\d{1,7}:\d{1,16})*$/

/** Validates the URL as a query, or reports the first invalid field before a request is sent. */
export function toApiQuery(
  query: MessagesQuery,
  partitionCount: number | null,
): { query: ApiQuery } | { problem: QueryProblem } {
  const partitions = query.partitions.trim() === '' ? [] : readPartitions(query.partitions)
  const problem =
    partitionProblem(query.partitions, partitions, partitionCount) ?? startProblem(query, partitions, partitionCount)
  if (problem) return { problem }
  const asked: Record<string, string | false | null> = {
    from: query.from,
    offset: query.from === 'offset' && offsetFor(query.offset, partitions ?? [], partitionCount),
    time: query.from === 'time' && fromTimeEntry(toTimeEntry(query.time)),
    to: query.from !== 'live' && fromTimeEntry(toTimeEntry(query.to)),
    partitions: (partitions ?? []).join(','),
    contains: query.contains,
    case: query.contains !== '' && query.case === 'ignore' && 'ignore',
    key: query.key,
    keySearch: query.key !== null && query.keySearch === 'all' && 'all',
    header: query.header,
    control: query.control && 'true',
    filter: query.filter,
    isolation: query.isolation === 'uncommitted' && 'uncommitted',
    keyFormat: query.keyFormat !== 'auto' && query.keyFormat,
    valueFormat: query.valueFormat !== 'auto' && query.valueFormat,
    limit: query.from !== 'live' && query.limit !== DEFAULT_ROWS && String(query.limit),
  }
  const given = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return { query: Object.fromEntries(given) }
}

function partitionProblem(
  typed: string,
  partitions: readonly number[] | null,
  partitionCount: number | null,
): QueryProblem | null {
  if (partitions === null) {
    return { field: 'partitions', message: `“${typed}” is not a list of partitions: write numbers, such as 0,3-5` }
  }
  const beyond = partitions.find((partition) => partitionCount !== null && partition >= partitionCount)
  if (beyond === undefined) return null
  const last = (partitionCount ?? 1) - 1
  return {
    field: 'partitions',
    message: `There is no partition ${beyond}: the topic has ${last === 0 ? 'only partition 0' : `partitions 0 to ${last}`}`,
  }
}

const isTime = (text: string) => typeof toTimeEntry(text) === 'number'

function startProblem(
  { from, offset, time, to, limit }: MessagesQuery,
  partitions: readonly number[] | null,
  partitionCount: number | null,
): QueryProblem | null {
  if (limit < 1 || limit > MAX_ROWS)
    return { field: 'limit', message: `The page size must be between 1 and ${MAX_ROWS}` }
  if (from !== 'live' && to !== '' && !isTime(to)) return { field: 'to', message: `“${to}” is not a valid time` }
  if (from === 'time' && !isTime(time)) {
    return { field: 'time', message: time === '' ? 'Enter a start time' : `“${time}” is not a valid time` }
  }
  if (from !== 'offset') return null
  return offsetProblem(offset, offsetFor(offset, partitions ?? [], partitionCount) !== null)
}

function offsetProblem(offset: string, isPlaced: boolean): QueryProblem | null {
  const say = (message: string) => ({ field: 'offset' as const, message })
  if (offset.trim() === '') return say('Enter a start offset, such as 0:48202')
  if (isPlaced) return null
  if (/^\s*-\s*\d+\s*$/.test(offset)) return say('Offsets start at 0')
  if (!NUMBER.test(plainOffset(offset).replaceAll(',', ''))) {
    return say(`“${offset}” is not an offset: write a whole number, or PARTITION:OFFSET, such as 0:48202,1:900`)
  }
  return say('Choose one partition for an offset, or write PARTITION:OFFSET, such as 0:48202,1:900')
}

const plainOffset = (text: string) => text.replaceAll(/\s/g, '')

/** An offset belongs to a partition: to the selected or only one, or it names its own. */
function offsetFor(text: string, partitions: readonly number[], partitionCount: number | null): string | null {
  const plain = plainOffset(text)
  if (OFFSETS.test(plain)) return plain
  const number = plain.replaceAll(',', '')
  if (!NUMBER.test(number)) return null
  if (partitions.length === 1) return number
  return partitionCount === 1 ? `0:${number}` : null
}

/** Whether the query may leave out existing records. */
export function isNarrowed(query: MessagesQuery): boolean {
  return query.contains !== '' || query.filter !== '' || query.key !== null || query.header !== ''
}
