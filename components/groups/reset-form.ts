import type { OffsetResetReply, OffsetResetRequest, OffsetTarget } from '#lib/contract/group-offsets.ts'
import { parseDuration } from '#lib/format/duration.ts'
import { counted } from '#lib/format/number.ts'

export type TargetType = OffsetTarget['type']

/** The fields as they were typed. */
export interface ResetForm {
  readonly type: TargetType
  readonly offset: string
  readonly time: string
  readonly duration: string
  readonly shift: string
  readonly group: string
  readonly rows: string
  readonly scope: 'all' | 'topics' | 'partitions'
  readonly topics: readonly string[]
  readonly partitions: string
}

export const emptyForm: ResetForm = {
  type: 'earliest',
  offset: '',
  time: '',
  duration: '',
  shift: '',
  group: '',
  rows: '',
  scope: 'all',
  topics: [],
  partitions: '',
}

type Request = Pick<OffsetResetRequest, 'topics' | 'to'>
type Read<Value> = { readonly value: Value } | { readonly problem: string }

/** The request to the server, or what is wrong with the fields. */
export function readResetForm(form: ResetForm): Read<Request> {
  const to = readTarget(form)
  if ('problem' in to) return to
  // Rows name their partitions themselves.
  if (to.value.type === 'rows') return { value: { to: to.value } }
  const scope = readScope(form)
  if ('problem' in scope) return scope
  return { value: { to: to.value, ...(scope.value && { topics: scope.value }) } }
}

function readTarget(form: ResetForm): Read<OffsetTarget> {
  switch (form.type) {
    case 'earliest':
    case 'latest':
    case 'current':
      return { value: { type: form.type } }
    case 'offset': {
      const offset = readInteger(form.offset)
      return offset === null || offset < 0
        ? { problem: 'An offset is a whole number from 0 on' }
        : { value: { type: 'offset', offset } }
    }
    case 'timestamp': {
      const at = new Date(form.time)
      return Number.isNaN(at.getTime())
        ? { problem: 'Choose a date and a time' }
        : { value: { type: 'timestamp', at: at.toISOString() } }
    }
    case 'duration': {
      const durationMs = form.duration.trim() === '' ? null : parseDuration(form.duration)
      return durationMs === null || durationMs < 0
        ? { problem: 'Enter a time such as 2 hours, 90 min or 7 days' }
        : { value: { type: 'duration', durationMs } }
    }
    case 'shift': {
      const by = readInteger(form.shift)
      return by === null || by === 0
        ? { problem: 'Enter by how many messages: -100 goes back, 100 goes on' }
        : { value: { type: 'shift', by } }
    }
    case 'group':
      return form.group === ''
        ? { problem: 'Name the group whose offsets are to be taken over' }
        : { value: { type: 'group', group: form.group } }
    case 'rows': {
      const rows = parseOffsetRows(form.rows)
      return 'problem' in rows ? rows : { value: { type: 'rows', rows: rows.value } }
    }
    default:
      return form.type satisfies never
  }
}

function readInteger(text: string): number | null {
  const plain = text.trim().replaceAll(',', '').replace('−', '-')
  const value = Number(plain)
  return /^[+-]?\d+$/.test(plain) && Number.isSafeInteger(value) ? value : null
}

function readScope({ scope, topics, partitions }: ResetForm): Read<Request['topics']> {
  if (scope === 'all') return { value: undefined }
  if (scope === 'partitions') return parseScope(partitions)
  return topics.length === 0 ? { problem: 'Choose at least one topic' } : { value: topics.map((topic) => ({ topic })) }
}

type ScopeTopic = NonNullable<Request['topics']>[number]

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
const MOST_IN_A_RANGE = 100_000

function parsePartitions(list: string): number[] | null {
  const partitions = new Set<number>()
  for (const part of list.split(',')) {
    const [, from, to] = /^\s*(\d{1,7})(?:\s*-\s*(\d{1,7}))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to ?? from)]
    if (from === undefined || last < first || last - first > MOST_IN_A_RANGE) return null
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
    if (seen.has(`${topic} ${partition}`)) return { problem: `Partition ${partition} of ${topic} stands there twice` }
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

export type ResetRow = OffsetResetReply['rows'][number]

/** The previous offsets of the partitions that were moved. */
export function rowsBefore(rows: readonly ResetRow[]): OffsetRow[] {
  return rows
    .filter(({ error, before, after }) => error === undefined && before !== after)
    .map(({ topic, partition, before }) => ({ topic, partition, offset: before }))
}

/** Shown before the reset or after it. The number of messages to be consumed again is the same in both. */
const summaryWords = {
  planned: { skipped: 'will be skipped', gets: ['gets', 'get'], deleted: 'will be deleted', cannot: 'cannot' },
  done: { skipped: 'skipped', gets: ['got', 'got'], deleted: 'deleted', cannot: 'could not' },
} as const

/** The consequences of a reset for the group, in a sentence. */
export function summarizeReset(rows: readonly ResetRow[], when: keyof typeof summaryWords = 'planned'): string {
  const words = summaryWords[when]
  const good = rows.filter(({ error }) => error === undefined)
  const sum = (sign: 1 | -1) => good.reduce((total, { change }) => total + Math.max(0, sign * (change ?? 0)), 0)
  const count = (matches: (row: ResetRow) => boolean) => good.filter(matches).length
  const first = count(({ before, after }) => before === null && after !== null)
  const deleted = count(({ before, after }) => before !== null && after === null)
  const same = count(({ before, after }) => before === after)
  const failed = rows.length - good.length
  const parts = [
    sum(-1) > 0 && `${counted(sum(-1), 'message')} will be read again`,
    sum(1) > 0 && `${counted(sum(1), 'message')} ${words.skipped}`,
    first > 0 && `${counted(first, 'partition')} ${words.gets[first === 1 ? 0 : 1]} a first commit`,
    deleted > 0 && `${counted(deleted, 'commit')} ${words.deleted}`,
    same > 0 && describeSame(same, when),
    failed > 0 && `${counted(failed, 'partition')} ${words.cannot} be moved`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return when === 'done' ? 'Nothing changed' : 'Nothing changes'
  return parts.join(', ')
}

function describeSame(count: number, when: keyof typeof summaryWords): string {
  const partitions = counted(count, 'partition')
  if (when === 'done') return `${partitions} stayed as ${count === 1 ? 'it was' : 'they were'}`
  return `${partitions} ${count === 1 ? 'stays as it is' : 'stay as they are'}`
}

/** The consequences for one partition, in a few words. */
export function describeChange({ before, after, change, error }: ResetRow): string {
  if (error !== undefined) return error
  if (after === null) return before === null ? 'still no commit' : 'commit deleted'
  if (before === null) return 'first commit'
  if (change === null) return 'not known'
  if (change === 0) return 'stays'
  return change < 0 ? `${counted(-change, 'message')} read again` : `${counted(change, 'message')} skipped`
}
