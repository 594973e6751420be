import { DEFAULT_ROWS } from '#lib/contract/message-limits.ts'
import type { MessagesQuery } from './messages-query.ts'

export interface Condition {
  readonly id: string
  readonly text: string
  /** The parameters that remove the condition. */
  readonly without: Partial<MessagesQuery>
}

/** All conditions, those in the line included. */
export function conditionCount(query: MessagesQuery): number {
  const inLine = [query.partitions, query.contains, query.filter].filter((text) => text !== '')
  return inLine.length + otherConditions(query).length
}

/** The conditions that no field in the line shows, in words. */
export function otherConditions(query: MessagesQuery): Condition[] {
  const { key, keySearch, header, to, isolation, control, keyFormat, valueFormat, limit, from } = query
  const found: (Condition | false)[] = [
    key !== null && {
      id: 'key',
      text: `key equals ${key}${keySearch === 'all' ? ', all partitions' : ''}`,
      without: { key: null, keySearch: 'partition' },
    },
    header !== '' && { id: 'header', text: `header ${header}`, without: { header: '' } },
    to !== '' && from !== 'live' && { id: 'to', text: `before ${to}`, without: { to: '' } },
    isolation === 'uncommitted' && {
      id: 'isolation',
      text: 'read_uncommitted',
      without: { isolation: 'committed' },
    },
    control && { id: 'control', text: 'control records', without: { control: false } },
    keyFormat !== 'auto' && { id: 'keyFormat', text: `key format: ${keyFormat}`, without: { keyFormat: 'auto' } },
    valueFormat !== 'auto' && {
      id: 'valueFormat',
      text: `value format: ${valueFormat}`,
      without: { valueFormat: 'auto' },
    },
    limit !== DEFAULT_ROWS &&
      from !== 'live' && { id: 'limit', text: `page size ${limit}`, without: { limit: DEFAULT_ROWS } },
  ]
  return found.filter((condition) => condition !== false)
}
