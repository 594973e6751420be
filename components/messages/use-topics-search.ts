import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useMatchedTopics, useTopicsMessages } from '#lib/client/use-topics-messages.ts'
import type { ApiQuery, MessagesQuery } from './messages-query.ts'
import { messagesQueryParams } from './messages-search-params.ts'
import { problemOf, useValidatedQuery } from './use-validated-query.ts'

const topicsParams = { topics: parseAsArrayOf(parseAsString).withDefault([]) }
const NO_TOPICS: readonly string[] = []

/** The topics and the query of the URL, what is found by them, and how to ask something else. */
export function useTopicsSearch(cluster: string) {
  const [{ topics: asked }, setTopics] = useQueryStates(topicsParams)
  const [query, setQuery] = useQueryStates(messagesQueryParams)
  const matched = useMatchedTopics(cluster, asked)
  const names = asked.length === 0 ? NO_TOPICS : (matched.data?.names ?? NO_TOPICS)
  const validated = useValidatedQuery(query, null)
  const apiQuery = useMemo(() => validated.query && inAllPartitions(validated.query), [validated.query])
  const found = useTopicsMessages(cluster, names, apiQuery, query.limit)
  const refused = found.topics.map(({ scan }) => problemOf(scan.error)).find((problem) => problem !== null)
  return {
    asked,
    matched: matched.data,
    /** Why it is not known which topics are meant. */
    matchError: matched.error,
    matchAgain: () => void matched.mutate(),
    names,
    query,
    /** null: it cannot be asked. */
    apiQuery,
    problem: validated.problem ?? refused ?? null,
    found,
    askTopics: (topics: readonly string[]) => void setTopics({ topics: [...topics] }, { history: 'push' }),
    ask: (next: Partial<MessagesQuery>) => {
      const wanted = { ...query, ...next }
      if (!validated.isUrlInvalid && JSON.stringify(wanted) === JSON.stringify(query)) return found.run()
      void setQuery(wanted, { history: 'push' })
    },
  }
}

export type TopicsSearch = ReturnType<typeof useTopicsSearch>

/** The partition that a key belongs to is another one in each topic. */
function inAllPartitions(query: ApiQuery): ApiQuery {
  return query.key === undefined ? query : { ...query, keySearch: 'all' }
}
