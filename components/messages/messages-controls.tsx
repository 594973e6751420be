'use client'

import { ListFilter, Pause, Play } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Segmented } from '#components/ui/segmented.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { ConditionChips } from './condition-chips.tsx'
import { conditionCount } from './conditions.ts'
import { FilterField } from './filter-field.tsx'
import { InlineField, InlineProblem } from './inline-field.tsx'
import type { MessagesQuery, QueryProblem } from './messages-query.ts'
import { MoreConditions } from './more-conditions.tsx'
import { StartField, timeAgo } from './start-field.tsx'

const starts = [
  { value: 'newest', label: 'Newest' },
  { value: 'oldest', label: 'Oldest' },
  { value: 'offset', label: 'Offset' },
  { value: 'time', label: 'Time' },
  { value: 'live', label: 'Live' },
] as const

const commonStarts = starts.filter(({ value }) => value !== 'offset' && value !== 'live')

interface MessagesControlsProps {
  /** Of several topics: no offset or partition means the same in each. */
  isOfSeveral?: boolean
  query: MessagesQuery
  /** What is wrong with the query, found here or by the server. */
  problem: QueryProblem | null
  isReading: boolean
  rows: readonly MessageRow[]
  onAsk: (query: MessagesQuery) => void
  onStop: () => void
  /** null: the query is not a live one. */
  live: PauseButtonProps | null
  /** On a narrow screen only the start is shown then, so that the rows have room. */
  isFolded: boolean
  onFold: (isFolded: boolean) => void
}

const MATCH_CASE =
  'Match case. Otherwise a letter finds its upper and lower case, too, where each is one character: ä and Ä, but not ß and SS.'

/** The query, in one line. Fields apply on Enter or Run; choices apply at once, together with the fields. */
export function MessagesControls({
  isOfSeveral = false,
  query,
  problem,
  isReading,
  rows,
  isFolded,
  onAsk,
  onStop,
  live,
  onFold,
}: MessagesControlsProps) {
  const isHidden = isFolded && problem === null
  const fold = isHidden && 'max-sm:hidden'
  const address = JSON.stringify(query)
  const [{ asked, draft }, setDraft] = useState({ asked: address, draft: query })
  // After a navigation the fields show the new URL.
  if (asked !== address) setDraft({ asked: address, draft: query })
  const isChanged = JSON.stringify(draft) !== address
  const change = (part: Partial<MessagesQuery>) => setDraft({ asked: address, draft: { ...draft, ...part } })
  const ask = (part: Partial<MessagesQuery> = {}) => onAsk({ ...draft, ...part })
  const problemAt = (field: QueryProblem['field']) => (problem?.field === field ? problem.message : null)
  const choose = (from: MessagesQuery['from']) => {
    // Offset and time are not set yet, so the request would be invalid.
    const isReady = from !== 'time' && from !== 'offset'
    if (isReady || (from === 'time' ? draft.time : draft.offset) !== '') ask({ from })
    else change({ from, ...(from === 'time' && { time: timeAgo(3_600_000) }) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask()
  }
  return (
    <>
      <form onSubmit={submit} aria-label="Message filters" className="mb-2.5 flex flex-wrap items-center gap-2">
        <Segmented label="From" value={draft.from} options={isOfSeveral ? commonStarts : starts} onChange={choose} />
        <FoldButton query={query} isFolded={isHidden} onFold={onFold} />
        <StartField draft={draft} problem={problem} onDraft={change} onAsk={ask} />
        {!isOfSeveral && (
          <InlineField
            id="query-partitions"
            label="Partitions"
            placeholder="all"
            title="Partition numbers and ranges, such as 0,3-5"
            value={draft.partitions}
            onChange={({ target }) => change({ partitions: target.value })}
            problem={problemAt('partitions')}
            className={classNames('w-28', fold)}
          />
        )}
        {/* Grouped, so that the most important field has room, and keeps its place with another start. */}
        <div className="flex min-w-0 flex-auto basis-full wide:basis-auto flex-wrap items-center gap-2">
          <InlineField
            id="query-contains"
            label="Contains"
            placeholder="any text"
            title="Text in keys, values or headers"
            value={draft.contains}
            onChange={({ target }) => change({ contains: target.value })}
            problem={problemAt('contains')}
            className={classNames('min-w-0 flex-1 basis-72 sm:min-w-72', fold)}
          >
            <button
              type="button"
              aria-label="Match case"
              title={MATCH_CASE}
              aria-pressed={draft.case === 'match'}
              onClick={() => {
                const next = draft.case === 'match' ? 'ignore' : 'match'
                if (draft.contains === '') change({ case: next })
                else ask({ case: next })
              }}
              className={classNames(
                'mr-1 rounded-small px-1 text-small',
                draft.case === 'match' ? 'bg-accent-soft text-accent' : 'text-faint hover:text-text',
              )}
            >
              Aa
            </button>
          </InlineField>
          <FilterField
            value={draft.filter}
            problem={problemAt('filter')}
            rows={rows}
            className={fold || undefined}
            onChange={(filter) => change({ filter })}
            onAsk={(filter) => ask({ filter })}
          />
          <span className={classNames('contents', fold)}>
            <MoreConditions draft={draft} problem={problem} onDraft={change} onAsk={ask} />
          </span>
          {/* Two buttons: one that changed its role while it is pressed would submit the form. */}
          {isReading && (live ? <PauseButton {...live} /> : <Button onClick={onStop}>Stop</Button>)}
          {(isChanged || !isReading) && (
            <Button
              key="run"
              type="submit"
              look={isChanged ? 'primary' : 'plain'}
              className={classNames(!isChanged && fold)}
            >
              Run
            </Button>
          )}
        </div>
      </form>
      {problem && (
        <InlineProblem id={`query-${problem.field}`} message={problem.message} text={textAt(query, problem.field)} />
      )}
      <ConditionChips query={query} onAsk={ask} />
    </>
  )
}

interface FoldButtonProps {
  query: MessagesQuery
  isFolded: boolean
  onFold: (isFolded: boolean) => void
}

/** On a narrow screen only. Says how many conditions there are, as they are not seen. */
function FoldButton({ query, isFolded, onFold }: FoldButtonProps) {
  const count = conditionCount(query)
  return (
    <Button
      aria-label={count > 0 ? `Query fields, ${count} set` : 'Query fields'}
      aria-expanded={!isFolded}
      onClick={() => onFold(!isFolded)}
      className="px-2 sm:hidden"
    >
      <ListFilter className="size-3.5" aria-hidden />
      {count > 0 && <span className="rounded-full bg-accent-soft px-1.5 text-accent text-tiny">{count}</span>}
    </Button>
  )
}

interface PauseButtonProps {
  isPaused: boolean
  onPause: () => void
  onResume: () => void
}

/** What arrives while the view is paused is kept, so there is no need to stop it besides. */
function PauseButton({ isPaused, onPause, onResume }: PauseButtonProps) {
  return (
    <Button onClick={isPaused ? onResume : onPause}>
      {isPaused ? <Play className="size-3.5" aria-hidden /> : <Pause className="size-3.5" aria-hidden />}
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  )
}

/** A position can be marked only in the text that was typed. */
function textAt(query: MessagesQuery, field: QueryProblem['field']): string {
  return field === 'filter' ? query.filter : ''
}
