import type { ComponentProps } from 'react'
import { type MessageRow, readRecordId } from '#lib/client/message-row.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import type { MessagesQuery } from './messages-query.ts'
import { RecordPanel } from './record-panel.tsx'

type OpenRecordProps = Omit<ComponentProps<typeof RecordPanel>, 'row' | 'onPrevious' | 'onNext'> & {
  rows: readonly MessageRow[]
  onOpen: (row: MessageRow) => void
}

/** The record in the panel, and the way to the rows before and after it. */
export function OpenRecord({ rows, onOpen, ...props }: OpenRecordProps) {
  const at = rows.findIndex(({ id }) => id === props.id)
  const goTo = (row: MessageRow | undefined) => (row ? () => onOpen(row) : null)
  return (
    <RecordPanel
      {...props}
      row={rows[at]}
      onPrevious={goTo(rows[at - 1])}
      onNext={goTo(at === -1 ? undefined : rows[at + 1])}
    />
  )
}

/** The URL of exactly this record and those after it, decoded as here. */
export function linkTo(cluster: string, topic: string, id: string, query: MessagesQuery): string {
  const { keyFormat, valueFormat, isolation, control } = query
  const record = readRecordId(id)
  return withQuery(pagePaths.messages(cluster, topic), {
    ...(record && { from: 'offset', partitions: record.partition, offset: record.offset }),
    ...(keyFormat !== 'auto' && { keyFormat }),
    ...(valueFormat !== 'auto' && { valueFormat }),
    ...(isolation !== 'committed' && { isolation }),
    ...(control && { control }),
    record: id,
  })
}
