import { createParser, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs'
import { messageFormats } from '#lib/contract/message-formats.ts'
import { DEFAULT_ROWS, messageStarts } from '#lib/contract/message-limits.ts'

const isolations = ['committed', 'uncommitted'] as const

const text = parseAsString.withDefault('')

/** An empty text is no condition, because a field has no other way to have none. */
const parseAsKey = createParser({ parse: (key) => key || null, serialize: String })

/** The query; the names are those of the API, so that one URL can be derived from the other. */
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
/** For a phone: when, of what, and as much of the value as there is room for. */
export const narrowColumns = ['timestamp', 'key', 'value']

/** The view. */
export const messagesViewParams = {
  /** null: those that fit the width. */
  columns: parseAsArrayOf(parseAsString),
  /** The open record, as PARTITION:OFFSET. */
  record: parseAsString,
}
