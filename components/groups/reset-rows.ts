import type { OffsetResetRequest } from '#lib/contract/group-offsets.ts'

export type Read<Value> = { readonly value: Value } | { readonly problem: string }

type ScopeTopic = NonNullable<OffsetResetRequest['topics']>[number]

/** Lines such as `transactions:0,3-5`, as in Kafka's own scripts; without partitions the whole topic is meant. */
export function parseScope(text: string): Read<ScopeTopic[]> {
  const scopes: ScopeTopic[] = []
  for (const line of linesOf(text)) {
    const [topic = '', list, ...rest] = line.split(':').map((part) => part.trim())
    const partitions = list === undefined ? undefined : parsePartitions(list)
    if (topic === '' || rest.length > 0 || partitions === null) {
      return { problem: `“${line}” is not a topic and partitions, such as transactions:0,3-5` }
    }
    scopes.push({ topic, ...(partitions && { partitions }) })
  }
  return scopes.length === 0 ? { problem: 'Name partitions, such as transactions:0,3-5' } : { value: scopes }
}

/** More is probably a typing mistake. */
const MAX_RANGE = 100_000

function parsePartitions(list: string): number[] | null {
  const partitions = new Set<number>()
  for (const part of list.split(',')) {
    const [, from, to] = /^\s*(\d{1,7})(?:\s*-\s*(\d{1,7}))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to ?? from)]
    if (from === undefined || last < first || last - first > MAX_RANGE) return null
    for (let partition = first; partition <= last; partition++) partitions.add(partition)
  }
  return [...partitions]
}

export interface OffsetRow {
  readonly topic: string
  readonly partition: number
  /** null: the committed offset is deleted. */
  readonly offset: number | null
}

/** Lines of topic, partition and offset, as exported by Kafka's scripts, or our own file of previous offsets. */
export function parseOffsetRows(text: string): Read<OffsetRow[]> {
  const fromFile = parseOffsetsFile(text)
  if (fromFile) return { value: fromFile }
  const rows: OffsetRow[] = []
  const seen = new Set<string>()
  for (const line of linesOf(text)) {
    const [topic = '', partition, offset, ...rest] = line.split(/[\s,]+/).map((part) => part.replaceAll('"', ''))
    const row = { topic, partition: readCount(partition), offset: offset === 'none' ? null : readCount(offset) }
    if (topic === '' || rest.length > 0 || row.partition === null || (row.offset === null && offset !== 'none')) {
      return { problem: `“${line}” is not a topic, a partition and an offset, such as transactions,0,1234` }
    }
    if (seen.has(`${topic} ${partition}`)) return { problem: `Partition ${partition} of ${topic} is listed twice` }
    seen.add(`${topic} ${partition}`)
    rows.push({ ...row, partition: row.partition })
  }
  return rows.length === 0
    ? { problem: 'Enter lines of topic, partition and offset, such as transactions,0,1234' }
    : { value: rows }
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The rows that undo a reset, in the format that the same dialog reads. */
export function makeOffsetsFile(cluster: string, group: string, atMs: number, rows: readonly OffsetRow[]): string {
  const takenAt = new Date(atMs).toISOString()
  return `${JSON.stringify({ cluster, group, takenAt, offsets: rows }, null, 2)}\n`
}

function parseOffsetsFile(text: string): OffsetRow[] | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const file: unknown = JSON.parse(text)
    if (typeof file !== 'object' || file === null || !('offsets' in file) || !Array.isArray(file.offsets)) return null
    const rows: unknown[] = file.offsets
    return rows.length > 0 && rows.every(isOffsetRow) ? rows : null
  } catch {
    return null
  }
}

function isOffsetRow(row: unknown): row is OffsetRow {
  if (typeof row !== 'object' || row === null) return false
  if (!('topic' in row && 'partition' in row && 'offset' in row)) return false
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
  return typeof row.topic === 'string' && isCount(row.partition) && (row.offset === null || isCount(row.offset))
}
