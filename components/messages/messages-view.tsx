'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { ErrorNotice } from '#components/shared/error-notice.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import { useMessages } from '#lib/client/use-messages.ts'
import { useTopic } from '#lib/client/use-topics.ts'
import { celAnd } from '#lib/format/cel-text.ts'
import { writeFieldPath } from '#lib/format/field-path.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { EmptyMessages } from './empty-messages.tsx'
import { ExportMenu } from './export-menu.tsx'
import { LiveControls } from './live-controls.tsx'
import { LoadMore } from './load-more.tsx'
import { SoughtContext } from './marked-text.tsx'
import { columnsOf } from './message-columns.tsx'
import { MessageCommands } from './message-commands.tsx'
import { MessagesControls } from './messages-controls.tsx'
import type { MessagesQuery } from './messages-query.ts'
import { defaultColumns, messagesQueryParams, messagesViewParams, narrowColumns } from './messages-search-params.ts'
import { MessagesTable } from './messages-table.tsx'
import { linkTo, OpenRecord } from './open-record.tsx'
import { type PointActions, Pointing } from './pointing.tsx'
import { ScanProgress } from './scan-progress.tsx'
import { useChosenRows } from './use-chosen-rows.ts'
import { useRecentFilter } from './use-recent-filter.ts'
import { useShownRows } from './use-shown-rows.ts'
import { problemOf, useValidatedQuery } from './use-validated-query.ts'
import { useWholeKeySearch } from './use-whole-key-search.ts'
import { useIsNarrow } from './use-wide.ts'
import { ColumnChooser, TimeMenu, withColumn } from './view-menu.tsx'

/** More than anyone reads; the first ones are dropped when still more are loaded. */
const MAX_ROWS = 5_000

/** The records of a topic. Query and view are in the URL. */
export function MessagesView({ cluster, topic }: { cluster: string; topic: string }) {
  const [query, setQuery] = useQueryStates(messagesQueryParams)
  const [{ columns: chosenColumns, record }, setView] = useQueryStates(messagesViewParams)
  const isNarrow = useIsNarrow()
  const columnIds = chosenColumns ?? (isNarrow ? narrowColumns : defaultColumns)
  const [{ liveRows }] = useSettings()
  const { data: facts } = useTopic(cluster, topic)
  const partitionCount = facts?.partitionCount ?? null
  const validated = useValidatedQuery(query, partitionCount)
  const isLive = query.from === 'live'
  const begun = useMessages(cluster, topic, validated.query, isLive ? liveRows : MAX_ROWS)
  const scan = useWholeKeySearch(begun, query, () => void setQuery({ keySearch: 'all' }, { history: 'replace' }))
  const view = useShownRows(scan, isLive)
  const columns = useMemo(
    () => columnsOf(columnIds, view.sample, partitionCount),
    [columnIds, view.sample, partitionCount],
  )
  const isReading = validated.query !== null && (scan.phase === 'reading' || scan.phase === 'connecting')
  const isBeginning = isReading && (isLive ? scan.phase === 'connecting' : scan.progress.scanned === 0)
  const hasMore = !isReading && scan.cursor !== null && scan.phase === 'done'
  const sought = useMemo(
    () => ({ text: query.contains, isCaseIgnored: query.case === 'ignore' }),
    [query.contains, query.case],
  )
  const problem = validated.problem ?? problemOf(scan.error)

  const [isFolded, setFolded] = useState(true)
  const chosen = useChosenRows(JSON.stringify([cluster, topic, validated.query]))
  useRecentFilter(query.filter, problem === null && (scan.phase === 'reading' || scan.phase === 'done'))

  const ask = (next: Partial<MessagesQuery>) => {
    const wanted = { ...query, ...next }
    if (!validated.isUrlInvalid && JSON.stringify(wanted) === JSON.stringify(query)) return scan.run()
    void setQuery(wanted, { history: 'push' })
  }
  const goOn = () => {
    // The paused view follows again.
    if (isLive) view.release()
    scan.goOn()
  }
  const hrefOf = useCallback((id: string) => linkTo(cluster, topic, id, query), [cluster, topic, query])
  const open = useCallback((row: MessageRow) => void setView({ record: row.id }, { history: 'replace' }), [setView])
  const close = () => void setView({ record: null })
  const addColumn = (id: string) => void setView({ columns: withColumn(columnIds, id) })
  const actions: PointActions = {
    // A filter with a mistake would keep it.
    onCondition: (condition) => ask({ filter: celAnd(problem?.field === 'filter' ? '' : query.filter, condition) }),
    onKeySearch: (search) => ask({ ...search, keySearch: 'partition' }),
    onColumn: addColumn,
  }
  return (
    <div data-fill className="flex min-h-0 flex-1 flex-col">
      <MessagesControls
        query={query}
        problem={problem}
        isReading={isReading}
        rows={view.sample}
        isFolded={isFolded}
        onFold={setFolded}
        onAsk={ask}
        onStop={scan.stop}
        live={isLive ? { isPaused: view.isPaused, onPause: view.hold, onResume: view.release } : null}
      />
      {validated.query && !(problem && scan.rows.length === 0) && (
        <ScanProgress scan={scan} query={query} isFolded={isFolded} onGoOn={goOn} onAsk={ask}>
          <ColumnChooser
            ids={columnIds}
            areChosen={chosenColumns !== null}
            rows={view.sample}
            onChange={(columns) => setView({ columns })}
          />
          <TimeMenu />
          <ExportMenu cluster={cluster} topic={topic} query={validated.query} columns={columns.map(({ id }) => id)} />
        </ScanProgress>
      )}
      {problem && view.rows.length > 0 && (
        <p role="status" className="mb-2.5 text-muted">
          Still showing the messages of the previous query.
        </p>
      )}
      {isLive && validated.query && (
        <LiveControls
          isFollowing={isReading}
          waiting={view.waiting}
          missed={view.missed}
          dropped={scan.progress.dropped}
          skipped={scan.skipped}
          onResume={view.release}
        />
      )}
      <SoughtContext value={sought}>
        <div
          className={classNames(
            'grid min-h-60 flex-1 grid-rows-[minmax(0,1fr)] gap-3.5',
            record !== null && 'xl:grid-cols-[minmax(0,1fr)_24.5rem]',
          )}
        >
          <div className="flex min-h-0 min-w-0 flex-col">
            <ChosenBar
              cluster={cluster}
              topic={topic}
              ids={chosen.ids}
              rows={view.rows}
              formats={query}
              onClear={chosen.clear}
            />
            {view.rows.length > 0 && (
              <Pointing {...actions}>
                <MessagesTable
                  key={view.generation}
                  rows={view.rows}
                  columns={columns}
                  openId={record}
                  hrefOf={hrefOf}
                  onOpen={open}
                  onClose={close}
                  isBusy={isReading}
                  chosen={chosen}
                  onTopChange={isLive ? view.setAtTop : undefined}
                  footer={hasMore && <LoadMore onClick={scan.goOn} />}
                />
              </Pointing>
            )}
            {scan.phase === 'failed' && !problem && (
              <ErrorNotice
                error={scan.error}
                retry={scan.cursor === null && !isLive ? scan.run : goOn}
                isRetrying={false}
              />
            )}
            {validated.query && view.rows.length === 0 && (
              <EmptyMessages scan={scan} query={query} onAsk={ask} onGoOn={scan.goOn} />
            )}
            {isBeginning && view.rows.length === 0 && <Loading />}
          </div>
          {record !== null && (
            <OpenRecord
              cluster={cluster}
              topic={topic}
              id={record}
              rows={view.rows}
              mayCome={isReading && view.rows.length === 0}
              formats={query}
              link={hrefOf(record)}
              onOpen={open}
              onClose={close}
              onColumn={(path) => addColumn(writeFieldPath(path))}
              actions={actions}
            />
          )}
        </div>
      </SoughtContext>
      {validated.query && <MessageCommands cluster={cluster} topic={topic} query={query} apiQuery={validated.query} />}
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading" className="rounded-card border border-line bg-surface shadow-card">
      {Array.from({ length: 8 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={place} className="flex h-row items-center gap-6 border-line border-b px-3 last:border-b-0">
          <Skeleton className="w-24" />
          <Skeleton className="w-12" />
          <Skeleton className="w-20" />
          <Skeleton className="flex-1" />
        </div>
      ))}
    </div>
  )
}
