'use client'

import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { isReading, readTopicRowId } from '#lib/client/merge-topics.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useMatchedTopics, useTopicsMessages } from '#lib/client/use-topics-messages.ts'
import { clientOf } from '#lib/commands/client.ts'
import { messageCommands } from '#lib/commands/messages.ts'
import { celAnd } from '#lib/format/cel-text.ts'
import { writeFieldPath } from '#lib/format/field-path.ts'
import { counted } from '#lib/format/number.ts'
import { SoughtContext } from './marked-text.tsx'
import { columnsOf, topicColumn } from './message-columns.tsx'
import { toCommandQuery } from './message-commands.tsx'
import { MessagesControls } from './messages-controls.tsx'
import type { MessagesQuery } from './messages-query.ts'
import { defaultColumns, messagesQueryParams, messagesViewParams, narrowColumns } from './messages-search-params.ts'
import { MessagesTable } from './messages-table.tsx'
import { linkTo } from './open-record.tsx'
import { type PointActions, Pointing } from './pointing.tsx'
import { RecordPanel } from './record-panel.tsx'
import { TopicsField } from './topics-field.tsx'
import { TopicsProgress } from './topics-progress.tsx'
import { useRecentFilter } from './use-recent-filter.ts'
import { problemOf, useValidatedQuery } from './use-validated-query.ts'
import { useIsNarrow } from './use-wide.ts'
import { ColumnChooser, TimeMenu, withColumn } from './view-menu.tsx'

const topicsParams = { topics: parseAsArrayOf(parseAsString).withDefault([]) }
const NO_TOPICS: readonly string[] = []
/** More lines than that nobody reads. */
const NAMED_COMMANDS = 5

/** The records of several topics, by time. Topics, query and view are in the URL. */
export function TopicsMessagesView({ cluster }: { cluster: string }) {
  const [{ topics: asked }, setTopics] = useQueryStates(topicsParams)
  const [query, setQuery] = useQueryStates(messagesQueryParams)
  const [{ columns: chosenColumns, record }, setView] = useQueryStates(messagesViewParams)
  const isNarrow = useIsNarrow()
  const columnIds = chosenColumns ?? (isNarrow ? narrowColumns : defaultColumns)
  const matched = useMatchedTopics(cluster, asked)
  const names = asked.length === 0 ? NO_TOPICS : (matched.data?.names ?? NO_TOPICS)
  const validated = useValidatedQuery(query, null)
  const apiQuery = useMemo(() => validated.query && inAllPartitions(validated.query), [validated.query])
  const search = useTopicsMessages(cluster, names, apiQuery, query.limit)
  const { rows } = search
  const columns = useMemo(() => [topicColumn, ...columnsOf(columnIds, rows, null)], [columnIds, rows])
  const sought = useMemo(
    () => ({ text: query.contains, isCaseIgnored: query.case === 'ignore' }),
    [query.contains, query.case],
  )
  const refused = search.topics.map(({ scan }) => problemOf(scan.error)).find((problem) => problem !== null)
  const problem = validated.problem ?? refused ?? null
  const [isFolded, setFolded] = useState(true)
  useRecentFilter(query.filter, problem === null && search.topics.some(({ scan }) => !isReading(scan)))

  const ask = (next: Partial<MessagesQuery>) => {
    const wanted = { ...query, ...next }
    if (!validated.isUrlInvalid && JSON.stringify(wanted) === JSON.stringify(query)) return search.run()
    void setQuery(wanted, { history: 'push' })
  }
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
    onCondition: (condition) => ask({ filter: celAnd(problem?.field === 'filter' ? '' : query.filter, condition) }),
    onKeySearch: (key) => ask({ ...key, keySearch: 'all' }),
    onColumn: addColumn,
  }
  const opened = record === null ? null : readTopicRowId(record)
  const at = rows.findIndex(({ id }) => id === record)
  const goTo = (row: MessageRow | undefined) => (row ? () => open(row) : null)
  return (
    <div data-fill className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="Messages of several topics" />
      <TopicsField
        cluster={cluster}
        asked={asked}
        matched={matched.data}
        onChange={(topics) => setTopics({ topics: [...topics] }, { history: 'push' })}
      />
      <MessagesControls
        isOfSeveral
        query={query}
        problem={problem}
        isReading={search.isReading}
        rows={rows}
        isFolded={isFolded}
        onFold={setFolded}
        onAsk={ask}
        onStop={search.stop}
        live={null}
      />
      {asked.length === 0 && (
        <EmptyState title="No topics chosen">
          Choose topics above, by name or by a pattern such as orders.*; their messages are shown together, by time.
        </EmptyState>
      )}
      {apiQuery && names.length > 0 && !problem && (
        <TopicsProgress
          cluster={cluster}
          topics={search.topics}
          isReading={search.isReading}
          query={query}
          apiQuery={apiQuery}
          onGoOn={search.goOn}
        >
          <ColumnChooser
            ids={columnIds}
            areChosen={chosenColumns !== null}
            rows={rows}
            onChange={(ids) => setView({ columns: ids })}
          />
          <TimeMenu />
        </TopicsProgress>
      )}
      {problem && rows.length > 0 && (
        <p role="status" className="mb-2.5 text-muted">
          Still showing the messages of the previous query.
        </p>
      )}
      <SoughtContext value={sought}>
        <div
          className={classNames(
            'grid min-h-60 flex-1 grid-rows-[minmax(0,1fr)] gap-3.5',
            opened !== null && 'xl:grid-cols-[minmax(0,1fr)_24.5rem]',
          )}
        >
          <div className="flex min-h-0 min-w-0 flex-col">
            {rows.length > 0 && (
              <Pointing {...actions}>
                <MessagesTable
                  rows={rows}
                  columns={columns}
                  openId={record}
                  hrefOf={hrefOf}
                  onOpen={open}
                  onClose={close}
                  isBusy={search.isReading}
                  footer={
                    !search.isReading &&
                    search.hasMore && (
                      <div className="sticky left-0 flex justify-center py-2">
                        <Button look="ghost" onClick={() => search.more(query.limit)}>
                          Load more
                        </Button>
                      </div>
                    )
                  }
                />
              </Pointing>
            )}
            {rows.length === 0 && !problem && !search.isReading && search.topics.length > 0 && (
              <EmptyState title="No message matches">
                {`${counted(search.topics.length, 'topic')} searched; above is what was searched in each.`}
              </EmptyState>
            )}
          </div>
          {opened && (
            <RecordPanel
              cluster={cluster}
              topic={opened.topic}
              id={opened.recordId}
              row={ownRow(rows[at])}
              mayCome={search.isReading && rows.length === 0}
              formats={query}
              link={hrefOf(record ?? '')}
              onPrevious={goTo(rows[at - 1])}
              onNext={goTo(at === -1 ? undefined : rows[at + 1])}
              onClose={close}
              onColumn={(path) => addColumn(writeFieldPath(path))}
              actions={actions}
            />
          )}
        </div>
      </SoughtContext>
      {apiQuery && names.length > 0 && <Commands cluster={cluster} names={names} query={query} apiQuery={apiQuery} />}
    </div>
  )
}

/** The partition that a key belongs to is another one in each topic. */
function inAllPartitions(query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return query.key === undefined ? query : { ...query, keySearch: 'all' }
}

/** As it is among those of its topic. */
function ownRow(row: (MessageRow & { readonly recordId: string }) | undefined): MessageRow | undefined {
  return row && { ...row, id: row.recordId }
}

interface CommandsProps {
  cluster: string
  names: readonly string[]
  query: MessagesQuery
  apiQuery: Readonly<Record<string, string>>
}

/** No tool reads several topics by time, so it is one line for each. */
function Commands({ cluster, names, query, apiQuery }: CommandsProps) {
  const { data } = useCluster(cluster)
  if (!data) return null
  const commands = names.slice(0, NAMED_COMMANDS).flatMap((topic) => {
    const [command] = messageCommands(clientOf(data), toCommandQuery(topic, query, apiQuery))
    return command ? [{ about: `With kcat: ${topic}`, command }] : []
  })
  return <PageCommands commands={commands} />
}
