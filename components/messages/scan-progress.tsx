'use client'

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { ScanState } from '#lib/client/message-scan.ts'
import { scanShare } from '#lib/client/scan-share.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted, formatCompact, formatNumber } from '#lib/format/number.ts'
import { describeStop, isNote } from '#lib/format/scan-words.ts'
import { emptyReason, isOfKey } from './empty-reason.ts'
import type { MessagesQuery } from './messages-query.ts'
import { PartitionPositions } from './partition-positions.tsx'

interface ScanProgressProps {
  scan: ScanState
  query: MessagesQuery
  /** On a narrow screen, view and export are hidden then. */
  isFolded: boolean
  onGoOn: () => void
  onAsk: (change: Partial<MessagesQuery>) => void
  /** At the end of the line: view and export. */
  children: ReactNode
}

/** The progress of the scan, its rate, and why it stopped. */
export function ScanProgress({ scan, query, isFolded, onGoOn, onAsk, children }: ScanProgressProps) {
  const [isOpen, setOpen] = useState(false)
  const { progress, perSecond, partitions, phase } = scan
  const isBackwards = query.from === 'newest'
  const share = query.from === 'live' ? null : scanShare(partitions, isBackwards)
  const isReading = phase === 'reading' || phase === 'connecting'
  const notes = scan.problems.filter(isNote)
  // Without results the same is offered below.
  const canWiden = notes.some(isOfKey) && (isReading || scan.rows.length > 0)
  const waits = notes.some(({ code }) => code === 'open-transaction')
  const failing = partitions.filter(({ problem }) => problem !== null).length
  return (
    <section aria-label="Progress" className="mb-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="flex flex-wrap items-center gap-x-1.5 tabular-nums">
          <span className="text-muted">
            <strong className="font-semibold text-text">{formatNumber(progress.matched)}</strong> matched of{' '}
            <strong className="font-semibold text-text" title={formatNumber(progress.scanned)}>
              {progress.scanned < 10_000_000 ? formatNumber(progress.scanned) : formatCompact(progress.scanned)}
            </strong>{' '}
            searched
            {isReading && perSecond !== null && ` · ${formatCompact(Math.round(perSecond))}/s`}
            {progress.bytes > 0 && ` · ${formatBytes(progress.bytes)}`}
            {share !== null && phase !== 'done' && ` · ${Math.floor(share * 100)}%`}
          </span>
          {partitions.length > 0 && (
            <Button
              look="ghost"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className={classNames('h-6 px-1.5 font-normal', failing > 0 && 'text-bad')}
            >
              {failing > 0
                ? `${failing} of ${counted(partitions.length, 'partition')} failed`
                : counted(partitions.length, 'partition')}
              <ChevronDown className={classNames('size-3.5', isOpen && 'rotate-180')} aria-hidden />
            </Button>
          )}
        </p>
        <Outcome scan={scan} query={query} onGoOn={onGoOn} onAsk={onAsk} />
        <div className={classNames('ml-auto flex flex-wrap items-center gap-1', isFolded && 'max-sm:hidden')}>
          {children}
        </div>
      </div>
      <Bar share={share} isReading={isReading} isBackwards={isBackwards} />
      {isOpen && <PartitionPositions partitions={partitions} isBackwards={isBackwards} />}
      <Problems tone="warn" title="The result is incomplete." problems={scan.problems.filter((one) => !isNote(one))} />
      <Problems
        tone="note"
        title="Note."
        problems={notes}
        actions={
          (canWiden || waits) && (
            <>
              {canWiden && <Button onClick={() => onAsk({ keySearch: 'all' })}>Search all partitions</Button>}
              {waits && <Button onClick={() => onAsk({ isolation: 'uncommitted' })}>Show uncommitted messages</Button>}
            </>
          )
        }
      />
    </section>
  )
}

/** Why it stopped, and how to continue. */
function Outcome({ scan, query, onGoOn, onAsk }: Omit<ScanProgressProps, 'children' | 'isFolded'>) {
  const { phase, done, cursor } = scan
  const zone = useTimeZone()
  const goOn = cursor !== null && (
    <Button onClick={onGoOn} className="h-6">
      Continue
    </Button>
  )
  const text =
    phase === 'stopped'
      ? 'Stopped.'
      : phase === 'done' && done
        ? describeStop(done, {
            from: query.from,
            limit: query.limit,
            hasEnd: query.to !== '',
            endsAsOfMs: scan.asOf === null ? null : Date.parse(scan.asOf),
            zone,
          })
        : null
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-muted">
      {text}
      {phase === 'done' && done && done.aborted > 0 && (
        <span>
          {counted(done.aborted, 'message')} of aborted transactions hidden.{' '}
          {/* Without results the same is offered below. */}
          {emptyReason(scan, query) !== 'aborted' && (
            <Button onClick={() => onAsk({ isolation: 'uncommitted' })} className="h-6">
              Show them
            </Button>
          )}
        </span>
      )}
      {(phase === 'stopped' || phase === 'done') && goOn}
    </p>
  )
}

interface BarProps {
  share: number | null
  isReading: boolean
  isBackwards: boolean
}

/** The part of the range that was read, from the end at which the scan began. */
function Bar({ share, isReading, isBackwards }: BarProps) {
  return (
    <div className="mt-1.5 flex h-0.75 overflow-hidden rounded-full bg-line" aria-hidden>
      <div
        className={classNames(
          'h-full rounded-full',
          isReading ? 'bg-accent' : 'bg-water',
          isReading && share === null && 'w-full animate-pulse',
          isBackwards && 'ml-auto',
        )}
        style={share === null ? undefined : { width: `${(share * 100).toFixed(2)}%` }}
      />
    </div>
  )
}

interface ProblemsProps {
  tone: 'warn' | 'note'
  title: string
  problems: ScanState['problems']
  actions?: ReactNode
}

/** The same sentence about several partitions is shown once. */
function Problems({ tone, title, problems, actions }: ProblemsProps) {
  const texts = new Map<string, number[]>()
  for (const { message, partition } of problems) {
    const found = texts.get(message) ?? []
    if (partition !== undefined && !found.includes(partition)) found.push(partition)
    texts.set(message, found)
  }
  if (texts.size === 0) return null
  return (
    <Notice tone={tone} title={title} actions={actions} className="mt-2.5">
      {[...texts].slice(0, MAX_PROBLEMS).map(([text, partitions]) => (
        <span key={text} className="block">
          {namePartitions(partitions, text)}
          {text}
        </span>
      ))}
      {texts.size > MAX_PROBLEMS && <span className="block">And {formatNumber(texts.size - MAX_PROBLEMS)} more.</span>}
    </Notice>
  )
}

/** Nothing if the sentence names its partition itself. */
function namePartitions(partitions: readonly number[], text: string): string {
  const [first] = partitions
  if (first === undefined || new RegExp(`partition ${first}\\b`, 'i').test(text)) return ''
  const more = partitions.length - MAX_NAMED
  const named = partitions.slice(0, MAX_NAMED).join(', ')
  return `Partition${partitions.length === 1 ? '' : 's'} ${named}${more > 0 ? ` and ${formatNumber(more)} more` : ''}: `
}

const MAX_PROBLEMS = 5
const MAX_NAMED = 20
