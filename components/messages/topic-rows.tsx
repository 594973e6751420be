'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { isIncomplete, readTopicRowId } from '#lib/client/merge-topics.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { celAnd } from '#lib/format/cel-text.ts'
import { writeFieldPath } from '#lib/format/field-path.ts'
import { counted } from '#lib/format/number.ts'
import { LoadMore } from './load-more.tsx'
import { columnsOf, topicColumn } from './message-columns.tsx'
import { messagesViewParams } from './messages-search-params.ts'
import { MessagesTable } from './messages-table.tsx'
import { linkTo } from './open-record.tsx'
import { type PointActions, Pointing } from './pointing.tsx'
import { RecordPanel } from './record-panel.tsx'
import { RowsBesideRecord } from './rows-beside-record.tsx'
import type { TopicsSearch } from './use-topics-search.ts'
import { withColumn } from './view-menu.tsx'

interface TopicRowsProps {
  cluster: string
  search: TopicsSearch
  columnIds: readonly string[]
}

/** The records of several topics, and beside them the one that is open. */
export function TopicRows({ cluster, search, columnIds }: TopicRowsProps) {
  const { query, problem, found, ask } = search
  const { rows } = found
  const [{ record }, setView] = useQueryStates(messagesViewParams)
  const columns = useMemo(() => [topicColumn, ...columnsOf(columnIds, rows, null)], [columnIds, rows])
  const hrefOf = useCallback(
    (id: string) => {
      const place = readTopicRowId(id)
      return place ? linkTo(cluster, place.topic, place.recordId, query) : '#'
    },
    [cluster, query],
  )
  const open = useCallback((row: MessageRow) => void setView({ record: row.id }, { history: 'replace' }), [setView])
  const close = () => void setView({ record: null })
  const addColumn = (id: string) => void setView({ columns: withColumn(columnIds, id) })
  const actions: PointActions = {
    // A filter with a mistake would keep it.
    onCondition: (condition) => ask({ filter: celAnd(problem?.field === 'filter' ? '' : query.filter, condition) }),
    onKeySearch: (key) => ask({ ...key, keySearch: 'all' }),
    onColumn: addColumn,
  }
  const opened = record === null ? null : readTopicRowId(record)
  const at = rows.findIndex(({ id }) => id === record)
  const row = rows[at]
  const goTo = (next: MessageRow | undefined) => (next ? () => open(next) : null)
  const panel = opened && (
    <RecordPanel
      cluster={cluster}
      topic={opened.topic}
      id={opened.recordId}
      row={row?.own}
      mayCome={found.isReading && rows.length === 0}
      formats={query}
      link={hrefOf(record ?? '')}
      onPrevious={goTo(rows[at - 1])}
      onNext={goTo(at === -1 ? undefined : rows[at + 1])}
      onClose={close}
      onColumn={(path) => addColumn(writeFieldPath(path))}
      actions={actions}
    />
  )
  return (
    <RowsBesideRecord record={panel}>
      {rows.length > 0 && (
        <Pointing {...actions}>
          <MessagesTable
            rows={rows}
            columns={columns}
            openId={record}
            hrefOf={hrefOf}
            onOpen={open}
            onClose={close}
            isBusy={found.isReading}
            footer={!found.isReading && found.hasMore && <LoadMore onClick={() => found.more(query.limit)} />}
          />
        </Pointing>
      )}
      {rows.length === 0 && !problem && !found.isReading && found.topics.length > 0 && (
        <EmptyState title={found.topics.some(isIncomplete) ? 'No match so far' : 'No message matches'}>
          {`${counted(found.topics.length, 'topic')} searched; above is what was searched in each.`}
        </EmptyState>
      )}
    </RowsBesideRecord>
  )
}
