'use client'

import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { ErrorNotice } from '#components/shared/error-notice.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { isReading } from '#lib/client/merge-topics.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { clientOf } from '#lib/commands/client.ts'
import { messageCommands } from '#lib/commands/messages.ts'
import { SoughtContext } from './marked-text.tsx'
import { toCommandQuery } from './message-commands.tsx'
import { MessagesControls } from './messages-controls.tsx'
import type { ApiQuery, MessagesQuery } from './messages-query.ts'
import { defaultColumns, messagesViewParams, narrowColumns } from './messages-search-params.ts'
import { TopicRows } from './topic-rows.tsx'
import { TopicsField } from './topics-field.tsx'
import { TopicsProgress } from './topics-progress.tsx'
import { useRecentFilter } from './use-recent-filter.ts'
import { useTopicsSearch } from './use-topics-search.ts'
import { useIsNarrow } from './use-wide.ts'
import { ColumnChooser, TimeMenu } from './view-menu.tsx'

/** More lines than that nobody reads. */
const NAMED_COMMANDS = 5

/** The records of several topics, by time. Topics, query and view are in the URL. */
export function TopicsMessagesView({ cluster }: { cluster: string }) {
  const search = useTopicsSearch(cluster)
  const { asked, names, query, apiQuery, problem, found } = search
  const { rows } = found
  const [{ columns: chosenColumns }, setView] = useQueryStates(messagesViewParams)
  const isNarrow = useIsNarrow()
  const columnIds = chosenColumns ?? (isNarrow ? narrowColumns : defaultColumns)
  const sought = useMemo(
    () => ({ text: query.contains, isCaseIgnored: query.case === 'ignore' }),
    [query.contains, query.case],
  )
  const [isFolded, setFolded] = useState(true)
  useRecentFilter(query.filter, problem === null && found.topics.some(({ scan }) => !isReading(scan)))
  return (
    <div data-fill className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="Messages of several topics" />
      <TopicsField cluster={cluster} asked={asked} matched={search.matched} onChange={search.askTopics} />
      <MessagesControls
        isOfSeveral
        query={query}
        problem={problem}
        isReading={found.isReading}
        rows={rows}
        isFolded={isFolded}
        onFold={setFolded}
        onAsk={search.ask}
        onStop={found.stop}
        live={null}
      />
      {search.matchError !== undefined && (
        <ErrorNotice error={search.matchError} retry={search.matchAgain} isRetrying={false} />
      )}
      {asked.length === 0 && (
        <EmptyState title="No topics chosen">
          Choose topics above, by name or by a pattern such as orders.*; their messages are shown together, by time.
        </EmptyState>
      )}
      {apiQuery && names.length > 0 && !problem && (
        <TopicsProgress
          cluster={cluster}
          topics={found.topics}
          isReading={found.isReading}
          query={query}
          apiQuery={apiQuery}
          onGoOn={found.goOn}
        >
          <ColumnChooser
            ids={columnIds}
            areChosen={chosenColumns !== null}
            rows={rows}
            onChange={(columns) => setView({ columns })}
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
        <TopicRows cluster={cluster} search={search} columnIds={columnIds} />
      </SoughtContext>
      {apiQuery && names.length > 0 && <Commands cluster={cluster} names={names} query={query} apiQuery={apiQuery} />}
    </div>
  )
}

interface CommandsProps {
  cluster: string
  names: readonly string[]
  query: MessagesQuery
  apiQuery: ApiQuery
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
