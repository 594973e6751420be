'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import useSWR from 'swr'
import type { ListReply } from '#lib/contract/common.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { TopicItem } from '#lib/contract/topics.ts'
import { fetchJson } from './fetcher.ts'
import { noTopics, TopicsReader, type TopicsState } from './topics-reader.ts'

/** Of each topic; the first ones are dropped when still more are loaded. */
const MAX_ROWS = 5_000
/** How many topics are read at once; more are named and left out. */
export const MAX_TOPICS = 20

export interface MatchedTopics {
  readonly names: readonly string[]
  /** How many more there are, which are left out. */
  readonly left: number
  /** Those that no topic matches. */
  readonly unmatched: readonly string[]
}

export function isPattern(text: string): boolean {
  return /[*?]/.test(text)
}

/** The topics that are meant by names and patterns, in that order. */
export function useMatchedTopics(cluster: string, asked: readonly string[]) {
  const key = asked.length === 0 ? null : (['topics of', cluster, ...asked] as const)
  return useSWR(key, ([, , ...texts]) => matchTopics(cluster, texts), {
    // A topic that is created meanwhile must not restart the search.
    revalidateIfStale: false,
    keepPreviousData: true,
  })
}

async function matchTopics(cluster: string, texts: readonly string[]): Promise<MatchedTopics> {
  const found = await Promise.all(
    texts.map(async (text) => {
      if (!isPattern(text)) return { text, names: [text], more: 0 }
      const path = withQuery(apiPaths.topics(cluster), { q: text, sort: 'name', pageSize: MAX_TOPICS })
      const { items, total } = await fetchJson<ListReply<TopicItem>>(path)
      return { text, names: items.map(({ name }) => name), more: Math.max(0, (total ?? 0) - items.length) }
    }),
  )
  const names = [...new Set(found.flatMap((each) => each.names))]
  return {
    names: names.slice(0, MAX_TOPICS),
    left: Math.max(0, names.length - MAX_TOPICS) + found.reduce((sum, { more }) => sum + more, 0),
    unmatched: found.flatMap(({ text, names: own }) => (own.length === 0 ? [text] : [])),
  }
}

interface TopicsMessages extends TopicsState {
  readonly run: () => void
  readonly stop: () => void
  readonly more: (rows: number) => void
  readonly goOn: () => void
}

/** The records of several topics that match `query`, by time; null disables it, and a new query starts a new search. */
export function useTopicsMessages(
  cluster: string,
  topics: readonly string[],
  query: Readonly<Record<string, string>> | null,
  rows: number,
): TopicsMessages {
  const [reader] = useState(() => new TopicsReader(MAX_ROWS))
  const state = useSyncExternalStore(reader.subscribe, reader.state, () => noTopics)
  const asked = JSON.stringify(
    query && topics.map((topic) => [topic, withQuery(apiPaths.messages(cluster, topic), query)]),
  )
  const isBackwards = query?.from === 'newest'
  const [runs, setRuns] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further run reads the same again
  useEffect(() => {
    const paths: [string, string][] | null = JSON.parse(asked)
    reader.run({ paths: new Map(paths ?? []), isBackwards, rows })
    return () => reader.leave()
  }, [reader, asked, isBackwards, rows, runs])
  return {
    ...state,
    run: () => setRuns(runs + 1),
    stop: () => reader.stop(),
    more: (count) => reader.more(count),
    goOn: () => reader.goOn(),
  }
}
