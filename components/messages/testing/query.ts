import type { MessagesQuery } from '#components/messages/messages-query.ts'

/** The query of a URL without parameters. */
export const plainQuery: MessagesQuery = {
  from: 'newest',
  offset: '',
  time: '',
  to: '',
  partitions: '',
  contains: '',
  case: 'match',
  key: null,
  keySearch: 'partition',
  header: '',
  control: false,
  filter: '',
  isolation: 'committed',
  keyFormat: 'auto',
  valueFormat: 'auto',
  limit: 50,
}
