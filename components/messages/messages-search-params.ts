import { createParser, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs'
import { messageFormats } from '#lib/contract/message-formats.ts'
import { DEFAULT_ROWS, messageStarts } from '#lib/contract/message-limits.ts'

export const isolations = ['committed', 'uncommitted'] as const

const text = parseAsString.withDefault('')

/** An empty one is no condition, as the field that it stands in has no other way to say that there is none. */
const parseAsKey = createParser({ parse: (key) => key || null, serialize: String })

/** What is read; the names are those of the API, so that one address leads to the other. */
export const messagesQueryParams = {
  from: parseAsStringLiteral(messageStarts).withDefault('newest'),
  offset: text,
  time: text,
  to: text,
  partitions: text,
  contains: text,
  case: parseAsStringLiteral(['match', 'ignore'] as const).withDefault('match'),
  key: parseAsKey,
  keySearch: parseAsStringLiteral(['partition', 'all'] as const).withDefault('partition'),
  header: text,
  control: parseAsBoolean.withDefault(false),
  filter: text,
  isolation: parseAsStringLiteral(isolations).withDefault('committed'),
  keyFormat: parseAsStringLiteral(messageFormats).withDefault('auto'),
  valueFormat: parseAsStringLiteral(messageFormats).withDefault('auto'),
  limit: parseAsInteger.withDefault(DEFAULT_ROWS),
}

export const defaultColumns = ['timestamp', 'partition', 'offset', 'key', 'value']
/** On a phone: with all of them, two letters of the value would be in sight. */
export const narrowColumns = ['partition', 'offset', 'value']

/** How it is shown. */
export const messagesViewParams = {
  /** null: those that the width has room for. */
  columns: parseAsArrayOf(parseAsString),
  /** The record that stands open, as PARTITION:OFFSET. */
  record: parseAsString,
}
