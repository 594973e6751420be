'use client'

import type { ReactNode } from 'react'
import { Absent } from '#components/shared/visible-text.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Message } from '#lib/contract/messages.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { formatWholeTime } from '#lib/format/record-time.ts'
import { MarkedText } from './marked-text.tsx'
import { RecordMarks } from './message-columns.tsx'
import { PayloadKind } from './payload-kind.tsx'
import { PayloadPreview, shorten } from './payload-preview.tsx'
import { headerTargetAt, targetsAt } from './point-target.ts'
import { PointButton } from './pointing.tsx'
import { ImpossibleTime } from './record-time.tsx'
import { describeProducer, describeTransaction } from './record-words.ts'

const factsLook = 'grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1'

/** The position of a record, and when and how it was written, for reading. */
export function RecordFacts({ row, isKeyShown }: { row: MessageRow; isKeyShown: boolean }) {
  const { message } = row
  const transaction = describeTransaction(message)
  return (
    <div className="px-3.5 py-3">
      <dl className={factsLook}>
        <Fact name="Partition">{message.partition}</Fact>
        <Fact name="Timestamp">
          <Written message={message} />
        </Fact>
        {isKeyShown && (
          <Fact name="Key">
            <PayloadPreview payload={message.key} className="wrap-anywhere text-text" />{' '}
            {message.key && <PayloadKind payload={message.key} bytes={message.keyBytes} />}
            <PointButton label="Use this key" targets={() => targetsAt(row, 'key')} className="align-middle" />
          </Fact>
        )}
        <Fact name="Compression">{describeCodec(message.codec)}</Fact>
        {transaction && (
          <Fact name="Transaction">
            <RecordMarks message={message} />
            {transaction}
          </Fact>
        )}
        {message.problem && <Fact name="Problem">{message.problem}</Fact>}
        <Fact name="Headers">
          <Headers row={row} />
        </Fact>
      </dl>
      <details className="mt-1.5">
        <summary className="cursor-pointer text-muted text-small hover:text-text">Record details</summary>
        <dl className={`${factsLook} pt-1`}>
          <Fact name="Sizes">
            key {describeSize(message.keyBytes)}, value {describeSize(message.valueBytes)}, headers{' '}
            {formatBytes(message.headersBytes)}
          </Fact>
          <Fact name="Producer">{describeProducer(message)}</Fact>
          <Fact name="Leader epoch">{message.leaderEpoch ?? 'not reported'}</Fact>
        </dl>
      </details>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="group min-w-0 tabular-nums">{children}</dd>
    </>
  )
}

function Written({ message: { timestamp, timestampMs, timestampType } }: { message: Message }) {
  const timeZone = useTimeZone()
  if (timestampMs === null) return 'none'
  if (timestamp === null || typeof timestampMs === 'string') return <ImpossibleTime timestampMs={timestampMs} />
  const [day, time, zone] = formatWholeTime(timestampMs, timeZone).split(' ')
  return (
    <>
      <time dateTime={timestamp}>
        {day} {time}
      </time>{' '}
      <span className="text-muted">
        {zone}, {timestampType === 'create' ? 'CreateTime' : 'LogAppendTime'}
      </span>
    </>
  )
}

const describeSize = (bytes: number | null) => (bytes === null ? 'null' : formatBytes(bytes))

function describeCodec(codec: Message['codec']): string {
  return codec === 'unknown' ? 'unknown codec' : codec
}

/** More would be unreadable, and slow to draw. */
const MAX_HEADERS = 200
const MAX_HEADER_LENGTH = 2_000

/** In order; duplicate names are all shown. */
function Headers({ row }: { row: MessageRow }) {
  const { headers, headerCount } = row.message
  if (headerCount === 0) return <span className="text-faint">none</span>
  const shown = headers.slice(0, MAX_HEADERS)
  const times = new Map<string, number>()
  for (const { name } of headers) times.set(name, (times.get(name) ?? 0) + 1)
  const twice = [...times.values()].filter((count) => count > 1).length
  return (
    <>
      <ul className="max-h-40 overflow-auto font-mono text-small">
        {shown.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may stand twice, and their order is theirs
          <li key={index} className="group wrap-anywhere relative pr-6">
            <span className="text-accent">
              <MarkedText text={shorten(name, MAX_HEADER_LENGTH)} />
            </span>
            {': '}
            {value === null ? (
              <Absent kind="null" />
            ) : value.text === '' ? (
              <Absent kind="empty" />
            ) : (
              <MarkedText text={shorten(value.text, MAX_HEADER_LENGTH)} />
            )}
            {value && (value.truncated || value.text.length > MAX_HEADER_LENGTH) && (
              <span className="text-faint">…</span>
            )}
            {value && value.format !== 'string' && value.format !== 'json' && (
              <span className="text-faint"> {value.format}</span>
            )}
            <PointButton
              label={`Use this value of ${shorten(name, 60)}`}
              targets={() => headerTargetAt(row, index)}
              className="absolute top-0 right-0"
            />
          </li>
        ))}
      </ul>
      {headerCount > shown.length && (
        <p className="text-muted text-small">and {formatNumber(headerCount - shown.length)} more</p>
      )}
      {twice > 0 && <p className="text-muted text-small">{counted(twice, 'name')} repeated</p>}
    </>
  )
}
