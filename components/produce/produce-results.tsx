import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import type { ProduceReply } from '#lib/contract/produce.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { formatExactTime, formatTime } from '#lib/format/time.ts'
import type { Sending } from './use-production.ts'

type Result = ProduceReply['results'][number]

interface ProduceResultsProps {
  cluster: string
  sendings: readonly Sending[]
  /** The one of the form as it is; the others are folded, so that none of them seems to be about it. */
  current: Sending | null
  onRetry: (sending: Sending) => void
  isPending: boolean
}

/** The results of what was sent, newest first. */
export function ProduceResults({ sendings, current, ...props }: ProduceResultsProps) {
  const section = useRef<HTMLElement>(null)
  const newest = current?.id
  useEffect(() => {
    // Below a long form it would appear out of sight.
    if (newest !== undefined) section.current?.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }, [newest])
  const earlier = sendings.filter((sending) => sending !== current)
  return (
    <section ref={section} aria-label="Results" className="flex flex-col gap-3">
      {current && <SendingResult {...props} sending={current} />}
      {earlier.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-muted">Earlier results ({earlier.length})</summary>
          <div className="flex flex-col gap-3 pt-1.5">
            {earlier.map((sending) => (
              <SendingResult {...props} key={sending.id} sending={sending} />
            ))}
          </div>
        </details>
      )}
    </section>
  )
}

interface SendingResultProps extends Omit<ProduceResultsProps, 'sendings' | 'current'> {
  sending: Sending
}

function SendingResult({ cluster, sending, onRetry, isPending }: SendingResultProps) {
  const { reply, topic } = sending
  const { results, failed } = reply
  const count = results.length
  const retry = failed > 0 && (
    <Button
      onClick={() => onRetry(sending)}
      isPending={isPending}
      disabledBecause={sending.wasRetried ? 'Already retried' : null}
    >
      Retry {failed === 1 ? 'the message' : counted(failed, 'message')}
    </Button>
  )
  return (
    <Notice
      tone={failed === 0 ? 'ok' : failed < count ? 'warn' : 'bad'}
      title={summary(results, failed)}
      actions={retry}
      isQuiet={failed < count}
      className="scroll-mt-16 scroll-mb-16"
    >
      <span className="text-muted">
        To {topic} at <Time ms={sending.atMs} nowMs={sending.atMs} />.
      </span>
      <ResultList cluster={cluster} topic={topic} results={results} numbers={sending.numbers} nowMs={sending.atMs} />
    </Notice>
  )
}

export function summary(results: readonly Result[], failed: number): string {
  const count = results.length
  if (failed === 0) return count === 1 ? 'Sent.' : `${counted(count, 'message')} sent.`
  if (failed === count) return count === 1 ? 'Not sent.' : `None of ${counted(count, 'message')} was sent.`
  return `${formatNumber(count - failed)} of ${counted(count, 'message')} sent, ${formatNumber(failed)} not.`
}

const SHOWN = 100

interface ResultListProps {
  cluster: string
  topic: string
  results: readonly Result[]
  numbers: readonly number[]
  nowMs: number
}

/** Failed ones come first, because they need an action. */
function ResultList({ results, numbers, ...place }: ResultListProps) {
  const sorted = [...results].sort((a, b) => Number(a.ok) - Number(b.ok))
  const isOneOfMany = results.length > 1 || numbers[0] !== 1
  return (
    <ul className="mt-1 max-h-60 overflow-auto">
      {sorted.slice(0, SHOWN).map((result) => (
        <li key={result.index} className="tabular-nums">
          {isOneOfMany && <span className="text-muted">Message {formatNumber(numbers[result.index] ?? 0)}: </span>}
          <Outcome {...place} result={result} />
        </li>
      ))}
      {sorted.length > SHOWN && <li className="text-muted">and {formatNumber(sorted.length - SHOWN)} more</li>}
    </ul>
  )
}

function Outcome({ cluster, topic, nowMs, result }: Omit<ResultListProps, 'results' | 'numbers'> & { result: Result }) {
  const { ok, partition, offset, timestampMs, error } = result
  if (!ok) {
    return (
      <>
        {partition !== null && <span className="text-muted">partition {partition}: </span>}
        {error}
      </>
    )
  }
  const time = timestampMs !== null && (
    <span className="text-muted">
      , <Time ms={timestampMs} nowMs={nowMs} />
    </span>
  )
  if (partition === null || offset === null) {
    return (
      <>
        partition {partition}, offset not reported{time}
      </>
    )
  }
  return (
    <>
      <Link href={recordPath(cluster, topic, partition, offset)} className="text-accent underline">
        partition {partition}, offset {formatNumber(offset)}
      </Link>
      {time}
    </>
  )
}

function Time({ ms, nowMs }: { ms: number; nowMs: number }) {
  const zone = useTimeZone()
  return (
    <time dateTime={new Date(ms).toISOString()} title={formatExactTime(ms, nowMs, zone)}>
      {formatTime(ms, nowMs, zone)}
    </time>
  )
}

/** The messages page from this record on, with it open. */
function recordPath(cluster: string, topic: string, partition: number, offset: number): string {
  const place = { from: 'offset', partitions: partition, offset, record: `${partition}:${offset}` }
  return withQuery(pagePaths.messages(cluster, topic), place)
}
