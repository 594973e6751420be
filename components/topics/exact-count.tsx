'use client'

import { useState } from 'react'
import { explainError } from '#components/shared/error-help.ts'
import { Button } from '#components/ui/button.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { ScanPartition, ScanState } from '#lib/client/message-scan.ts'
import { scanShare } from '#lib/client/scan-share.ts'
import { useMessages } from '#lib/client/use-messages.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { describeCount } from '#lib/format/count-words.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { formatExactTime, formatTime } from '#lib/format/time.ts'

const isolations = [
  { value: 'committed', label: 'read_committed' },
  { value: 'uncommitted', label: 'read_uncommitted' },
] as const
type Isolation = (typeof isolations)[number]['value']

interface ExactCountProps {
  cluster: string
  topic: string
  onClose: () => void
}

/** Reads a topic to count its messages, from when it is shown on: bounded as every scan, and ended when it is closed. */
export function ExactCount({ cluster, topic, onClose }: ExactCountProps) {
  const [isolation, setIsolation] = useState<Isolation>('committed')
  const scan = useMessages(cluster, topic, { from: 'oldest', limit: '0', isolation }, 0)
  const { phase, partitions, progress, cursor } = scan
  const isReading = phase === 'connecting' || phase === 'reading'
  const share = scanShare(partitions, false) ?? (isReading ? 0 : 1)
  const { text, why } = describeCount({ ...scan, matched: progress.matched })
  return (
    <section aria-label="Exact count" className="mb-5 rounded-card border border-line bg-surface p-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="tabular-nums">
          <strong className="font-semibold">{text}</strong>
          <AsOf scan={scan} />
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Segmented label="Isolation" value={isolation} options={isolations} onChange={setIsolation} />
          {isReading && <Button onClick={scan.stop}>Stop</Button>}
          {!isReading && cursor !== null && <Button onClick={scan.goOn}>Continue</Button>}
          {!isReading && cursor === null && <Button onClick={scan.run}>Count again</Button>}
          <Button look="ghost" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
      <div className="mt-2.5 flex h-0.75 overflow-hidden rounded-full bg-line" aria-hidden>
        <div className={isReading ? 'bg-accent' : 'bg-water'} style={{ width: `${(share * 100).toFixed(2)}%` }} />
      </div>
      {why && <p className="mt-2 text-warn">{why}</p>}
      <Remarks scan={scan} />
      <ByPartition partitions={partitions} />
    </section>
  )
}

/** What is counted is what was there then. */
function AsOf({ scan: { asOf, progress } }: { scan: ScanState }) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  if (asOf === null) return null
  return (
    <span className="text-muted">
      {' '}
      as of{' '}
      <time dateTime={asOf} title={formatExactTime(asOf, now, zone)}>
        {formatTime(asOf, now, zone)}
      </time>
      {` · ${formatNumber(progress.scanned)} read`}
    </span>
  )
}

const MAX_PROBLEMS = 5

function Remarks({ scan: { done, problems, error } }: { scan: ScanState }) {
  const texts = [
    ...(done && done.aborted > 0 ? [`${counted(done.aborted, 'record')} of aborted transactions left out.`] : []),
    ...(error ? [explainError(error).message] : []),
    ...new Set(problems.slice(0, MAX_PROBLEMS).map(({ message }) => message)),
    ...(problems.length > MAX_PROBLEMS ? [`And ${formatNumber(problems.length - MAX_PROBLEMS)} more.`] : []),
  ]
  if (texts.length === 0) return null
  return (
    <ul className="mt-2 text-muted text-small">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

/** More would be unreadable. */
const MAX_SHOWN = 500

function ByPartition({ partitions }: { partitions: readonly ScanPartition[] }) {
  if (partitions.length < 2) return null
  return (
    <details className="mt-2 text-small">
      <summary className="cursor-pointer text-muted">By partition</summary>
      <ul className="mt-1.5 grid max-h-48 grid-cols-2 gap-x-7 gap-y-1 overflow-auto tabular-nums sm:grid-cols-4 xl:grid-cols-6">
        {partitions.slice(0, MAX_SHOWN).map(({ id, matched, problem }) => (
          <li key={id} title={problem ?? undefined} className={problem ? 'text-bad' : undefined}>
            <span className="text-muted">#{id}</span> {matched === undefined ? 'not begun' : formatNumber(matched)}
          </li>
        ))}
      </ul>
      {partitions.length > MAX_SHOWN && (
        <p className="text-muted">and {formatNumber(partitions.length - MAX_SHOWN)} others</p>
      )}
    </details>
  )
}
