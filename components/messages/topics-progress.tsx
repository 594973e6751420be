'use client'

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { explainError } from '#components/shared/error-help.ts'
import { ItemLink } from '#components/shared/item-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Notice } from '#components/ui/notice.tsx'
import { isCutAtPage, isIncomplete, isReading, type TopicScan } from '#lib/client/merge-topics.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { describeStop, isNote } from '#lib/format/scan-words.ts'
import type { TimeZone } from '#lib/format/time-zone.ts'
import type { ApiQuery, MessagesQuery } from './messages-query.ts'

interface TopicsProgressProps {
  cluster: string
  topics: readonly TopicScan[]
  isReading: boolean
  query: MessagesQuery
  apiQuery: ApiQuery
  onGoOn: () => void
  /** At the end of the line. */
  children: ReactNode
}

/** How far the search is in all topics, what of it is missing and why, and the same for each topic. */
export function TopicsProgress({
  cluster,
  topics,
  isReading: isRunning,
  query,
  apiQuery,
  onGoOn,
  children,
}: TopicsProgressProps) {
  const [isOpen, setOpen] = useState(false)
  const zone = useTimeZone()
  const sum = (count: (scan: TopicScan['scan']) => number) => topics.reduce((all, { scan }) => all + count(scan), 0)
  const missing = isRunning ? [] : topics.filter(isIncomplete)
  return (
    <section aria-label="Progress" className="mb-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="flex flex-wrap items-center gap-x-1.5 text-muted tabular-nums">
          <strong className="font-semibold text-text">{formatNumber(sum(({ progress }) => progress.matched))}</strong>
          matched of
          <strong className="font-semibold text-text">{formatNumber(sum(({ progress }) => progress.scanned))}</strong>
          searched in
          <Button
            look="ghost"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className={classNames('h-6 px-1.5 font-normal', missing.length > 0 && 'text-bad')}
          >
            {counted(topics.length, 'topic')}
            <ChevronDown className={classNames('size-3.5', isOpen && 'rotate-180')} aria-hidden />
          </Button>
        </p>
        <p role="status" className="text-muted">
          {isRunning && 'Searching…'}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-1 max-sm:hidden">{children}</div>
      </div>
      {isOpen && <TopicStates cluster={cluster} topics={topics} query={query} apiQuery={apiQuery} />}
      {missing.length > 0 && (
        <Notice
          tone="warn"
          title={`The result is incomplete: ${counted(missing.length, 'topic')} of ${formatNumber(topics.length)} not read to the end.`}
          actions={<Button onClick={onGoOn}>Continue</Button>}
          className="mt-2.5"
        >
          {missing.map((each) => (
            <span key={each.topic} className="block">
              <span className="font-mono text-small">{each.topic}</span>: {describeState(each, query, zone)}
            </span>
          ))}
        </Notice>
      )}
    </section>
  )
}

type TopicStatesProps = Pick<TopicsProgressProps, 'cluster' | 'topics' | 'query' | 'apiQuery'>

/** What was searched in each topic, and why no more. */
function TopicStates({ cluster, topics, query, apiQuery }: TopicStatesProps) {
  const zone = useTimeZone()
  return (
    <table className="mt-1.5 w-full max-w-3xl text-small">
      <thead>
        <tr className="text-left text-muted">
          <th className="py-1 pr-3 font-medium">Topic</th>
          <th className="py-1 pr-3 text-right font-medium">Matched</th>
          <th className="py-1 pr-3 text-right font-medium">Searched</th>
          <th className="py-1 font-medium">State</th>
        </tr>
      </thead>
      <tbody>
        {topics.map((each) => (
          <tr key={each.topic} className="align-top">
            <th scope="row" className="wrap-anywhere py-0.5 pr-3 text-left font-normal">
              <ItemLink href={withQuery(pagePaths.messages(cluster, each.topic), apiQuery)}>{each.topic}</ItemLink>
            </th>
            <td className="py-0.5 pr-3 text-right tabular-nums">{formatNumber(each.scan.progress.matched)}</td>
            <td className="py-0.5 pr-3 text-right tabular-nums">{formatNumber(each.scan.progress.scanned)}</td>
            <td className="wrap-anywhere py-0.5 text-muted">{describeState(each, query, zone)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function describeState({ hasBegun, scan }: TopicScan, query: MessagesQuery, zone: TimeZone): string {
  const [problem] = scan.problems.filter((each) => !isNote(each))
  if (scan.phase === 'failed') return explainError(scan.error).message
  if (problem) return problem.message
  if (scan.phase === 'stopped') return scan.progress.scanned === 0 ? 'Not searched: stopped before.' : 'Stopped.'
  if (!hasBegun) return 'Waiting for the others.'
  if (isReading(scan)) return 'Searching…'
  if (!scan.done || isCutAtPage(scan)) return 'More messages are read when they are needed.'
  return describeStop(scan.done, {
    from: query.from,
    limit: query.limit,
    hasEnd: query.to !== '',
    endsAsOfMs: scan.asOf === null ? null : Date.parse(scan.asOf),
    zone,
  })
}
