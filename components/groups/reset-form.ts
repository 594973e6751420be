import type { OffsetResetRequest, OffsetTarget } from '#lib/contract/group-offsets.ts'
import { parseDuration } from '#lib/format/duration.ts'
import { fromTimeEntry, type TimeEntry } from '#lib/format/time-entry.ts'
import { parseOffsetRows, parseScope, type Read } from './reset-rows.ts'

export type TargetType = OffsetTarget['type']

/** The fields as they were typed. */
export interface ResetForm {
  readonly type: TargetType
  readonly offset: string
  readonly time: TimeEntry
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
        ? { problem: 'Enter an offset: a whole number, 0 or higher' }
        : { value: { type: 'offset', offset } }
    }
    case 'timestamp': {
      return typeof form.time === 'string'
        ? { problem: 'Choose a date and a time' }
        : { value: { type: 'timestamp', at: fromTimeEntry(form.time) } }
    }
    case 'duration': {
      const durationMs = form.duration.trim() === '' ? null : parseDuration(form.duration)
      return durationMs === null || durationMs < 0
        ? { problem: 'Enter a duration, such as 2 hours, 90 min or 7 days' }
        : { value: { type: 'duration', durationMs } }
    }
    case 'shift': {
      const by = readInteger(form.shift)
      return by === null || by === 0
        ? { problem: 'Enter a number of messages: -100 shifts backward, 100 forward' }
        : { value: { type: 'shift', by } }
    }
    case 'group':
      return form.group === ''
        ? { problem: 'Enter the group to copy offsets from' }
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
