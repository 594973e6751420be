import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useSettings } from '#lib/client/settings.ts'
import { useMessages } from '#lib/client/use-messages.ts'
import { useTopic } from '#lib/client/use-topics.ts'
import { celAnd } from '#lib/format/cel-text.ts'
import { columnsOf } from './message-columns.tsx'
import type { MessagesQuery } from './messages-query.ts'
import { defaultColumns, messagesQueryParams, messagesViewParams, narrowColumns } from './messages-search-params.ts'
import { linkTo } from './open-record.tsx'
import type { PointActions } from './pointing.tsx'
import { useChosenRows } from './use-chosen-rows.ts'
import { useRecentFilter } from './use-recent-filter.ts'
import { useShownRows } from './use-shown-rows.ts'
import { problemOf, useValidatedQuery } from './use-validated-query.ts'
import { useWholeKeySearch } from './use-whole-key-search.ts'
import { useIsNarrow } from './use-wide.ts'
import { withColumn } from './view-menu.tsx'

/** More than anyone reads; the first ones are dropped when still more are loaded. */
const MAX_ROWS = 5_000

export type MessagesPage = ReturnType<typeof useMessagesPage>

/** The records of a topic: the query and the view of the URL, what was found by it, and what can be done with it. */
export function useMessagesPage(cluster: string, topic: string) {
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
  return {
    ...{ cluster, topic, query, apiQuery: validated.query, problem, sought },
    ...{ scan, view, isLive, isReading, isBeginning, hasMore },
    ...{ columns, columnIds, areColumnsChosen: chosenColumns !== null, record, chosen },
    ...{ ask, goOn, hrefOf, open, close, addColumn, actions },
    setColumns: (ids: readonly string[] | null) => void setView({ columns: ids === null ? null : [...ids] }),
  }
}
